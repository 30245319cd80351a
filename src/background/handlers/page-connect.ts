/** Signing in from Zoho's page: Zoho's own window asks the person, and nothing of it gets to the page. */
import browser from "webextension-polyfill"

import { scopesNeeded } from "../../accounts/scopes"
import { isForSignIn, type Job } from "../../jobs/job"
import type { Handlers } from "../../messages/receive"
import type { Account } from "../../storage/accounts"
import type { Store } from "../../storage/store"
import type { FaultKind } from "../../zoho/errors/catalog"
import type { ZohoFault, ZohoResult } from "../../zoho/errors/fault"
import { askedTooOften } from "../own-problems"
import { accountOfPage, type PageSender } from "../page-org"
import { failed } from "../problems"
import type { Needs } from "../services"
import { viewOf } from "./accounts"

/** What came of it; "elsewhere": it takes what a person can do on our options page only. */
type Result = "done" | "elsewhere" | ZohoFault

/** A person types these on our options page. */
const TYPED: ReadonlySet<FaultKind> = new Set(["grant-code-needed", "client-secret-needed"])

function resultOf(result: ZohoResult<Account>): Result {
  if (result.ok) return "done"
  return TYPED.has(result.fault.kind) ? "elsewhere" : result.fault
}

/** Whether an account that is signed in lacks a right at Zoho, or a job of it waits for one. */
async function wantsSignIn(store: Store, account: Account): Promise<boolean> {
  const { covered } = await scopesNeeded(store, account, [])
  const waits = ({ accountId, pause }: Job): boolean => accountId === account.id && isForSignIn(pause)
  return !covered || (await store.jobs.open()).some(waits)
}

export function pageConnectHandlers({
  store,
  connecting,
  limit,
}: Needs<"store" | "connecting" | "limit">): Pick<Handlers, "page.connect"> {
  async function signIn(account: Account | undefined, { host }: PageSender): Promise<Result> {
    if (!account) {
      const { dataCenter, environment } = host
      const connected = await connecting.connectAt({ location: dataCenter.location, environment })
      return connected ? resultOf(connected) : "elsewhere"
    }
    const { signedIn, permitted } = await viewOf(store, account)
    if (!permitted) return "elsewhere"
    // A page may not have windows opened for what is in order.
    if (signedIn && !(await wantsSignIn(store, account))) return "done"
    return resultOf(await connecting.signInAgain(account.id))
  }

  return {
    "page.connect": async (_request, sender) => {
      if (sender.callerClass !== "page") return { ok: true, value: null }
      if (!limit.allows(sender.tabId)) return askedTooOften()
      const result = await signIn(accountOfPage(await store.accounts.list(), sender), sender)
      if (result === "elsewhere") await browser.runtime.openOptionsPage()
      return typeof result === "string" ? { ok: true, value: null } : failed(result)
    },
  }
}
