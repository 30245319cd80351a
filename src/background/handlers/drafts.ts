/** Asking a person, and doing what was confirmed: the only way by which anything ever reaches the engine. */
import { isPermitted } from "../../accounts/host-permissions"
import { featuresOf } from "../../accounts/scopes"
import { tagsOf } from "../../i18n/job-text"
import type { CheckedRequestOf } from "../../messages/contract"
import type { HandlersOf, Sender } from "../../messages/receive"
import type { Drafted, Outcome, Started } from "../../messages/views"
import type { Draft } from "../../storage/drafts"
import { orgPatterns } from "../../zoho/data-centers"
import { fault } from "../../zoho/errors/fault"
import type { Feature } from "../../zoho/scopes"
import { requestAgain } from "../again"
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

type All = Needs<"store" | "tokens" | "catalog" | "runner" | "question" | "isTooOften">
type Request = CheckedRequestOf<"draft">
type Answer = CheckedRequestOf<"confirm">

export function draftHandlers(needs: All): HandlersOf<"draft" | "confirm"> {
  const { store, question, isTooOften } = needs

  return {
    draft: async (request, sender) => {
      if (isTooOften(sender)) return askedTooOften()
      return sender.callerClass === "page" ? askForPage(needs, request, sender) : ask(needs, request, sender)
    },
    "draft.show": async ({ draftId }, sender) => {
      if (isTooOften(sender)) return askedTooOften()
      const saved = await store.drafts.get(draftId)
      return saved && isAskedBy(saved.draft, sender) ? show(needs, saved.draft, sender) : tooLate()
    },
    "draft.state": async ({ draftId }, sender) => {
      const job = await store.jobs.head(draftId)
      if (job) return (await mayActOn(store, job.accountId, sender)) ? "confirmed" : "closed"
      const saved = await store.drafts.get(draftId)
      if (!saved || !isAskedBy(saved.draft, sender)) return "closed"
      if (saved.isExpired) return "expired"
      return (await question.current())?.draft.draftId === draftId ? "open" : "closed"
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
      // Where nothing was begun, the person may put right what was wrong, and confirm again.
      await (started.ok ? store.drafts.remove(draftId) : store.drafts.release(draftId))
      return started
    },
  }
}

/** A page asks in its own org's name, and while no other question is open. */
async function askForPage(needs: All, request: Request, sender: PageSender): Promise<Outcome<Drafted>> {
  const { store, question } = needs
  if (!(await isPagesOwn(needs, request, sender))) return failed(fault("other-org"))
  const open = await question.current()
  if (!open) return ask(needs, request, sender, (draft) => show(needs, draft, sender))
  await question.show(open.draft)
  return questionOpen((await mayActOn(store, open.draft.accountId, sender)) ? open.draft : null)
}

async function isPagesOwn(needs: All, request: Request, sender: PageSender): Promise<boolean> {
  const { store } = needs
  if (request.kind === "deletion") return mayActOn(store, request.accountId, sender)
  const backup = request.kind === "restore" ? await store.backups.head(request.backupId) : undefined
  return backup !== undefined && (await isOfPage(needs, backup, sender))
}

/** @param then what is to be done with the draft before it is answered */
async function ask(
  needs: All,
  asked: Request,
  { tabId }: Sender,
  then: (draft: Draft) => Promise<Outcome<null>> = async () => ({ ok: true, value: null }),
): Promise<Outcome<Drafted>> {
  const request = asked.kind === "again" ? await requestAgain(needs.store, asked.jobIds) : asked
  if (!request) return nothingLeft()
  const { draft: draftOf, feature } = KINDS[request.kind]
  const off = await switchedOff(needs.store, [feature])
  if (off) return off
  const drafted = await draftOf(needs, request as never, tabId)
  if (!drafted.ok) return drafted
  const draft: Draft = drafted.value
  try {
    await needs.store.drafts.save(draft)
  } catch {
    // It could not be confirmed.
    return unwritten()
  }
  const done = await then(draft)
  return done.ok ? { ok: true, value: summaryOf(draft) } : done
}

/** How each kind of work is drafted, and started once it is confirmed. */
const KINDS = {
  deletion: { draft: draftDeletion, start: startDeletion, feature: "delete" },
  restore: { draft: draftRestore, start: startRestore, feature: "restore" },
  merge: { draft: draftMerge, start: startMerge, feature: "merge" },
} as const

/** What a page may know of a question that it has asked. */
export function summaryOf(draft: Draft): Drafted {
  return { draftId: draft.draftId, kind: draft.kind, tags: tagsOf(draft) }
}

async function show(
  { store, question }: Needs<"store" | "question">,
  draft: Draft,
  sender: Sender,
): Promise<Outcome<null>> {
  const other = await question.show(draft)
  if (!other) return { ok: true, value: null }
  await store.drafts.remove(draft.draftId)
  return questionOpen((await mayActOn(store, other.draft.accountId, sender)) ? other.draft : null)
}

/** Our own pages may show any question, Zoho's page its own. */
const isAskedBy = ({ tabId }: Draft, sender: Sender): boolean =>
  sender.callerClass === "extension" || tabId === sender.tabId

async function start(needs: All, draft: Draft, answer: Answer): Promise<Outcome<Started>> {
  const account = await needs.store.accounts.get(draft.accountId)
  if (!account) return failed(fault("sign-in-needed"))
  const needed = neededFor(draft, answer)
  const off = await switchedOff(needs.store, needed)
  if (off) return off
  // Else the countdown would run, and then nothing.
  if (!(await isPermitted(account.org)))
    return failed(fault("access-removed", { details: { origins: orgPatterns(account.org) } }))
  const signIn = await needs.tokens.valid(account.id)
  if (!signIn.ok) return failed(signIn.fault)
  const features = await featuresOf(needs.store, account)
  if (!needed.every((feature) => features.includes(feature))) return failed(fault("scope-missing"))
  return KINDS[draft.kind].start(needs, draft as never, account, answer)
}

/** What the account must be allowed at Zoho for what was confirmed. */
function neededFor(draft: Draft, { records }: Answer): readonly Feature[] {
  const required: readonly Feature[] = draft.kind === "deletion" ? [] : draft.requires
  return draft.kind !== "restore" && draft.backup.on && records ? [...required, "records"] : required
}
