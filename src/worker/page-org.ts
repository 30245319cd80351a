/** Which connected org a page of Zoho's belongs to, judged by the address that the browser vouches for. */
import type { Sender } from "../messaging/sender"
import type { Account } from "../store/accounts"

type PageSender = Extract<Sender, { callerClass: "page" }>

const ORG_IN_PATH = /\/crm\/org(\d+)(?:\/|$)/

/** The org id in the page's own address; null where a vanity name or nothing stands there. */
export function orgIdOfPage(sender: PageSender): string | null {
  return ORG_IN_PATH.exec(sender.url.pathname)?.[1] ?? null
}

/**
 * The account of the page's org: same data centre, same kind of environment, same org id. Where the address
 * holds no org id, only a sole account of that data centre and environment can be meant.
 */
export function accountOfPage(accounts: readonly Account[], sender: PageSender): Account | undefined {
  const { dataCentre, environment } = sender.host
  const here = accounts.filter(
    ({ org }) =>
      org.location === dataCentre.location && (org.environment === "sandbox") === (environment === "sandbox"),
  )
  const orgId = orgIdOfPage(sender)
  if (orgId !== null) return here.find(({ org }) => org.id === orgId)
  return here.length === 1 ? here[0] : undefined
}
