/** Connecting, signing in again, disconnecting: for our own pages only. */
import { connect, disconnect, reconnect } from "../accounts/connect"
import type { Runner } from "../deletion/runner"
import type { Handlers } from "../messaging/receive"
import type { AccountView, Outcome } from "../messaging/views"
import type { Account } from "../store/accounts"
import type { Store } from "../store/store"
import { fault } from "../zoho/errors/fault"
import type { ZohoResult } from "../zoho/errors/fault"
import { viewOf } from "./account-views"
import { moduleTagsView, orUnknown } from "./catalog"
import type { Catalog } from "./catalog"
import { failed } from "./problems"

type Needs = { readonly store: Store; readonly catalog: Catalog; readonly runner: Runner }
type Names = "account.list" | "account.connect" | "account.reconnect" | "account.disconnect" | "tags.ofModule"

export function accountHandlers({ store, catalog, runner }: Needs): Pick<Handlers, Names> {
  async function connected(result: ZohoResult<Account>): Promise<Outcome<AccountView>> {
    if (!result.ok) return failed(result.fault)
    await runner.resumeWaiting(result.value.id)
    return { ok: true, value: await viewOf(result.value) }
  }

  return {
    "account.list": async () => Promise.all((await store.accounts.list()).map(viewOf)),
    "account.connect": async (request) => connected(await connect(store, request)),
    "account.reconnect": async ({ accountId }) => connected(await reconnect(store, accountId)),
    "account.disconnect": async ({ accountId }) => {
      const gone = await disconnect(store, accountId)
      return gone.ok ? gone : failed(gone.fault)
    },
    "tags.ofModule": async ({ accountId, module: name }) => {
      const account = await store.accounts.get(accountId)
      if (!account) return failed(fault("sign-in-needed"))
      const module = orUnknown(await catalog.findModule(account, name))
      if (!module.ok) return failed(module.fault)
      const list = await catalog.tagsOf(account, module.value)
      return list.ok ? { ok: true, value: moduleTagsView(list.value) } : failed(list.fault)
    },
  }
}
