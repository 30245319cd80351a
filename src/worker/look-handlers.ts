/** Looking for tags where nobody knows that they are, and remembering the place. */
import type { Handlers } from "../messaging/receive"
import type { Sender } from "../messaging/sender"
import type { Account } from "../store/accounts"
import { isOff } from "../store/policy"
import type { Store } from "../store/store"
import { canLook, look } from "./look"
import type { MovedPages } from "./moved-pages"
import { accountOfPage } from "./page-org"

type Needs = { readonly store: Store; readonly movedPages: MovedPages }
type Names = "page.addresses" | "page.remember" | "page.forget" | "look.offered" | "look.start"

export function lookHandlers({ store, movedPages }: Needs): Pick<Handlers, Names> {
  async function accountOf(sender: Sender): Promise<Account | undefined> {
    return sender.callerClass === "page" ? accountOfPage(await store.accounts.list(), sender) : undefined
  }

  const mayNotLook = async (): Promise<boolean> => isOff(await store.policy.get(), "look")

  return {
    "page.addresses": async (_request, sender) => {
      if (await mayNotLook()) return []
      const account = await accountOf(sender)
      return account ? movedPages.of(account) : []
    },
    "page.remember": async (pattern, sender) => {
      const account = await accountOf(sender)
      if (account) await movedPages.remember(account, pattern)
      return null
    },
    "page.forget": async (pattern, sender) => {
      const account = await accountOf(sender)
      if (account) await movedPages.forget(account, pattern)
      return null
    },
    "look.offered": async ({ tabId }) => !(await mayNotLook()) && canLook(tabId),
    "look.start": async ({ tabId }) => !(await mayNotLook()) && look(tabId),
  }
}
