/** Looking for tags where nobody knows that they are, and remembering the place. */
import type { Handlers } from "../messaging/receive"
import type { Sender } from "../messaging/sender"
import type { Account } from "../store/accounts"
import { isOff } from "../store/policy"
import type { Store } from "../store/store"
import { canLook, look, missingHosts, wasLookedIn } from "./look"
import type { MovedPages } from "./moved-pages"
import { accountOfPage } from "./page-org"

type Needs = { readonly store: Store; readonly movedPages: MovedPages }
type Names = "page.addresses" | "page.remember" | "page.forget" | "look.offered" | "look.start"

export function lookHandlers({ store, movedPages }: Needs): Pick<Handlers, Names> {
  const mayNotLook = async (): Promise<boolean> => isOff(await store.policy.get(), "look")

  /** Undefined for everyone but a page of a connected org, and where looking is switched off. */
  async function accountOf(sender: Sender): Promise<Account | undefined> {
    if (sender.callerClass !== "page" || (await mayNotLook())) return undefined
    return accountOfPage(await store.accounts.list(), sender)
  }

  return {
    "page.addresses": async (_request, sender) => {
      const account = await accountOf(sender)
      return account ? movedPages.of(account) : []
    },
    "page.remember": async (pattern, sender) => {
      const account = await accountOf(sender)
      // A page may not make addresses known by itself: only where a person had tags looked for.
      if (account && sender.tabId !== null && (await wasLookedIn(sender.tabId)))
        await movedPages.remember(account, pattern)
      return null
    },
    "page.forget": async (pattern, sender) => {
      const account = await accountOf(sender)
      if (account) await movedPages.forget(account, pattern)
      return null
    },
    "look.offered": async ({ tabId }) => ({
      may: !(await mayNotLook()) && (await canLook(tabId)),
      origins: await missingHosts(tabId),
    }),
    "look.start": async ({ tabId }) => !(await mayNotLook()) && look(tabId),
  }
}
