/**
 * Makes a backup: reads the records of several tags side by side. How far it is gets stored with what was collected, in one
 * transaction: after a kill nothing is doubled or left out.
 */
import type { BackupProgress } from "../jobs/events"
import type { ModuleRef } from "../jobs/job"
import { rises } from "../jobs/machine/find-records"
import { isFinal, TRANSIENT_ACTIONS } from "../jobs/machine/job-wide-faults"
import type { BackupPort, WithinLimit, RecordQuery, ToBackUp } from "../jobs/ports"
import { mapConcurrent } from "../lib/async"
import { hasConverted, type RecordPage } from "../zoho/api/records"
import { catalogRow, type FaultKind } from "../zoho/errors/catalog"
import type { ZohoFault, ZohoResult } from "../zoho/errors/fault"
import { coqlStep, RECORDS_PER_SEARCH_PAGE, SEARCH_REACH } from "../zoho/limits"
import {
  FROM_START,
  newBackup,
  type Backup,
  type BackupParts,
  type RecordsRead,
  type StoredTag,
  type TagPage,
  type Way,
} from "./backup"

/** Zoho, as the account of a job reaches it. Every call answers; none throws. */
export interface RecordCalls {
  query(module: ModuleRef, from: RecordQuery): Promise<ZohoResult<RecordPage>>
  search(
    module: ModuleRef,
    from: { readonly tagName: string; readonly page: number; readonly converted: boolean },
  ): Promise<ZohoResult<RecordPage>>
}

export function createBackupPort(parts: BackupParts, callsFor: (what: ToBackUp) => RecordCalls): BackupPort {
  return {
    async collect(what, withinLimit): ReturnType<BackupPort["collect"]> {
      try {
        return await collect(what, parts, callsFor(what), withinLimit)
      } catch {
        // Nothing but the storage rejects.
        return { ok: false, fault: null }
      }
    },
  }
}

async function collect(
  what: ToBackUp,
  parts: BackupParts,
  calls: RecordCalls,
  withinLimit: WithinLimit,
): Promise<ZohoResult<BackupProgress>> {
  const { job } = what
  const found = await parts.next(job.id)
  if (!found) return progress(await begin(what, parts), false)
  const { backup, tags } = found
  if (backup.complete) return progress(backup, false)
  if (tags.length === 0 || job.backup?.skipped)
    return progress(await parts.complete(job.id, job.backup?.skipped), false)

  const { pages, refused } = await readPages(tags, withinLimit, (tag) =>
    readPage(backup, tag, job.module, calls),
  )
  const isFurther = pages.length > 0
  const read = isFurther ? await parts.addRecords(backup, pages) : backup
  if (!refused) return progress(read, isFurther)
  const way = otherWay(backup, refused.tag, refused.fault)
  if (way) return progress(await parts.turnTo(job.id, way), true)
  // One tag whose call fails must not count against a backup that gets on.
  const { action } = catalogRow(refused.fault.kind)
  const isPassing = TRANSIENT_ACTIONS.has(action) || action === "wait"
  return isFurther && isPassing ? progress(read, true) : { ok: false, fault: refused.fault }
}

interface PagesRead {
  readonly pages: TagPage[]
  refused: { readonly tag: StoredTag; readonly fault: ZohoFault } | null
}

/** Tags read side by side: as many calls as any edition of Zoho allows in flight. */
const AT_ONCE = 25

/** Reads the next page of each of these tags, and more pages of some meanwhile. After a refusal no further call leaves, for the others would meet the same. */
async function readPages(
  tags: readonly StoredTag[],
  withinLimit: WithinLimit,
  readOne: (tag: StoredTag) => Promise<ZohoResult<RecordsRead>>,
): Promise<PagesRead> {
  const all: PagesRead = { pages: [], refused: null }
  let notBegun = tags.length

  async function readNext(tag: StoredTag): Promise<RecordsRead | null> {
    const page = await withinLimit(() => (all.refused ? null : ask(tag)))
    return page?.ok ? page.value : null
  }

  // A refusal is noted before the call gives up its place: the next would leave otherwise.
  async function ask(tag: StoredTag): Promise<ZohoResult<RecordsRead>> {
    const page = await readOne(tag)
    if (!page.ok) all.refused ??= { tag, fault: page.fault }
    return page
  }

  await mapConcurrent(AT_ONCE, tags, async (tag) => {
    notBegun--
    let read = await readNext(tag)
    // The next pages of a large tag are read beside the first pages of others, and no longer: those would wait to be stored.
    while (read !== null && read.next !== null && notBegun > 0) {
      const { next, converted, recordIds } = read
      const more = await readNext({ ...tag, reading: { ...FROM_START, ...tag.reading, next, converted } })
      if (!more) break
      read = { ...more, recordIds: [...recordIds, ...more.recordIds] }
    }
    if (read) all.pages.push({ tag, read })
  })
  return all
}

/** Usually it was written when the user confirmed. */
async function begin({ job, tags: listTags }: ToBackUp, parts: BackupParts): Promise<Backup> {
  const tags = listTags()
  const unknown = { createdBy: null, createdTime: null, modifiedBy: null, modifiedTime: null }
  const backup = newBackup({ ...job, createdAt: job.updatedAt }, tags.length, job.backup?.records ?? false)
  await parts.write(
    backup,
    tags.map(({ id, name, colorCode, records }) => ({ id, name, colorCode, records, ...unknown })),
  )
  return backup
}

/** COQL, a field of it and a parameter of the search may be missing in an org, or answered in another form. */
function isRefused(fault: ZohoFault): boolean {
  const { kind } = fault
  if (kind === "switched-off") return false
  return kind === "scope-missing" || kind === "wrong-shape" || isFinal(fault)
}

/** Refusals of a parameter: only these let a backup go on without converted leads. */
const OF_PARAMETER: ReadonlySet<FaultKind> = new Set(["query-refused", "invalid-data", "unknown-code"])

/** What is left to try after a refusal; null: nothing. */
function otherWay({ by, converted }: Backup, { reading }: StoredTag, fault: ZohoFault): Way | null {
  if (reading?.converted && converted === "search")
    return OF_PARAMETER.has(fault.kind) ? { by, converted: "unread" } : null
  if (!isRefused(fault)) return null
  if (reading?.converted) return { by, converted: "search" }
  return by === "query" ? { by: "search", converted: converted === "query" ? "search" : converted } : null
}

/** The next page of a tag's records. Converted leads come after all others, and are asked for in their own way. */
async function readPage(
  backup: Backup,
  tag: StoredTag,
  module: ModuleRef,
  calls: RecordCalls,
): Promise<ZohoResult<RecordsRead>> {
  const isConverted = tag.reading?.converted === true
  const way = isConverted ? backup.converted : backup.by
  const page = await (way === "query" ? byQuery : bySearch)(module, tag, calls)
  if (!page.ok || page.value.next !== null || !page.value.complete || isConverted) return page
  if (backup.converted === null) return page
  const then = backup.converted === "unread" ? { complete: false } : { next: "", converted: true }
  return { ...page, value: { ...page.value, ...then } }
}

async function byQuery(
  module: ModuleRef,
  { name, records: counted, reading }: StoredTag,
  calls: RecordCalls,
): Promise<ZohoResult<RecordsRead>> {
  const { next: from, converted } = reading ?? { next: "", converted: false }
  const limit = rowsFor(counted, from)
  const page = await calls.query(module, { tagName: name, afterId: from || "0", limit, converted })
  if (!page.ok) return page
  const { records, more, lastId } = page.value
  // An org that ignores the order or the start of a page gives the same one again and again. What cannot be gone on
  // from is the end, and not known to be all.
  const afterId = from || "0"
  const isFurther = rises([afterId, ...records.map(({ id }) => id)]) && rises([afterId, lastId ?? afterId])
  const next = more && isFurther ? (lastId ?? null) : null
  const isWhole = !more && (from === "" || isFurther || records.length === 0)
  const recordIds = records.map(({ id }) => id).filter((id) => rises([afterId, id]))
  return { ...page, value: { recordIds, next, converted, complete: isWhole || next !== null } }
}

/** A further page is as large as can be. */
const rowsFor = (counted: number | null, from: string): number =>
  coqlStep(from === "" ? (counted ?? 0) : Infinity).rows

async function bySearch(
  module: ModuleRef,
  { name, reading }: StoredTag,
  calls: RecordCalls,
): Promise<ZohoResult<RecordsRead>> {
  const { next: from, converted } = reading ?? { next: "", converted: false }
  const number = Number(from || "1")
  const page = await calls.search(module, { tagName: name, page: number, converted })
  if (!page.ok && page.fault.kind !== "search-limit") return page
  // An org's search may end earlier than is documented: that is the end, and not all.
  const { records, more } = page.ok ? page.value : { records: [], more: true }
  const isAtReach = !page.ok || (number + 1) * RECORDS_PER_SEARCH_PAGE > SEARCH_REACH
  const next = more && !isAtReach ? String(number + 1) : null
  const value = { recordIds: records.map(({ id }) => id), next, converted, complete: !more || next !== null }
  return page.ok ? { ...page, value } : { ok: true, value }
}

function progress({ collected, complete }: Backup, asked: boolean): ZohoResult<BackupProgress> {
  return { ok: true, value: { collected, complete, asked } }
}

/** Credits that reading the records of these tags takes; converted leads take a query more. `exact` false: it may be more. */
export function recordCredits(
  tags: readonly { readonly records: number | null }[],
  module: string,
): { readonly credits: number; readonly exact: boolean } {
  const more = hasConverted(module) ? coqlStep(0).credits : 0
  const credits = tags.reduce((sum, { records }) => sum + creditsOf(records ?? 0) + more, 0)
  return { credits, exact: tags.every(({ records }) => records !== null) }
}

function creditsOf(records: number): number {
  const { rows, credits } = coqlStep(records)
  return Math.max(1, Math.ceil(records / rows)) * credits
}
