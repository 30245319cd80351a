/** A merge, from what was selected to its draft, and from the confirmed draft to its job. */
import { protection } from "../deletion/protected"
import type { CheckedRequestOf } from "../messaging/contract"
import type { Outcome, Started } from "../messaging/views"
import { planMerge } from "../merge/plan"
import type { Account } from "../store/accounts"
import type { MergeDraft } from "../store/drafts"
import type { Store } from "../store/store"
import type { TaskRunner } from "../task/runner"
import { t } from "../ui/i18n"
import { fault } from "../zoho/errors/fault"
import { beginBackups } from "./backup-room"
import { begun } from "./begin-work"
import type { Catalog } from "./catalog"
import { tagBefore } from "./deletion"
import { switchedOff } from "./firm"
import { newDraft } from "./new-draft"
import { failed, refused } from "./problems"
import { backupUnwritten, nothingLeft, protectedNow } from "./refusals"
import { draftBasis, readSelected } from "./selected-tags"

type Asked = Extract<CheckedRequestOf<"draft">, { kind: "merge" }>

export async function draftMerge(
  { store, catalog }: { readonly store: Store; readonly catalog: Catalog },
  { accountId, module, keep, absorb }: Omit<Asked, "kind">,
  tabId: number | null,
): Promise<Outcome<MergeDraft>> {
  const off = await switchedOff(store, ["merge"])
  if (off) return off
  const account = await store.accounts.get(accountId)
  if (!account) return failed(fault("sign-in-needed"))
  const basis = await draftBasis(store, account)
  const others = absorb.filter(({ id }) => id !== keep.id)
  const going = await readSelected(catalog, account, { module, tags: others }, basis)
  if (!going.ok) return going
  const kept = await readSelected(catalog, account, { module, tags: [keep] }, basis, false)
  if (!kept.ok) return kept
  const [into] = kept.value.tags
  if (!into) return keptGone(keep.name)
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

/**
 * @param answer.records whether the backup is to hold which records carry the tags
 * @param answer.only places in the draft of the tags that go; null: all of them
 */
export async function startMerge(
  { store, tasks }: { readonly store: Store; readonly tasks: TaskRunner },
  draft: MergeDraft,
  account: Account,
  { records, only }: { readonly records: boolean; readonly only: readonly number[] | null },
): Promise<Outcome<Started>> {
  const { backups, protectedTags } = await store.settings.get()
  const going = only ? draft.tags.filter((_tag, place) => only.includes(place)) : draft.tags
  if (going.length === 0) return nothingLeft()
  const held = going.find(({ name }) => protection(protectedTags)(name) !== undefined)
  if (held) return protectedNow(held.name)
  const record = planMerge({
    ...{ id: draft.draftId, now: Date.now(), org: draft.org, accountId: account.id },
    ...{ confirmedBy: account.user, module: draft.module, keep: draft.keep, absorb: going },
    backup: backups ? { records } : null,
  })
  // Before the job exists: what is left over, should the worker end here, is only a backup of nothing.
  const toBackUp = [{ job: record.job, tags: going.map(tagBefore) }]
  if (backups && !(await beginBackups(store, toBackUp, records))) return backupUnwritten()
  const started = await begun([{ id: record.job.id, added: tasks.add(record) }])
  return started.ok ? { ok: true, value: { jobIds: [record.job.id], problem: null } } : started
}

const keptGone = (name: string): Outcome<never> =>
  refused({
    kind: "kept-tag-gone",
    happened: t("merge_kept_gone", name),
    unchanged: t("merge_kept_gone_unchanged"),
    remedy: t("draft_nothing_left_remedy"),
    action: "reload",
  })
