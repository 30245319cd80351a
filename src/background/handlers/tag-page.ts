/** Commands of the script on Zoho's page, and our screens' commands to look for tags in a tab. */
import browser from "webextension-polyfill"

import { scopesNeeded } from "../../accounts/scopes"
import { storageProblem } from "../../i18n/fault-text"
import { isForSignIn, type Job } from "../../jobs/job"
import type { Handlers, HandlersOf, Sender } from "../../messages/receive"
import type { JobProgress, PageAccount, PageContext, Problem } from "../../messages/views"
import type { Account } from "../../storage/accounts"
import { storageFaultOf } from "../../storage/database"
import type { Store } from "../../storage/store"
import type { FaultKind } from "../../zoho/errors/catalog"
import type { ZohoFault, ZohoResult } from "../../zoho/errors/fault"
import { connectAt, signInAgain } from "../connecting"
import { currentQuestion } from "../confirm-window"
import { changeTagPages, CONTENT_SCRIPTS, tagPagesOf } from "../content-scripts"
import { canFindTags, findTags, isFindTagsDisabled, missingHosts, wasSearched } from "../find-tags"
import type { Catalog } from "../org-catalog"
import { accountOfPage, orgIdOfPage, type PageSender } from "../page-org"
import { askedTooOften, failed } from "../problems"
import type { Needs } from "../services"
import { viewOf } from "./accounts"
import { summaryOf } from "./drafts"
import { progressOf } from "./jobs"

/** Runs the tag-page script in the frame that requests it. */
export async function activatePage(sender: Sender): Promise<null> {
  if (sender.callerClass !== "page") return null
  const target = { tabId: sender.tabId, frameIds: [sender.frameId] }
  await browser.scripting.executeScript({ target, files: CONTENT_SCRIPTS.tagPage })
  return null
}

/** The context for a bar that shows a problem. @param account null for a storage problem */
export function problemOnPage(problem: Problem, account: PageAccount | null = null): PageContext {
  return { status: "problem", account, problem }
}

type ContextNeeds = Needs<"store" | "catalog" | "isTooOften">

export function pageHandlers(needs: ContextNeeds): Pick<Handlers, "page.activate" | "page.context"> {
  return {
    "page.activate": (_request, sender) => activatePage(sender),
    "page.context": async ({ module }, sender): Promise<PageContext> => {
      if (sender.callerClass !== "page") return { status: "not-connected" }
      try {
        return await contextFor(needs, module, sender)
      } catch (error) {
        if (error instanceof DOMException) return problemOnPage(storageProblem(storageFaultOf(error)))
        throw error
      }
    },
  }
}

async function contextFor(
  needs: ContextNeeds,
  module: string | null,
  sender: PageSender,
): Promise<PageContext> {
  const { store } = needs
  const accounts = await store.accounts.list()
  if (accounts.length === 0)
    return (await store.loss.isLost()) ? problemOnPage(storageProblem("lost")) : { status: "not-connected" }
  const account = accountOfPage(accounts, sender)
  // A page of an org that is not connected gets no information about the connected ones.
  const pageOrgId = orgIdOfPage(sender)
  if (!account) return pageOrgId === null ? { status: "no-org" } : { status: "wrong-org", pageOrgId }
  return contextOf(needs, account, module, sender)
}

async function contextOf(
  { store, catalog, isTooOften }: ContextNeeds,
  account: Account,
  name: string | null,
  sender: PageSender,
): Promise<PageContext> {
  const view = { id: account.id, org: account.org }
  if (isTooOften(sender)) return problemOnPage(askedTooOften().problem, view)
  const module = name === null ? undefined : await catalog.findModule(account, name)
  if (module && !module.ok) return problemOnPage(module.problem, view)
  if (!module?.value) {
    const modules = await catalog.taggedModules(account)
    if (!modules.ok) return problemOnPage(modules.problem, view)
    return { status: "no-module", account: view, modules: modules.value }
  }
  const { moduleName, apiName } = module.value
  const list = await catalog.tagsOf(account, module.value)
  if (!list.ok) return problemOnPage(list.problem, view)
  const tags = list.value.tags.map((tag) => ({ id: tag.id, name: tag.name, colorCode: tag.colorCode }))
  const jobs = await unfinishedJobs(store, account.id, apiName)
  const commonNames = await commonNamesOf(catalog, account)
  const open = (await currentQuestion(store))?.draft
  const isOwn = open?.tabId === sender.tabId && open.accountId === account.id
  return {
    ...{ status: "ready", account: view, tags: { ...list.value, tags }, moduleName, commonNames, jobs },
    question: isOwn ? summaryOf(open) : null,
  }
}

async function commonNamesOf(catalog: Catalog, account: Account): Promise<string[]> {
  const modules = await catalog.modulesOf(account)
  const labels = modules.ok ? modules.value.flatMap((each) => [each.pluralLabel, each.singularLabel]) : []
  return account.user === null ? labels : [...labels, account.user]
}

async function unfinishedJobs({ jobs }: Store, accountId: string, apiName: string): Promise<JobProgress[]> {
  return (await jobs.open())
    .filter(({ kind }) => kind === "deletion")
    .filter((job) => job.accountId === accountId && job.module.apiName === apiName)
    .sort((a, b) => b.createdAt - a.createdAt)
    .map((job) => progressOf({ job, steps: [] }))
}

// Signing in from Zoho's page. The user answers in Zoho's own window, and the page receives no part of the result.

/** Faults that the user resolves by typing on our options page. */
const TYPED: ReadonlySet<FaultKind> = new Set(["grant-code-needed", "client-secret-needed"])

/** Whether a signed-in account lacks a scope, or one of its jobs waits for a sign-in. */
async function needsSignIn(store: Store, account: Account): Promise<boolean> {
  const { covered } = await scopesNeeded(store, account, [])
  const waits = ({ accountId, pause }: Job): boolean => accountId === account.id && isForSignIn(pause)
  return !covered || (await store.jobs.open()).some(waits)
}

export function pageConnectHandlers(
  needs: Needs<"store" | "runner" | "isTooOften">,
): Pick<Handlers, "page.connect"> {
  const { store, isTooOften } = needs

  /** "elsewhere": the user has to continue on our options page. */
  async function signIn(
    account: Account | undefined,
    { host }: PageSender,
  ): Promise<"done" | "elsewhere" | ZohoFault> {
    let signedIn: ZohoResult<Account> | undefined
    if (account) {
      const view = await viewOf(store, account)
      if (!view.permitted) return "elsewhere"
      // A page may not open windows for an account that needs no sign-in.
      if (view.signedIn && !(await needsSignIn(store, account))) return "done"
      signedIn = await signInAgain(needs, account.id)
    } else {
      const { dataCenter, environment } = host
      signedIn = await connectAt(needs, { location: dataCenter.location, environment })
    }
    if (signedIn?.ok) return "done"
    return !signedIn || TYPED.has(signedIn.fault.kind) ? "elsewhere" : signedIn.fault
  }

  return {
    "page.connect": async (_request, sender) => {
      if (sender.callerClass !== "page") return { ok: true, value: null }
      if (isTooOften(sender)) return askedTooOften()
      const result = await signIn(accountOfPage(await store.accounts.list(), sender), sender)
      if (result === "elsewhere") await browser.runtime.openOptionsPage()
      return typeof result === "string" ? { ok: true, value: null } : failed(result)
    },
  }
}

// Looking for tags on any CRM page, and remembering the addresses where they were found.

type FindTagsNames = "page.addresses" | "page.remember" | "page.forget"

export function findTagsHandlers({
  store,
}: Needs<"store">): Pick<Handlers, FindTagsNames> & HandlersOf<"look"> {
  /** The account of a connected org's page; undefined for other senders, or if looking for tags is switched off. */
  async function accountOf(sender: Sender): Promise<Account | undefined> {
    if (sender.callerClass !== "page" || (await isFindTagsDisabled())) return undefined
    return accountOfPage(await store.accounts.list(), sender)
  }

  return {
    "page.addresses": async (_request, sender) => {
      const account = await accountOf(sender)
      return account ? tagPagesOf(store, account) : []
    },
    "page.remember": async (pattern, sender) => {
      const account = await accountOf(sender)
      // A page may not add addresses on its own, only if the user looked for tags in its tab.
      if (account && sender.tabId !== null && (await wasSearched(sender.tabId)))
        await changeTagPages(store, account, "remember", pattern)
      return null
    },
    "page.forget": async (pattern, sender) => {
      const account = await accountOf(sender)
      if (account) await changeTagPages(store, account, "forget", pattern)
      return null
    },
    "look.offered": async ({ tabId }) => ({
      may: !(await isFindTagsDisabled()) && (await canFindTags(tabId)),
      origins: await missingHosts(tabId),
    }),
    "look.start": async ({ tabId }) => !(await isFindTagsDisabled()) && findTags(tabId),
  }
}
