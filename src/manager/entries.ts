/** The org's modules as the manager holds them. */
import type { ModuleRef } from "../jobs/job"
import type { ModuleTags, Outcome, Problem } from "../messaging/views"
import type { TagList } from "../store/tag-lists"

/** A module in the list: its tags when they are here, a problem when they did not come. */
export interface ModuleEntry {
  readonly module: ModuleRef
  readonly tags: ModuleTags | null
  readonly problem: Problem | null
  /** When Zoho gave the tags (ms). */
  readonly readAt: number | null
}

export type Entries = readonly ModuleEntry[]

export type Change =
  | { readonly type: "gone" }
  /** All are here that will come: the order can be what it is to be. */
  | { readonly type: "read" }
  /** Zoho's list of modules, in Zoho's order, with what was kept from the last time. */
  | { readonly type: "list"; readonly modules: readonly ModuleRef[]; readonly kept: readonly TagList[] }
  | {
      readonly type: "tags"
      readonly apiName: string
      readonly outcome: Outcome<ModuleTags>
      readonly at: number
    }

/** Zoho's way to say that there are no tags here, now or ever. */
const withoutTags = (problem: Problem): boolean =>
  problem.kind === "module-unsupported" || problem.kind === "module-unknown"

export function reduceEntries(entries: Entries | undefined, change: Change): Entries | undefined {
  if (change.type === "gone") return undefined
  if (change.type === "read") return entries && nearCapFirst(entries)
  if (change.type === "list")
    return nearCapFirst(change.modules.map((module) => entryOf(module, change.kept)))
  const { apiName, outcome, at } = change
  if (!outcome.ok && withoutTags(outcome.problem))
    return entries?.filter((entry) => entry.module.apiName !== apiName)
  return entries?.map((entry) => {
    if (entry.module.apiName !== apiName) return entry
    return outcome.ok
      ? { ...entry, tags: outcome.value, problem: null, readAt: at }
      : { ...entry, problem: outcome.problem }
  })
}

function entryOf(module: ModuleRef, kept: readonly TagList[]): ModuleEntry {
  const known = kept.find((each) => each.apiName === module.apiName)
  if (!known) return { module, tags: null, problem: null, readAt: null }
  return {
    module,
    tags: { module, tags: known.tags, allowed: known.allowed },
    problem: null,
    readAt: known.readAt,
  }
}

/** How full a module is, from 0 to 1 and above; -1 where that is not known. */
function fill({ tags }: ModuleEntry): number {
  if (tags?.allowed == null) return -1
  return tags.allowed === 0 ? 1 : tags.tags.length / tags.allowed
}

/** Those near their cap first; equals in Zoho's order. */
function nearCapFirst(entries: Entries): Entries {
  return entries.toSorted((a, b) => fill(b) - fill(a))
}
