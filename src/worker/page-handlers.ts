/** What the script on Zoho's page may ask about the page it stands on. */
import browser from "webextension-polyfill"

import type { Handlers } from "../messaging/receive"
import type { Sender } from "../messaging/sender"
import type { AccountView, JobProgress, PageContext } from "../messaging/views"
import type { Account } from "../store/accounts"
import type { Store } from "../store/store"
import { viewOf } from "./account-views"
import { moduleRef, moduleTagsView } from "./catalog"
import type { Catalog } from "./catalog"
import { accountOfPage, accountsAtHost, orgIdOfPage } from "./page-org"
import type { PageSender } from "./page-org"
import { problemOf } from "./problems"
import { progressOf } from "./progress"
import { shippedScript } from "./shipped-script"
import { createTaggedModules } from "./tagged-modules"

/** A page that no connected org can be told to be the one of. */
function withoutAccount(accounts: readonly Account[], sender: PageSender): PageContext {
  const pageOrgId = orgIdOfPage(sender)
  if (pageOrgId !== null) return { status: "wrong-org", pageOrgId, connected: accounts.map(({ org }) => org) }
  return { status: "no-org", offered: accountsAtHost(accounts, sender).map(({ org }) => org) }
}

type Needs = { readonly store: Store; readonly catalog: Catalog }
type Names = "page.activate" | "page.context"

/** Puts a script of ours into the very frame that asks for it. */
async function putIn(files: string[], sender: Sender): Promise<null> {
  if (sender.callerClass !== "page") return null
  const target = { tabId: sender.tabId, frameIds: [sender.frameId] }
  await browser.scripting.executeScript({ target, files })
  return null
}

export function pageHandlers({ store, catalog }: Needs): Pick<Handlers, Names> {
  const tagged = createTaggedModules(store, catalog)
  return {
    "page.activate": (_request, sender) => putIn(shippedScript("tag-page"), sender),
    "page.context": async (request, sender): Promise<PageContext> => {
      if (sender.callerClass !== "page") return { status: "not-connected" }
      const accounts = await store.accounts.list()
      if (accounts.length === 0) return { status: "not-connected" }
      const account = accountOfPage(accounts, sender)
      return account ? contextOf(account, request.module) : withoutAccount(accounts, sender)
    },
  }

  async function contextOf(account: Account, name: string | null): Promise<PageContext> {
    const view = await viewOf(store, account)
    const module = name === null ? undefined : await catalog.findModule(account, name)
    if (module && !module.ok) return { status: "problem", account: view, problem: problemOf(module.fault) }
    if (!module?.value) return choiceOf(account, view)
    const list = await catalog.tagsOf(account, module.value)
    if (!list.ok) return { status: "problem", account: view, problem: problemOf(list.fault) }
    const jobs = await unfinishedJobs(account.id, module.value.apiName)
    const commonNames = await commonNamesOf(account)
    const { moduleName } = module.value
    return { status: "ready", account: view, tags: moduleTagsView(list.value), moduleName, commonNames, jobs }
  }

  async function choiceOf(account: Account, view: AccountView): Promise<PageContext> {
    const modules = await tagged.list(account)
    if (!modules.ok) return { status: "problem", account: view, problem: problemOf(modules.fault) }
    return { status: "no-module", account: view, modules: modules.value.map(moduleRef) }
  }

  async function commonNamesOf(account: Account): Promise<string[]> {
    const modules = await catalog.modulesOf(account)
    const labels = modules.ok ? modules.value.flatMap((each) => [each.pluralLabel, each.singularLabel]) : []
    return account.user === null ? labels : [...labels, account.user]
  }

  async function unfinishedJobs(accountId: string, apiName: string): Promise<JobProgress[]> {
    const jobs = await store.jobs.open()
    return jobs
      .filter((job) => job.accountId === accountId && job.module.apiName === apiName)
      .sort((a, b) => b.createdAt - a.createdAt)
      .map((job) => progressOf({ job, chunks: [] }))
  }
}
