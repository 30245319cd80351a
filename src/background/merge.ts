/** A merge, from what was selected to its draft, and from the confirmed draft to its job. */
import { t } from "../i18n/translate"
import { planMerge } from "../jobs/plan"
import type { CheckedRequestOf } from "../messages/contract"
import type { Outcome, Started } from "../messages/views"
import type { Account } from "../storage/accounts"
import type { MergeDraft } from "../storage/drafts"
import { fault } from "../zoho/errors/fault"
import { tagBefore } from "./deletion"
import { failed, nothingLeft, refused } from "./problems"
import { draftBasis, newDraft, protectedOf, readSelected } from "./selected-tags"
import type { Needs } from "./services"
import { startWithBackups } from "./start-jobs"

type Asked = Extract<CheckedRequestOf<"draft">, { kind: "merge" }>

export async function draftMerge(
  { store, catalog }: Needs<"store" | "catalog">,
  { accountId, module, keep, absorb }: Omit<Asked, "kind">,
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

/** @param answer.only places in the draft of the tags that go; null: all of them */
export async function startMerge(
  needs: Needs<"store" | "runner">,
  draft: MergeDraft,
  account: Account,
  { records, only }: { readonly records: boolean; readonly only: readonly number[] | null },
): Promise<Outcome<Started>> {
  const { store } = needs
  const going = only ? draft.tags.filter((_tag, place) => only.includes(place)) : draft.tags
  if (going.length === 0) return nothingLeft()
  const kept = await protectedOf(store, going)
  if (kept) return kept
  const record = planMerge({
    ...{ id: draft.draftId, now: Date.now(), org: draft.org, accountId: account.id },
    ...{ confirmedBy: account.user, module: draft.module, keep: draft.keep, absorb: going },
    backup: (await store.settings.get()).backups ? { records } : null,
  })
  return startWithBackups(needs, [{ record, tags: going.map(tagBefore) }], records)
}

const keptGone = (): Outcome<never> =>
  refused(
    "kept-tag-gone",
    t("reason_kept_tag_gone"),
    "unchanged_nothing",
    "draft_nothing_left_remedy",
    "reload",
  )
