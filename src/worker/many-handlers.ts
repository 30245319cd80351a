/** Drafting and confirming deletions in several modules at once; for our own pages only. */
import type { Runner } from "../deletion/runner"
import { wholeNumber } from "../lib/digits"
import type { Handlers } from "../messaging/receive"
import type { Sender } from "../messaging/sender"
import type { DeletionDraft, DraftBackup, ManyDraft, Outcome, Problem } from "../messaging/views"
import type { Account } from "../store/accounts"
import type { StoredDraft } from "../store/drafts"
import type { Store } from "../store/store"
import { sideBySide } from "../zoho/api/side-by-side"
import { fault } from "../zoho/errors/fault"
import type { Catalog } from "./catalog"
import { draftView, start, storedDraft } from "./deletion-handlers"
import { nothingLeft, tooLate, wrongNumber } from "./refusals"
import { draftBasis, draftPart } from "./draft-part"
import type { DraftPart } from "./draft-part"
import { keptDraft } from "./kept-draft"
import { failed } from "./problems"

type Needs = { readonly store: Store; readonly catalog: Catalog; readonly runner: Runner }

export function manyHandlers(needs: Needs): Pick<Handlers, "deletion.draftMany" | "deletion.confirmMany"> {
  const { store } = needs
  return {
    "deletion.draftMany": async ({ accountId, parts }, sender) => {
      const account = await store.accounts.get(accountId)
      if (!account) return failed(fault("sign-in-needed"))
      const outcomes = new Map<string, Outcome<DraftPart>>()
      const basis = await draftBasis(store, account)
      await sideBySide(parts, async (part) => {
        outcomes.set(part.module, await draftPart(needs.catalog, account, part, basis))
      })
      const read = parts.flatMap(({ module }) => readOf(outcomes.get(module)))
      const unread = parts.flatMap(({ module }) => unreadOf(module, outcomes.get(module)))
      const [first] = unread
      if (read.length === 0 && first) return { ok: false, problem: first.problem }
      if (read.every(isEmpty)) return nothingLeft()
      return freezeMany({ store, account, sender }, read, unread)
    },
    "deletion.confirmMany": async ({ draftId, typed, records }, sender) => {
      const draft = await store.drafts.many.take(draftId, sender.tabId)
      if (!draft) return tooLate()
      const count = draft.parts.reduce((sum, part) => sum + part.tags.length, 0)
      if (draft.typed && wholeNumber(typed ?? "") !== count) return wrongNumber()
      const account = await store.accounts.get(draft.parts[0]?.accountId ?? "")
      if (!account) return failed(fault("sign-in-needed"))
      return start(needs, draft.parts, account, records)
    },
  }
}

const readOf = (outcome: Outcome<DraftPart> | undefined): DraftPart[] => (outcome?.ok ? [outcome.value] : [])

const unreadOf = (
  module: string,
  outcome: Outcome<DraftPart> | undefined,
): { module: string; problem: Problem }[] =>
  outcome && !outcome.ok ? [{ module, problem: outcome.problem }] : []

interface Asker {
  readonly store: Store
  readonly account: Account
  readonly sender: Sender
}

const isEmpty = ({ frozen }: DraftPart): boolean => frozen.tags.length === 0

/** One choice for all, and the price of all. */
function backupOfAll(parts: readonly DeletionDraft[]): DraftBackup {
  const all = parts.map(({ backup }) => backup)
  return {
    ...all.reduce((first, each) => ({ ...first, credits: first.credits + each.credits })),
    exact: all.every(({ exact }) => exact),
  }
}

/** A module of which nothing is left is told by what was dropped, and gets no job. */
async function freezeMany(
  { store, account, sender }: Asker,
  read: readonly DraftPart[],
  unread: ManyDraft["unread"],
): Promise<Outcome<ManyDraft>> {
  const { typedAbove } = await store.settings.get()
  const stored: StoredDraft[] = []
  const parts: DeletionDraft[] = []
  for (const part of read.filter((each) => !isEmpty(each))) {
    const draft = storedDraft(part, sender, typedAbove)
    stored.push(draft)
    parts.push(draftView(draft, part))
  }
  const count = parts.reduce((sum, { tags }) => sum + tags.length, 0)
  const whole = {
    draftId: crypto.randomUUID(),
    typed: count > typedAbove,
    expiresAt: Math.min(...stored.map(({ expiresAt }) => expiresAt)),
  }
  const calls = parts.reduce((sum, part) => sum + part.calls, 0)
  const dropped = read.flatMap((part) => part.dropped)
  return keptDraft(store.drafts.many.keep({ ...whole, tabId: sender.tabId, parts: stored }), {
    ...{ ...whole, org: account.org, dropped, backup: backupOfAll(parts), calls, parts, unread },
  })
}
