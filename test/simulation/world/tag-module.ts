/** A model of a module for restores, merges and self-tests: its tags and records, and Zoho's possible refusals. */
import type { Answers, TagList } from "../../../src/jobs/events"
import type { RecordPage } from "../../../src/zoho/api/records"
import type { NewTag } from "../../../src/zoho/api/tags"
import { fault, type ZohoResult } from "../../../src/zoho/errors/fault"
import type { Gone, ModuleModel, TagModel } from "./zoho"

/** Only restores, merges and self-tests use this module, so its expected final content is known. */
export const TAGGED = "Cases"

export interface TagOptions {
  /** Whether Zoho refuses a second tag with the same name. Inferred, so the engine must not rely on it. */
  readonly unique: boolean
  /** Whether Zoho refuses the whole call over the limit, or only the surplus tags. */
  readonly capRefuses: "call" | "item"
  /** Whether Zoho accepts any color, or only `OFFERED`. */
  readonly anyColor: boolean
  /** What Zoho refuses for a locked record: the call, with or without the record's id, or only the record. */
  readonly lockRefuses: "call" | "call-unnamed" | "item"
}

/** A color that every org accepts, and one that only some accept. */
export const OFFERED = "#57B1FD"
export const OTHER = "#AAFE62"

type Answer = Answers[number]
/** Page size. Small, so that several pages are needed. */
const PAGE = 7

export class TagModule implements ModuleModel {
  readonly apiName = TAGGED
  isHidden = false
  readonly tags = new Map<string, TagModel>()
  readonly gone = new Map<string, Gone>()
  /** Ids of the tags on each record. */
  readonly records = new Map<string, Set<string>>()
  readonly locked = new Set<string>()
  readonly wereLocked = new Set<string>()
  cap = 1_000
  /** Whether Zoho sometimes reports changes that it has not made. */
  lies = false
  /** Whether a call sometimes fails for single records with a fault that allows a retry. */
  garbles = false

  constructor(
    public id: string,
    readonly options: TagOptions,
    private readonly newId: () => string,
  ) {}

  add(name: string, colorCode: string | null, kept = false): TagModel {
    const tag = { id: this.newId(), name, colorCode, inUse: false, kept }
    this.tags.set(tag.id, tag)
    return tag
  }

  lock(recordId: string): void {
    this.locked.add(recordId)
    this.wereLocked.add(recordId)
  }

  named(name: string): TagModel[] {
    return [...this.tags.values()].filter((tag) => tag.name === name)
  }

  remove(id: string): void {
    this.tags.delete(id)
    for (const tags of this.records.values()) tags.delete(id)
  }

  list(): TagList {
    return {
      tags: new Map([...this.tags.values()].map(({ id, name }) => [id, name])),
      allowed: this.cap,
    }
  }

  /** @param lies whether Zoho falsely reports a tag as created; @param keeps whether a mass delete will keep the tag */
  create(tags: readonly NewTag[], lies: () => boolean, keeps: () => boolean): ZohoResult<Answers> {
    const added = tags.filter(({ name }) => !this.options.unique || this.named(name).length === 0)
    if (this.options.capRefuses === "call" && this.tags.size + added.length > this.cap)
      return { ok: false, fault: fault("plan-limit") }
    const answers = tags.map((tag): Answer => {
      const [there] = this.named(tag.name)
      if (there && this.options.unique)
        return { ok: false, fault: fault("name-taken", { details: { id: there.id } }) }
      if (!this.options.anyColor && tag.colorCode === OTHER)
        return { ok: false, fault: fault("color-refused") }
      if (this.tags.size >= this.cap) return { ok: false, fault: fault("plan-limit") }
      if (lies()) return { ok: true, value: { id: this.newId() } }
      return { ok: true, value: { id: this.add(tag.name, tag.colorCode, keeps()).id } }
    })
    return { ok: true, value: answers }
  }

  /** Finds the tag by id, then by name. Creates it if there is none. */
  putOn(
    tag: { readonly id: string; readonly name: string },
    recordIds: readonly string[],
    garbles: () => "server-error" | "lie" | null,
  ): ZohoResult<Answers> {
    const locked = recordIds.find((id) => this.locked.has(id) && this.records.has(id))
    const { lockRefuses } = this.options
    if (locked !== undefined && lockRefuses !== "item")
      return {
        ok: false,
        fault: fault("record-locked", { details: lockRefuses === "call" ? { id: locked } : {} }),
      }
    const found = this.tags.get(tag.id) ?? this.named(tag.name)[0] ?? this.add(tag.name, null)
    const answers = recordIds.map((id): Answer => {
      const carried = this.records.get(id)
      if (!carried) return { ok: false, fault: fault("record-not-found") }
      if (this.locked.has(id)) return { ok: false, fault: fault("record-locked") }
      const garbled = garbles()
      if (garbled === "server-error") return { ok: false, fault: fault("server-error") }
      if (garbled === null) carried.add(found.id)
      return { ok: true, value: { id } }
    })
    return { ok: true, value: answers }
  }

  merge(keepId: string, goingId: string): ZohoResult<null> {
    if (!this.tags.has(keepId) || !this.tags.has(goingId)) return { ok: false, fault: fault("tag-not-found") }
    for (const tags of this.records.values()) if (tags.has(goingId)) tags.add(keepId)
    this.remove(goingId)
    return { ok: true, value: null }
  }

  deleteOne(id: string): ZohoResult<null> {
    if (!this.tags.has(id)) return { ok: false, fault: fault("tag-not-found") }
    this.remove(id)
    return { ok: true, value: null }
  }

  find(tagName: string, afterId: string, limit: number): RecordPage {
    const ids = new Set(this.named(tagName).map(({ id }) => id))
    const found = [...this.records]
      .filter(([id, tags]) => BigInt(id) > BigInt(afterId) && [...tags].some((tag) => ids.has(tag)))
      .map(([id]) => id)
      .sort((a, b) => Number(BigInt(a) - BigInt(b)))
    const page = found.slice(0, Math.min(limit, PAGE))
    const last = page.at(-1)
    return {
      records: page.map((id) => ({ id, tags: [{ name: tagName }] })),
      more: found.length > page.length,
      ...(last !== undefined && { lastId: last }),
    }
  }

  /** Names, colors and tagged records as text, for comparison. */
  picture(): string {
    const tags = [...this.tags.values()].map(({ name, colorCode, id }) => {
      const on = [...this.records].filter(([, carried]) => carried.has(id)).map(([record]) => record)
      return `${name} ${colorCode ?? "-"}: ${on.sort().join(" ")}`
    })
    return tags.sort().join("\n")
  }
}
