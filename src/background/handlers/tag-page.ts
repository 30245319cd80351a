/** What the script on Zoho's page may ask about its page, and what our screens ask of a tab that shows one. */
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

/** Puts the tag page's script into the very frame that asks for it. */
export async function activatePage(sender: Sender): Promise<null> {
  if (sender.callerClass !== "page") return null
  const target = { tabId: sender.tabId, frameIds: [sender.frameId] }
  await browser.scripting.executeScript({ target, files: CONTENT_SCRIPTS.tagPage })
  return null
}

/** The bar says what is wrong. @param account null: with the storage */
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
  // A page of no connected org learns nothing of those that are.
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
  const asked = (await currentQuestion(store))?.draft
  const isAsked = asked?.tabId === sender.tabId && asked.accountId === account.id
  return {
    ...{ status: "ready", account: view, tags: { ...list.value, tags }, moduleName, commonNames, jobs },
    question: isAsked ? summaryOf(asked) : null,
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

// Signing in from Zoho's page: Zoho's own window asks the person, and nothing of it gets to the page.

/** A person types these on our options page. */
const TYPED: ReadonlySet<FaultKind> = new Set(["grant-code-needed", "client-secret-needed"])

/** Whether an account that is signed in lacks a right at Zoho, or a job of it waits for one. */
async function wantsSignIn(store: Store, account: Account): Promise<boolean> {
  const { covered } = await scopesNeeded(store, account, [])
  const waits = ({ accountId, pause }: Job): boolean => accountId === account.id && isForSignIn(pause)
  return !covered || (await store.jobs.open()).some(waits)
}

export function pageConnectHandlers(
  needs: Needs<"store" | "runner" | "isTooOften">,
): Pick<Handlers, "page.connect"> {
  const { store, isTooOften } = needs

  /** "done"; "elsewhere": it takes what a person can do on our options page only. */
  async function signIn(
    account: Account | undefined,
    { host }: PageSender,
  ): Promise<"done" | "elsewhere" | ZohoFault> {
    let signedIn: ZohoResult<Account> | undefined
    if (account) {
      const view = await viewOf(store, account)
      if (!view.permitted) return "elsewhere"
      // A page may not have windows opened for what is in order.
      if (view.signedIn && !(await wantsSignIn(store, account))) return "done"
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

// Looking for tags where nobody knows that they are, and remembering the place.

type FindTagsNames = "page.addresses" | "page.remember" | "page.forget"

export function findTagsHandlers({
  store,
}: Needs<"store">): Pick<Handlers, FindTagsNames> & HandlersOf<"look"> {
  /** Undefined for everyone but a page of a connected org, and where looking is switched off. */
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
      // A page may not make addresses known by itself: only where a person had tags looked for.
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
