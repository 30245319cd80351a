/** What the script on Zoho's page may ask about its page. */
import browser from "webextension-polyfill"

import { storageProblem } from "../../i18n/storage-problem"
import type { Sender } from "../../messages/identify-sender"
import type { Handlers } from "../../messages/receive"
import type { JobProgress, PageAccount, PageContext, Problem } from "../../messages/views"
import type { Account } from "../../storage/accounts"
import { storageFaultOf } from "../../storage/database"
import type { Store } from "../../storage/store"
import { CONTENT_SCRIPTS } from "../content-scripts"
import { moduleRef, moduleTagsView, type Catalog } from "../org-catalog"
import { askedTooOften } from "../own-problems"
import { accountOfPage, orgIdOfPage, type PageSender } from "../page-org"
import { problemOf } from "../problems"
import type { Needs } from "../services"
import { summaryOf } from "./drafts"
import { progressOf } from "./jobs"

function unreadable(error: unknown): PageContext {
  if (error instanceof DOMException) return withoutStorage(storageProblem(storageFaultOf(error)))
  throw error
}

/** Puts the tag page's script into the very frame that asks for it. */
export async function activatePage(sender: Sender): Promise<null> {
  if (sender.callerClass !== "page") return null
  const target = { tabId: sender.tabId, frameIds: [sender.frameId] }
  await browser.scripting.executeScript({ target, files: CONTENT_SCRIPTS.tagPage })
  return null
}

/** The bar says that there is no storage, or what has become of it. */
export function withoutStorage(problem: Problem): PageContext {
  return { status: "problem", account: null, problem }
}

export function pageHandlers({
  store,
  catalog,
  question,
  limit,
}: Needs<"store" | "catalog" | "question" | "limit">): Pick<Handlers, "page.activate" | "page.context"> {
  return {
    "page.activate": (_request, sender) => activatePage(sender),
    "page.context": async (request, sender): Promise<PageContext> => {
      if (sender.callerClass !== "page") return { status: "not-connected" }
      return contextFor(request.module, sender).catch(unreadable)
    },
  }

  async function contextFor(module: string | null, sender: PageSender): Promise<PageContext> {
    const accounts = await store.accounts.list()
    if (accounts.length === 0)
      return (await store.loss.isLost())
        ? withoutStorage(storageProblem("lost"))
        : { status: "not-connected" }
    const account = accountOfPage(accounts, sender)
    // A page of no connected org learns nothing of those that are.
    const pageOrgId = orgIdOfPage(sender)
    if (!account) return pageOrgId === null ? { status: "no-org" } : { status: "wrong-org", pageOrgId }
    const seen = { id: account.id, org: account.org }
    if (limit.allows(sender.tabId)) return contextOf(account, seen, module, sender)
    return { status: "problem", account: seen, problem: askedTooOften().problem }
  }

  async function contextOf(
    account: Account,
    view: PageAccount,
    name: string | null,
    { tabId }: PageSender,
  ): Promise<PageContext> {
    const module = name === null ? undefined : await catalog.findModule(account, name)
    if (module && !module.ok) return { status: "problem", account: view, problem: problemOf(module.fault) }
    if (!module?.value) return choiceOf(catalog, account, view)
    const list = await catalog.tagsOf(account, module.value)
    if (!list.ok) return { status: "problem", account: view, problem: problemOf(list.fault) }
    const jobs = await unfinishedJobs(store, account.id, module.value.apiName)
    const commonNames = await commonNamesOf(catalog, account)
    const { moduleName } = module.value
    const asked = (await question.current())?.draft
    const isAsked = asked?.tabId === tabId && asked.accountId === account.id
    return {
      ...{ status: "ready", account: view, tags: moduleTagsView(list.value), moduleName, commonNames, jobs },
      question: isAsked ? summaryOf(asked) : null,
    }
  }
}

async function choiceOf(catalog: Catalog, account: Account, view: PageAccount): Promise<PageContext> {
  const modules = await catalog.taggedModules(account)
  if (!modules.ok) return { status: "problem", account: view, problem: problemOf(modules.fault) }
  return { status: "no-module", account: view, modules: modules.value.map(moduleRef) }
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
