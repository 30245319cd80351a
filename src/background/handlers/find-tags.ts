/** Looking for tags where nobody knows that they are, and remembering the place. */
import type { Sender } from "../../messages/identify-sender"
import type { Handlers } from "../../messages/receive"
import type { Account } from "../../storage/accounts"
import { isOff } from "../../storage/managed-policy"
import { canFindTags, findTags, missingHosts, wasSearched } from "../find-tags"
import { accountOfPage } from "../page-org"
import type { Needs } from "../services"

type Names = "page.addresses" | "page.remember" | "page.forget" | "look.offered" | "look.start"

export function findTagsHandlers({
  store,
  tagPageUrls,
}: Needs<"store" | "tagPageUrls">): Pick<Handlers, Names> {
  const isFindTagsDisabled = async (): Promise<boolean> => isOff(await store.policy.get(), "look")

  /** Undefined for everyone but a page of a connected org, and where looking is switched off. */
  async function accountOf(sender: Sender): Promise<Account | undefined> {
    if (sender.callerClass !== "page" || (await isFindTagsDisabled())) return undefined
    return accountOfPage(await store.accounts.list(), sender)
  }

  return {
    "page.addresses": async (_request, sender) => {
      const account = await accountOf(sender)
      return account ? tagPageUrls.of(account) : []
    },
    "page.remember": async (pattern, sender) => {
      const account = await accountOf(sender)
      // A page may not make addresses known by itself: only where a person had tags looked for.
      if (account && sender.tabId !== null && (await wasSearched(sender.tabId)))
        await tagPageUrls.remember(account, pattern)
      return null
    },
    "page.forget": async (pattern, sender) => {
      const account = await accountOf(sender)
      if (account) await tagPageUrls.forget(account, pattern)
      return null
    },
    "look.offered": async ({ tabId }) => ({
      may: !(await isFindTagsDisabled()) && (await canFindTags(tabId)),
      origins: await missingHosts(tabId),
    }),
    "look.start": async ({ tabId }) => !(await isFindTagsDisabled()) && findTags(tabId),
  }
}
