/** Drafts and their confirmation: apart from the self-test, nothing else starts a job. */
import { isPermitted } from "../../accounts/host-permissions"
import { featuresOf } from "../../accounts/scopes"
import { tagsOf } from "../../i18n/job-text"
import type { CheckedRequestOf } from "../../messages/contract"
import type { HandlersOf, Sender } from "../../messages/receive"
import type { Drafted, Outcome, Started } from "../../messages/views"
import type { Draft } from "../../storage/drafts"
import type { Store } from "../../storage/store"
import { orgPatterns } from "../../zoho/data-centers"
import { fault } from "../../zoho/errors/fault"
import type { Feature } from "../../zoho/scopes"
import { requestAgain } from "../again"
import { currentQuestion, showQuestion } from "../confirm-window"
import { isOfPage, mayActOn, type PageSender } from "../page-org"
import {
  askedTooOften,
  failed,
  nothingLeft,
  questionOpen,
  switchedOff,
  tooLate,
  unwritten,
} from "../problems"
import { draftDeletion, draftMerge, startDeletion, startMerge } from "../removal"
import { draftRestore, startRestore } from "../restore"
import type { Needs } from "../services"

type All = Needs<"store" | "tokens" | "catalog" | "runner" | "isTooOften">
type Request = CheckedRequestOf<"draft">
type Answer = CheckedRequestOf<"confirm">

export function draftHandlers(needs: All): HandlersOf<"draft" | "confirm"> {
  const { store, isTooOften } = needs

  return {
    draft: async (request, sender) => {
      if (isTooOften(sender)) return askedTooOften()
      const refusal = sender.callerClass === "page" && (await refusalOfPage(needs, request, sender))
      return refusal || createDraft(needs, request, sender)
    },
    "draft.show": async ({ draftId }, sender) => {
      if (isTooOften(sender)) return askedTooOften()
      const saved = await store.drafts.get(draftId)
      return saved && isAskedBy(saved.draft, sender) ? show(store, saved.draft, sender) : tooLate()
    },
    "draft.state": async ({ draftId }, sender) => {
      const job = await store.jobs.head(draftId)
      if (job) return (await mayActOn(store, job.accountId, sender)) ? "confirmed" : "closed"
      const saved = await store.drafts.get(draftId)
      if (!saved || !isAskedBy(saved.draft, sender)) return "closed"
      if (saved.isExpired) return "expired"
      return (await currentQuestion(store))?.draft.draftId === draftId ? "open" : "closed"
    },
    "draft.cancel": async ({ draftId }) => {
      await store.drafts.remove(draftId)
      return null
    },
    confirm: async (answer) => {
      const { draftId } = answer
      const draft = await store.drafts.claim(draftId)
      if (!draft) return tooLate()
      const started = await start(needs, draft, answer)
      // If nothing was started, the user may correct the problem and confirm again.
      await (started.ok ? store.drafts.remove(draftId) : store.drafts.release(draftId))
      return started
    },
  }
}

/** Refuses a page's request for another org. Also refuses while a question is open, and brings that to the front. */
async function refusalOfPage(
  needs: All,
  request: Request,
  sender: PageSender,
): Promise<Outcome<never> | undefined> {
  if (!(await isPagesOwn(needs, request, sender))) return failed(fault("other-org"))
  const open = await currentQuestion(needs.store)
  if (!open) return undefined
  await showQuestion(needs.store, open.draft)
  return otherOpen(needs.store, open.draft, sender)
}

/** Describes the open question only to a sender that may act on its account. */
async function otherOpen(store: Store, draft: Draft, sender: Sender): Promise<Outcome<never>> {
  return questionOpen((await mayActOn(store, draft.accountId, sender)) ? draft : null)
}

async function isPagesOwn(needs: All, request: Request, sender: PageSender): Promise<boolean> {
  const { store } = needs
  if (request.kind === "deletion") return mayActOn(store, request.accountId, sender)
  const backup = request.kind === "restore" ? await store.backups.head(request.backupId) : undefined
  return backup !== undefined && (await isOfPage(needs, backup, sender))
}

/** Creates a draft. A page's question opens at once; our own pages show theirs themselves, or in a window. */
async function createDraft(needs: All, requested: Request, sender: Sender): Promise<Outcome<Drafted>> {
  const { store } = needs
  const request = requested.kind === "again" ? await requestAgain(store, requested.jobIds) : requested
  if (!request) return nothingLeft()
  const { draft: draftOf, feature } = KINDS[request.kind]
  const off = await switchedOff(store, [feature])
  if (off) return off
  const drafted = await draftOf(needs, request as never, sender.tabId)
  if (!drafted.ok) return drafted
  const draft: Draft = drafted.value
  try {
    await store.drafts.save(draft)
  } catch {
    // A draft that is not stored cannot be confirmed.
    return unwritten()
  }
  const shown = sender.callerClass === "page" ? await show(store, draft, sender) : undefined
  return shown?.ok === false ? shown : { ok: true, value: summaryOf(draft) }
}

/** How each kind of job is drafted, and started once confirmed. */
const KINDS = {
  deletion: { draft: draftDeletion, start: startDeletion, feature: "delete" },
  restore: { draft: draftRestore, start: startRestore, feature: "restore" },
  merge: { draft: draftMerge, start: startMerge, feature: "merge" },
} as const

/** The part of a draft that a page may read. */
export function summaryOf(draft: Draft): Drafted {
  return { draftId: draft.draftId, kind: draft.kind, tags: tagsOf(draft) }
}

async function show(store: Store, draft: Draft, sender: Sender): Promise<Outcome<null>> {
  const other = await showQuestion(store, draft)
  if (!other) return { ok: true, value: null }
  await store.drafts.remove(draft.draftId)
  return otherOpen(store, other.draft, sender)
}

/** Our own pages may show any question, a Zoho page only its own. */
const isAskedBy = ({ tabId }: Draft, sender: Sender): boolean =>
  sender.callerClass === "extension" || tabId === sender.tabId

async function start(needs: All, draft: Draft, answer: Answer): Promise<Outcome<Started>> {
  const account = await needs.store.accounts.get(draft.accountId)
  if (!account) return failed(fault("sign-in-needed"))
  const needed = neededFor(draft, answer)
  const off = await switchedOff(needs.store, needed)
  if (off) return off
  // Checked now, so that a countdown does not end in nothing.
  if (!(await isPermitted(account.org)))
    return failed(fault("access-removed", { details: { origins: orgPatterns(account.org) } }))
  const signIn = await needs.tokens.valid(account.id)
  if (!signIn.ok) return failed(signIn.fault)
  const features = await featuresOf(needs.store, account)
  if (!needed.every((feature) => features.includes(feature))) return failed(fault("scope-missing"))
  return KINDS[draft.kind].start(needs, draft as never, account, answer)
}

/** The features that the confirmed work needs. */
function neededFor(draft: Draft, { records }: Answer): readonly Feature[] {
  const required: readonly Feature[] = draft.kind === "deletion" ? [] : draft.requires
  return draft.kind !== "restore" && draft.backup.on && records ? [...required, "records"] : required
}
