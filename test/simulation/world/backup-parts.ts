/** Models of the backup store and of the records in backups, and the check that a deletion has a valid backup. */
import {
  indexesToRead,
  turned,
  withBegun,
  withCollected,
  type Backup,
  type Reading,
  type RecordsRead,
  type StoredTag,
  type TagBefore,
  type TagPage,
  type Way,
} from "../../../src/backup/backup"
import type { RecordCalls } from "../../../src/backup/collect"
import type { JobBackup } from "../../../src/jobs/job"
import type { RecordPage } from "../../../src/zoho/api/records"
import { fault, type ZohoResult } from "../../../src/zoho/errors/fault"
import type { Watched } from "./watch"
import type { ModuleModel, OrgModel } from "./zoho"

/** Small, so that few records fill several pages. */
const QUERY_PAGE = 3
const SEARCH_PAGE = 2

interface Shelved {
  head: Backup
  /** By index. */
  readonly tags: StoredTag[]
  /** Record ids by "tag index page", as written. */
  readonly pages: Map<string, readonly string[]>
  /** Checked, and unchanged since. */
  isSound: boolean
}

/** A backup store with atomic writes. Returned values do not change later. */
export class BackupStoreModel {
  private readonly backups = new Map<string, Shelved>()

  peek(backupId: string): Shelved | undefined {
    return this.backups.get(backupId)
  }

  next(backupId: string): { readonly backup: Backup; readonly tags: StoredTag[] } | undefined {
    const shelved = this.backups.get(backupId)
    if (!shelved) return undefined
    const tags = indexesToRead(shelved.head).flatMap((index) => shelved.tags[index] ?? [])
    return { backup: shelved.head, tags }
  }

  write(head: Backup, tags: readonly TagBefore[]): void {
    const shelved = tags.map((tag, index) => ({ ...tag, backupId: head.id, index, reading: null }))
    this.backups.set(head.id, { head, tags: shelved, pages: new Map(), isSound: false })
  }

  addRecords(backup: Backup, pages: readonly TagPage[]): Backup {
    const shelved = this.backups.get(backup.id)!
    return pages.reduce((head, { tag, read }) => this.addPage(shelved, head, tag, read), withBegun(backup))
  }

  private addPage(
    shelved: Shelved,
    backup: Backup,
    tag: StoredTag,
    { recordIds, next, converted, complete }: RecordsRead,
  ): Backup {
    const before = tag.reading ?? { pages: 0, found: 0 }
    const done = next === null
    const reading: Reading = {
      ...{ pages: before.pages + 1, found: before.found + recordIds.length, next: next ?? "" },
      ...{ converted, done, complete },
    }
    const head = done ? withCollected(backup, tag.index) : backup
    shelved.tags[tag.index] = { ...tag, reading }
    shelved.pages.set(`${tag.index} ${before.pages}`, recordIds)
    return change(shelved, head)
  }

  turnTo(backupId: string, way: Way): Backup {
    const shelved = this.backups.get(backupId)!
    for (const tag of shelved.tags) {
      const next = turned(tag, shelved.head, way)
      shelved.tags[tag.index] = next
      if (next.reading) continue
      for (const key of shelved.pages.keys()) if (key.startsWith(`${tag.index} `)) shelved.pages.delete(key)
    }
    return change(shelved, { ...shelved.head, ...way })
  }

  complete(backupId: string, asItIs = false): Backup {
    const shelved = this.backups.get(backupId)!
    const { head } = shelved
    if (head.holds === "records" && head.collected < head.tagCount && !asItIs) throw new Error("Not complete")
    return change(shelved, { ...head, complete: true })
  }
}

function change(shelved: Shelved, head: Backup): Backup {
  shelved.head = head
  shelved.isSound = false
  return head
}

/** The ids of a tag's records: zero to seven, always the same. */
export function recordsOf(tagId: string): string[] {
  const number = Number(BigInt(tagId) % 1_000_000n)
  return Array.from({ length: number % 8 }, (_, at) => String(5_000_000 + ((number * 3) % 40) + at))
}

/** A third of the leads is converted. Zoho returns converted leads only on request. */
function isConverted(apiName: string, recordId: string): boolean {
  return apiName === "Leads" && Number(recordId) % 3 === 0
}

export interface Finding {
  readonly answersQueries: boolean
  /** How the org can return converted leads, or null if it cannot. */
  readonly tellsConverted: "query" | "search" | null
}

/** Finds records by tag name, in orgs with and without COQL. */
export function recordsIn(
  org: OrgModel,
  apiName: string,
  { answersQueries, tellsConverted }: Finding,
): {
  readonly query: (from: Parameters<RecordCalls["query"]>[1]) => ZohoResult<RecordPage>
  readonly search: (from: Parameters<RecordCalls["search"]>[1]) => ZohoResult<RecordPage>
} {
  const carrying = (name: string, converted: boolean): string[] | null => {
    const module = org.modules.get(apiName)
    if (!module || module.isHidden) return null
    const tag = [...module.tags.values()].find((each) => each.name === name)
    return tag ? recordsOf(tag.id).filter((id) => isConverted(apiName, id) === converted) : []
  }
  const page = (all: string[] | null, from: number, size: number): ZohoResult<RecordPage> => {
    if (!all) return { ok: false, fault: fault("module-unknown") }
    const shown = all.slice(from, from + size)
    const records = shown.map((id) => ({ id, tags: [] }))
    const lastId = shown.at(-1)
    return {
      ok: true,
      value: { records, more: all.length > from + size, ...(lastId === undefined ? {} : { lastId }) },
    }
  }
  return {
    query({ tagName, afterId, converted }) {
      if (!answersQueries || (converted && tellsConverted !== "query"))
        return { ok: false, fault: fault("query-refused") }
      const all = carrying(tagName, converted)
      const from = all?.findIndex((id) => Number(id) > Number(afterId)) ?? 0
      return page(all, from < 0 ? Infinity : from, QUERY_PAGE)
    },
    search({ tagName, page: number, converted }) {
      if (converted && tellsConverted === null) return { ok: false, fault: fault("invalid-data") }
      return page(carrying(tagName, converted), (number - 1) * SEARCH_PAGE, SEARCH_PAGE)
    },
  }
}

/** Describes why a job's backup does not allow it to send a POST, or returns null. */
export function flawOfBackup(shelved: Shelved | undefined, wanted: JobBackup, job: Watched): string | null {
  if (!shelved?.head.complete) return "sends before its backup is written"
  if (wanted.skipped && !job.hasSkipped) return "goes on without records, and nobody said so"
  if (shelved.tags.length !== job.confirmed.size) return "has a backup without all its tags"
  if (shelved.isSound) return null
  const idsOf = recordsByTag(shelved)
  for (const tag of shelved.tags) {
    if (job.confirmed.get(tag.id) !== tag.name) return `has a backup of another tag than ${tag.id}`
    if (!wanted.records || (wanted.skipped && tag.reading?.done !== true)) continue
    const flaw = flawOfRecords(tag, idsOf.get(tag.index) ?? [], job.module, shelved.head.converted)
    if (flaw) return flaw
  }
  shelved.isSound = true
  return null
}

function recordsByTag({ pages }: Shelved): Map<number, string[]> {
  const ids = new Map<number, string[]>()
  for (const [key, page] of pages) {
    const index = Number(key.split(" ", 1)[0])
    ids.set(index, [...(ids.get(index) ?? []), ...page])
  }
  return ids
}

function flawOfRecords(
  tag: StoredTag,
  ids: readonly string[],
  module: ModuleModel,
  converted: Backup["converted"],
): string | null {
  // A renamed tag was not found. A deleted tag had no records, or those of a tag that another user created with the
  // same name, so pages of the two may contain the same records.
  if (module.tags.get(tag.id)?.name !== tag.name) return null
  if (new Set(ids).size < ids.length) return `has a record of tag ${tag.id} twice in its backup`
  // If converted leads cannot be requested, the backup must mark the tag as incomplete.
  const isUnread = converted === "unread" && !tag.reading?.complete
  const truth = recordsOf(tag.id).filter((id) => !isUnread || !isConverted(module.apiName, id))
  return ids.length === truth.length && truth.every((id) => ids.includes(id))
    ? null
    : `lacks records of tag ${tag.id} in its backup`
}
