/** Connecting, signing in again, disconnecting: for our own pages only. */
import { connect, disconnect, reconnect } from "../accounts/connect"
import type { Runner } from "../deletion/runner"
import type { Handlers } from "../messaging/receive"
import type { AccountView, Outcome } from "../messaging/views"
import type { Account } from "../store/accounts"
import type { Store } from "../store/store"
import type { ZohoResult } from "../zoho/errors/fault"
import { viewOf } from "./account-views"
import { failed } from "./problems"

type Needs = { readonly store: Store; readonly runner: Runner }
type Names = "account.list" | "account.connect" | "account.reconnect" | "account.disconnect"

export function accountHandlers({ store, runner }: Needs): Pick<Handlers, Names> {
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
  }
}
