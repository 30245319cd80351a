/** Drafting and confirming a deletion: the only way by which an id ever reaches the engine. */
import { featuresOf } from "../accounts/rights"
import type { TagBefore } from "../backup/backup"
import type { JobGroup } from "../deletion/job"
import { callsFor, planJob } from "../deletion/plan"
import { protection } from "../deletion/protected"
import type { Runner } from "../deletion/runner"
import type { ReplyOf } from "../messaging/contract"
import { wholeNumber } from "../lib/digits"
import type { Handlers } from "../messaging/receive"
import type { Sender } from "../messaging/sender"
import type { DeletionDraft, DraftTag } from "../messaging/views"
import type { Account } from "../store/accounts"
import { DRAFT_LIFE_MS } from "../store/drafts"
import type { StoredDraft } from "../store/drafts"
import type { Store } from "../store/store"
import { fault } from "../zoho/errors/fault"
import { beginBackups } from "./backup-room"
import { begun } from "./begin-work"
import type { Catalog } from "./catalog"
import { draftBasis, draftPart } from "./draft-part"
import type { DraftPart } from "./draft-part"
import { switchedOff } from "./firm"
import { keptDraft } from "./kept-draft"
import { mayActOn } from "./page-org"
import { failed } from "./problems"
import { backupUnwritten, nothingLeft, partlyUnwritten, protectedNow, tooLate, wrongNumber } from "./refusals"

type Needs = { readonly store: Store; readonly catalog: Catalog; readonly runner: Runner }

export function deletionHandlers({
  store,
  catalog,
  runner,
}: Needs): Pick<Handlers, "deletion.draft" | "deletion.confirm" | "deletion.discard"> {
  return {
    "deletion.draft": async (request, sender) => {
      const account = await store.accounts.get(request.accountId)
      if (!account) return failed(fault("sign-in-needed"))
      if (!(await mayActOn(store, account.id, sender))) return failed(fault("other-org"))
      const part = await draftPart(catalog, account, request, await draftBasis(store, account))
      if (!part.ok) return part
      if (part.value.frozen.tags.length === 0) return nothingLeft()
      const { typedAbove } = await store.settings.get()
      const draft = storedDraft(part.value, sender, typedAbove)
      return keptDraft(store.drafts.deletion.keep(draft), draftView(draft, part.value))
    },
    "deletion.confirm": async (request, sender) => {
      const draft = await store.drafts.deletion.take(request.draftId, sender.tabId)
      if (!draft) return tooLate()
      if (draft.typed && wholeNumber(request.typed ?? "") !== draft.tags.length) return wrongNumber()
      const account = await store.accounts.get(draft.accountId)
      if (!account) return failed(fault("sign-in-needed"))
      // The tab may have gone to another org since it asked.
      if (!(await mayActOn(store, account.id, sender))) return failed(fault("other-org"))
      const started = await start({ store, runner }, [draft], account, request.records)
      return started.ok ? { ok: true, value: { jobId: started.value.jobIds[0] ?? "" } } : started
    },
    "deletion.discard": async (request, sender) => {
      await store.drafts.deletion.take(request.draftId, sender.tabId)
      await store.drafts.many.take(request.draftId, sender.tabId)
      return null
    },
  }
}

/**
 * Begins what was confirmed, one job for each module. Nothing is begun where anything is protected by now, or where
 * a backup cannot be written.
 * @param records whether the backups are to hold which records carry the tags
 */
export async function start(
  { store, runner }: Pick<Needs, "store" | "runner">,
  drafts: readonly StoredDraft[],
  account: Account,
  records: boolean,
): Promise<ReplyOf<"deletion.confirmMany">> {
  const { protectedTags, backups, graceSeconds } = await store.settings.get()
  const protectedBy = protection(protectedTags)
  const held = drafts.flatMap(({ tags }) => tags).find(({ name }) => protectedBy(name) !== undefined)
  if (held) return protectedNow(held.name)
  const off = backups && records ? await switchedOff(store, ["records"]) : undefined
  if (off) return off
  if (backups && records && !(await featuresOf(store, account)).includes("records"))
    return failed(fault("scope-missing"))
  const now = Date.now()
  const group = groupOf(drafts)
  const jobs = drafts.map((draft) => {
    const id = crypto.randomUUID()
    const backup = backups ? { records } : null
    const grace = graceSeconds * 1_000
    return { draft, record: planJob({ ...draft, id, now, grace, backup, confirmedBy: account.user, group }) }
  })
  // Before any job exists: what is left over, should the worker end here, is only a backup of nothing.
  const toBackUp = jobs.map(({ draft, record }) => ({ job: record.job, tags: draft.tags.map(tagBefore) }))
  if (backups && !(await beginBackups(store, toBackUp, records))) return backupUnwritten()
  const started = await begun(jobs.map(({ record }) => ({ id: record.job.id, added: runner.add(record) })))
  if (!started.ok) return started
  const { ids: jobIds, left } = started.value
  const unbegun = jobs.map(({ record }) => record.job).filter(({ id }) => left.includes(id))
  const problem = unbegun.length > 0 ? partlyUnwritten(unbegun.map((job) => job.module.pluralLabel)) : null
  return { ok: true, value: { jobIds, problem } }
}

/** What was confirmed in one go is shown under one heading. */
function groupOf(drafts: readonly StoredDraft[]): JobGroup | null {
  if (drafts.length < 2) return null
  const tags = drafts.reduce((sum, draft) => sum + draft.tags.length, 0)
  return { id: crypto.randomUUID(), modules: drafts.length, tags }
}

/** The draft as it is kept until it is confirmed. */
export function storedDraft({ frozen }: DraftPart, { tabId }: Sender, typedAbove: number): StoredDraft {
  return {
    ...frozen,
    tabId,
    draftId: crypto.randomUUID(),
    typed: frozen.tags.length > typedAbove,
    expiresAt: Date.now() + DRAFT_LIFE_MS,
  }
}

/** The draft as it is shown. */
export function draftView(
  { draftId, typed, expiresAt, org, module, tags, chunkLimit }: StoredDraft,
  { dropped, backup }: DraftPart,
): DeletionDraft {
  const calls = callsFor(tags.length, chunkLimit)
  return { draftId, typed, expiresAt, org, module, tags: tags.map(shown), dropped, backup, calls }
}

/** A page needs to know no more of a tag than it shows. */
function shown({ id, name, colorCode, records, usedIn }: StoredDraft["tags"][number]): DraftTag {
  return { id, name, colorCode, records, ...(usedIn && { usedIn }) }
}

export function tagBefore(tag: StoredDraft["tags"][number]): TagBefore {
  const { id, name, colorCode, records, createdBy, createdTime, modifiedBy, modifiedTime } = tag
  return { id, name, colorCode, records, createdBy, createdTime, modifiedBy, modifiedTime }
}
