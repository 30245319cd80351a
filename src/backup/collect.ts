/**
 * Makes a backup: reads the records of several tags concurrently. Progress and collected records are stored in one
 * transaction, so that a kill neither duplicates nor loses records.
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

/** Calls to Zoho with the account of a job. They always resolve; none throws. */
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
        // Only the storage rejects.
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
  const hasProgress = pages.length > 0
  const read = hasProgress ? await parts.addRecords(backup, pages) : backup
  if (!refused) return progress(read, hasProgress)
  const way = fallbackFor(backup, refused.tag, refused.fault)
  if (way) return progress(await parts.turnTo(job.id, way), true)
  // While the backup makes progress, a temporary fault on one tag is ignored.
  const { action } = catalogRow(refused.fault.kind)
  const isTemporary = TRANSIENT_ACTIONS.has(action) || action === "wait"
  return hasProgress && isTemporary ? progress(read, true) : { ok: false, fault: refused.fault }
}

interface PagesRead {
  readonly pages: TagPage[]
  refused: { readonly tag: StoredTag; readonly fault: ZohoFault } | null
}

/** Tags read concurrently: the largest number of calls in flight that any Zoho edition allows. */
const TAG_CONCURRENCY = 25

/**
 * Reads the next page of each tag, and further pages of some in the meantime. After a refusal, sends no more calls,
 * because they would be refused for the same reason.
 */
async function readPages(
  tags: readonly StoredTag[],
  withinLimit: WithinLimit,
  readOne: (tag: StoredTag) => Promise<ZohoResult<RecordsRead>>,
): Promise<PagesRead> {
  const all: PagesRead = { pages: [], refused: null }
  let notStarted = tags.length

  async function readNext(tag: StoredTag): Promise<RecordsRead | null> {
    const page = await withinLimit(() => (all.refused ? null : request(tag)))
    return page?.ok ? page.value : null
  }

  // The refusal must be noted before the rate limiter starts the next call.
  async function request(tag: StoredTag): Promise<ZohoResult<RecordsRead>> {
    const page = await readOne(tag)
    if (!page.ok) all.refused ??= { tag, fault: page.fault }
    return page
  }

  await mapConcurrent(TAG_CONCURRENCY, tags, async (tag) => {
    notStarted--
    let read = await readNext(tag)
    // Read more pages of a large tag only until all others have started: their pages would wait to be stored.
    while (read !== null && read.next !== null && notStarted > 0) {
      const { next, converted, recordIds } = read
      const more = await readNext({ ...tag, reading: { ...FROM_START, ...tag.reading, next, converted } })
      if (!more) break
      read = { ...more, recordIds: [...recordIds, ...more.recordIds] }
    }
    if (read) all.pages.push({ tag, read })
  })
  return all
}

/** Writes a backup that does not exist yet. Usually it is written when the user confirms. */
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

/** An org may lack COQL, one of its fields or a search parameter, or answer in another form. */
function isRefused(fault: ZohoFault): boolean {
  const { kind } = fault
  if (kind === "switched-off") return false
  return kind === "scope-missing" || kind === "wrong-shape" || isFinal(fault)
}

/** Refusals of a parameter: only after these may a backup continue without converted leads. */
const PARAMETER_REFUSALS: ReadonlySet<FaultKind> = new Set(["query-refused", "invalid-data", "unknown-code"])

/** The methods to try after a refusal; null if none are left. */
function fallbackFor({ by, converted }: Backup, { reading }: StoredTag, fault: ZohoFault): Way | null {
  if (reading?.converted && converted === "search")
    return PARAMETER_REFUSALS.has(fault.kind) ? { by, converted: "unread" } : null
  if (!isRefused(fault)) return null
  if (reading?.converted) return { by, converted: "search" }
  return by === "query" ? { by: "search", converted: converted === "query" ? "search" : converted } : null
}

/** The next page of a tag's records. Converted leads come last and are requested by their own method. */
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
  const rest = backup.converted === "unread" ? { complete: false } : { next: "", converted: true }
  return { ...page, value: { ...page.value, ...rest } }
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
  // An org that ignores the order or the start of a page returns the same page forever. A page that does not advance
  // is the last one, and the tag counts as incomplete.
  const afterId = from || "0"
  const isAdvancing = rises([afterId, ...records.map(({ id }) => id)]) && rises([afterId, lastId ?? afterId])
  const next = more && isAdvancing ? (lastId ?? null) : null
  const isComplete = !more && (from === "" || isAdvancing || records.length === 0)
  const recordIds = records.map(({ id }) => id).filter((id) => rises([afterId, id]))
  return { ...page, value: { recordIds, next, converted, complete: isComplete || next !== null } }
}

/** Pages after the first have the maximum size. */
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
  // An org's search may end earlier than documented. The tag counts as incomplete.
  const { records, more } = page.ok ? page.value : { records: [], more: true }
  const isAtSearchLimit = !page.ok || (number + 1) * RECORDS_PER_SEARCH_PAGE > SEARCH_REACH
  const next = more && !isAtSearchLimit ? String(number + 1) : null
  const value = { recordIds: records.map(({ id }) => id), next, converted, complete: !more || next !== null }
  return page.ok ? { ...page, value } : { ok: true, value }
}

function progress({ collected, complete }: Backup, asked: boolean): ZohoResult<BackupProgress> {
  return { ok: true, value: { collected, complete, asked } }
}

/** Credits for reading the records of these tags; converted leads take one more query. `exact` false: may be more. */
export function recordCredits(
  tags: readonly { readonly records: number | null }[],
  module: string,
): { readonly credits: number; readonly exact: boolean } {
  const extra = hasConverted(module) ? coqlStep(0).credits : 0
  const credits = tags.reduce((sum, { records }) => sum + creditsOf(records ?? 0) + extra, 0)
  return { credits, exact: tags.every(({ records }) => records !== null) }
}

function creditsOf(records: number): number {
  const { rows, credits } = coqlStep(records)
  return Math.max(1, Math.ceil(records / rows)) * credits
}
