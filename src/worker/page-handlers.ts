/** What the script on Zoho's page may ask about the page it stands on. */
import browser from "webextension-polyfill"

import type { Handlers } from "../messaging/receive"
import type { JobProgress, PageContext } from "../messaging/views"
import type { Account } from "../store/accounts"
import type { Store } from "../store/store"
import { viewOf } from "./account-views"
import { moduleTagsView } from "./catalog"
import type { Catalog } from "./catalog"
import { accountOfPage, orgIdOfPage } from "./page-org"
import { problemOf } from "./problems"
import { progressOf } from "./progress"
import { tagPageScript } from "./tag-page-script"

type Needs = { readonly store: Store; readonly catalog: Catalog }

export function pageHandlers({ store, catalog }: Needs): Pick<Handlers, "page.activate" | "page.context"> {
  return {
    "page.activate": async (_request, sender) => {
      if (sender.callerClass !== "page") return null
      const target = { tabId: sender.tabId, frameIds: [sender.frameId] }
      await browser.scripting.executeScript({ target, files: tagPageScript() })
      return null
    },
    "page.context": async (request, sender): Promise<PageContext> => {
      if (sender.callerClass !== "page") return { status: "not-connected" }
      const accounts = await store.accounts.list()
      if (accounts.length === 0) return { status: "not-connected" }
      const account = accountOfPage(accounts, sender)
      if (!account)
        return {
          status: "wrong-org",
          pageOrgId: orgIdOfPage(sender),
          connected: accounts.map(({ org }) => org),
        }
      return contextOf(account, request.module)
    },
  }

  async function contextOf(account: Account, name: string | null): Promise<PageContext> {
    const view = await viewOf(account)
    if (name === null) return { status: "no-module", account: view }
    const module = await catalog.findModule(account, name)
    if (!module.ok) return { status: "problem", account: view, problem: problemOf(module.fault) }
    if (!module.value) return { status: "no-module", account: view }
    const list = await catalog.tagsOf(account, module.value)
    if (!list.ok) return { status: "problem", account: view, problem: problemOf(list.fault) }
    const jobs = await unfinishedJobs(account.id, module.value.apiName)
    const commonNames = await commonNamesOf(account)
    return { status: "ready", account: view, tags: moduleTagsView(list.value), commonNames, jobs }
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
