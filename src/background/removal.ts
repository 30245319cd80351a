/** Deletions and merges: creates the draft from a selection, and the jobs from the confirmed draft. */
import type { TagBefore } from "../backup/backup"
import { t } from "../i18n/translate"
import { planDeletion, planMerge } from "../jobs/plan"
import type { JobRecord } from "../jobs/record"
import { mapConcurrent } from "../lib/async"
import { wholeNumber } from "../lib/text"
import type { CheckedRequestOf } from "../messages/contract"
import type { Outcome, Started } from "../messages/views"
import type { Account } from "../storage/accounts"
import type { DeletionDraft, DraftTag, MergeDraft } from "../storage/drafts"
import { fault } from "../zoho/errors/fault"
import { CONCURRENCY_OF_ANY_EDITION } from "../zoho/limits"
import { beginBackups } from "./backup-quota"
import { failed, nothingLeft, refused, wrongNumber } from "./problems"
import { draftBasis, newDraft, protectedOf, readSelected, type SelectedTags } from "./selected-tags"
import type { Needs } from "./services"
import { startJobs } from "./start-jobs"

type Asked<K> = Extract<CheckedRequestOf<"draft">, { kind: K }>
type Answer = CheckedRequestOf<"confirm">

/** The draft of what was selected, module by module. One that cannot be read does not keep the others. */
export async function draftDeletion(
  { store, catalog }: Needs<"store" | "catalog">,
  { accountId, parts }: Asked<"deletion">,
  tabId: number | null,
): Promise<Outcome<DeletionDraft>> {
  const account = await store.accounts.get(accountId)
  if (!account) return failed(fault("sign-in-needed"))
  const basis = await draftBasis(store, account)
  // In the order of the request, whichever module Zoho answers first.
  const outcomes: Outcome<SelectedTags>[] = []
  await mapConcurrent(CONCURRENCY_OF_ANY_EDITION, [...parts.entries()], async ([at, part]) => {
    outcomes[at] = await readSelected(catalog, account, part, basis)
  })
  const read = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []))
  const unread = parts.flatMap(({ module }, at) => {
    const outcome = outcomes[at]
    return outcome?.ok === false ? [{ module, problem: outcome.problem }] : []
  })
  const left = read.filter(({ tags }) => tags.length > 0)
  if (left.length === 0)
    return read.length === 0 && unread[0] ? { ok: false, problem: unread[0].problem } : nothingLeft()
  const draft = await newDraft(store, account, tabId)
  return {
    ok: true,
    value: {
      ...{ ...draft, kind: "deletion", unread, backup: basis.backup },
      parts: left.map(({ module, tags }, at) => ({
        jobId: at === 0 ? draft.draftId : crypto.randomUUID(),
        ...{ module, tags, tagsPerCall: basis.tagsPerCall },
      })),
      dropped: read.flatMap(({ dropped }) => dropped),
      typed: countOf(left) > basis.settings.typedAbove,
    },
  }
}

const countOf = (parts: readonly { readonly tags: readonly unknown[] }[]): number =>
  parts.reduce((sum, { tags }) => sum + tags.length, 0)

/** One job for each module. Nothing is begun where anything is protected by now, or a backup cannot be written. */
export async function startDeletion(
  needs: Needs<"store" | "runner">,
  draft: DeletionDraft,
  account: Account,
  { typed, records }: Pick<Answer, "typed" | "records">,
): Promise<Outcome<Started>> {
  const { store } = needs
  const { parts, org } = draft
  const count = countOf(parts)
  if (draft.typed && wholeNumber(typed ?? "") !== count) return wrongNumber()
  const kept = await protectedOf(
    store,
    parts.flatMap(({ tags }) => tags),
  )
  if (kept) return kept
  const { backups, graceSeconds } = await store.settings.get()
  const shared = {
    ...{ now: Date.now(), grace: graceSeconds * 1_000, org, accountId: account.id },
    ...{ confirmedBy: account.user, backup: backups ? { records } : null },
    // What was confirmed in one go is shown under one heading.
    group: parts.length < 2 ? null : { id: crypto.randomUUID(), modules: parts.length, tags: count },
  }
  const usage = await store.tagUsage.of(account.id)
  const jobs = parts.map((part) => {
    // Records may have been counted while the person was asked.
    const recordsOf = (tag: DraftTag): number | null => tag.records ?? usage.get(tag.id)?.records ?? null
    const tags = part.tags.map((tag) => ({ ...tag, records: recordsOf(tag) }))
    return { record: planDeletion({ ...part, ...shared, tags, id: part.jobId }), tags }
  })
  return startWithBackups(needs, jobs, records)
}

/** The draft of a merge of tags of one module into one of them. */
export async function draftMerge(
  { store, catalog }: Needs<"store" | "catalog">,
  { accountId, module, keep, absorb }: Asked<"merge">,
  tabId: number | null,
): Promise<Outcome<MergeDraft>> {
  const account = await store.accounts.get(accountId)
  if (!account) return failed(fault("sign-in-needed"))
  const basis = await draftBasis(store, account)
  const others = absorb.filter(({ id }) => id !== keep.id)
  const going = await readSelected(catalog, account, { module, tags: others }, basis)
  if (!going.ok) return going
  const kept = await readSelected(catalog, account, { module, tags: [keep] }, basis, false)
  if (!kept.ok) return kept
  const [into] = kept.value.tags
  if (!into) return keptGone()
  if (going.value.tags.length === 0) return nothingLeft()
  const { id, name, colorCode } = into
  return {
    ok: true,
    value: {
      ...{ ...(await newDraft(store, account, tabId)), kind: "merge", keep: { id, name, colorCode } },
      ...{ ...going.value, backup: basis.backup, requires: ["merge"] },
    },
  }
}

const keptGone = (): Outcome<never> =>
  refused(
    "kept-tag-gone",
    t("reason_kept_tag_gone"),
    "unchanged_nothing",
    "draft_nothing_left_remedy",
    "reload",
  )

/** @param answer.only places in the draft of the tags that go; null: all of them */
export async function startMerge(
  needs: Needs<"store" | "runner">,
  draft: MergeDraft,
  account: Account,
  { records, only }: Pick<Answer, "records" | "only">,
): Promise<Outcome<Started>> {
  const { store } = needs
  const tags = only ? draft.tags.filter((_tag, place) => only.includes(place)) : draft.tags
  if (tags.length === 0) return nothingLeft()
  const kept = await protectedOf(store, tags)
  if (kept) return kept
  const record = planMerge({
    ...{ id: draft.draftId, now: Date.now(), org: draft.org, accountId: account.id },
    ...{ confirmedBy: account.user, module: draft.module, keep: draft.keep, absorb: tags },
    backup: (await store.settings.get()).backups ? { records } : null,
  })
  return startWithBackups(needs, [{ record, tags }], records)
}

/** Starts jobs once their backups, of these tags, are begun. @param records whether backups hold records */
async function startWithBackups(
  { store, runner }: Needs<"store" | "runner">,
  jobs: readonly { readonly record: JobRecord; readonly tags: readonly DraftTag[] }[],
  records: boolean,
): Promise<Outcome<Started>> {
  const toBackUp = jobs.filter(({ record }) => record.job.backup !== null)
  const heads = toBackUp.map(({ record, tags }) => ({ job: record.job, tags: tags.map(tagBefore) }))
  // Before any job exists: what is left over, should the worker end here, is only a backup of nothing.
  if (heads.length > 0 && !(await beginBackups(store, heads, records)))
    return refused("backup-unwritten", t("disk_full"), "unchanged_nothing_deleted", "storage_full_remedy")
  return startJobs(
    runner,
    jobs.map(({ record }) => record),
  )
}

function tagBefore({ usedIn: _, ...tag }: DraftTag): TagBefore {
  return tag
}
