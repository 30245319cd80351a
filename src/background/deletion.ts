/** A deletion, from what was selected to its draft, and from the confirmed draft to its jobs. */
import type { TagBefore } from "../backup/backup"
import type { JobGroup } from "../jobs/job"
import { planDeletion } from "../jobs/plan"
import { mapConcurrent } from "../lib/async"
import { wholeNumber } from "../lib/text"
import type { CheckedRequestOf } from "../messages/contract"
import type { Outcome, Started } from "../messages/views"
import type { Account } from "../storage/accounts"
import type { DeletionDraft, DraftPart, DraftTag } from "../storage/drafts"
import type { Store } from "../storage/store"
import { fault } from "../zoho/errors/fault"
import { CONCURRENCY_OF_ANY_EDITION } from "../zoho/limits"
import { failed, nothingLeft, wrongNumber } from "./problems"
import { draftBasis, newDraft, protectedOf, readSelected, type SelectedTags } from "./selected-tags"
import type { Needs } from "./services"
import { startWithBackups } from "./start-jobs"

type Asked = Extract<CheckedRequestOf<"draft">, { kind: "deletion" }>

/** The draft of what was selected, module by module. One that cannot be read does not keep the others. */
export async function draftDeletion(
  { store, catalog }: Needs<"store" | "catalog">,
  { accountId, parts }: Omit<Asked, "kind">,
  tabId: number | null,
): Promise<Outcome<DeletionDraft>> {
  const account = await store.accounts.get(accountId)
  if (!account) return failed(fault("sign-in-needed"))
  const basis = await draftBasis(store, account)
  const outcomes = new Map<string, Outcome<SelectedTags>>()
  await mapConcurrent(CONCURRENCY_OF_ANY_EDITION, parts, async (part) => {
    outcomes.set(part.module, await readSelected(catalog, account, part, basis))
  })
  const all = [...outcomes]
  const read = all.flatMap(([, outcome]) => (outcome.ok ? [outcome.value] : []))
  const unread = all.flatMap(([module, outcome]) =>
    outcome.ok ? [] : [{ module, problem: outcome.problem }],
  )
  const left = read.filter(({ tags }) => tags.length > 0)
  if (left.length === 0) return read.length === 0 && unread[0] ? { ok: false, ...unread[0] } : nothingLeft()
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
  { typed, records }: { readonly typed: string | null; readonly records: boolean },
): Promise<Outcome<Started>> {
  const { store } = needs
  if (draft.typed && wholeNumber(typed ?? "") !== countOf(draft.parts)) return wrongNumber()
  const kept = await protectedOf(
    store,
    draft.parts.flatMap(({ tags }) => tags),
  )
  if (kept) return kept
  const { backups, graceSeconds } = await store.settings.get()
  const parts = await counted(store, draft)
  const shared = {
    ...{ now: Date.now(), grace: graceSeconds * 1_000, org: draft.org, accountId: account.id },
    ...{ confirmedBy: account.user, group: groupOf(parts), backup: backups ? { records } : null },
  }
  const jobs = parts.map((part) => ({
    record: planDeletion({ ...part, ...shared, id: part.jobId }),
    tags: part.tags.map(tagBefore),
  }))
  return startWithBackups(needs, jobs, records)
}

/** The parts with the records that were counted while the person was asked. */
async function counted(store: Store, { accountId, parts }: DeletionDraft): Promise<DraftPart[]> {
  const usage = await store.tagUsage.of(accountId)
  return parts.map((part) => ({
    ...part,
    tags: part.tags.map((tag) => ({ ...tag, records: tag.records ?? usage.get(tag.id)?.records ?? null })),
  }))
}

/** What was confirmed in one go is shown under one heading. */
function groupOf(parts: readonly DraftPart[]): JobGroup | null {
  if (parts.length < 2) return null
  return { id: crypto.randomUUID(), modules: parts.length, tags: countOf(parts) }
}

export function tagBefore({ usedIn: _, ...tag }: DraftTag): TagBefore {
  return tag
}
