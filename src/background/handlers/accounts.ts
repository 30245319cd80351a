/** Commands to connect, sign in again and disconnect, for our own pages only. */
import { checkClient, disconnect, findClient } from "../../accounts/connect"
import { giveBack, isAllPermitted } from "../../accounts/host-permissions"
import { featuresOf, scopesNeeded } from "../../accounts/scopes"
import { readToken } from "../../accounts/token-storage"
import { t } from "../../i18n/translate"
import type { CheckedRequestOf } from "../../messages/contract"
import type { HandlersOf } from "../../messages/receive"
import type { AccountView, Outcome } from "../../messages/views"
import type { Account } from "../../storage/accounts"
import type { Policy } from "../../storage/managed-policy"
import type { Store } from "../../storage/store"
import { LOCATIONS } from "../../zoho/data-centers"
import type { ZohoResult } from "../../zoho/errors/fault"
import { connectOnce, intendToConnect, signInAgain } from "../connecting"
import { failed, outcomeOf, refused, setByManagedPolicy, switchedOff } from "../problems"
import type { Needs } from "../services"

export function accountHandlers(needs: Needs<"store" | "runner">): HandlersOf<"account"> {
  const { store } = needs
  const viewed = async (result: ZohoResult<Account>): Promise<Outcome<AccountView>> =>
    result.ok ? { ok: true, value: await viewOf(store, result.value) } : failed(result.fault)

  return {
    "account.list": async () =>
      Promise.all((await store.accounts.list()).map((account) => viewOf(store, account))),
    "account.check": async (request) => outcomeOf(await checkClient(request)),
    "account.find": async (request) => {
      const found = await findClient(request)
      const connected = (await store.accounts.list()).map(({ org }) => org)
      const wanted = [request.location, ...found]
      for (const location of LOCATIONS) if (!wanted.includes(location)) await giveBack(location, connected)
      return found
    },
    "account.intend": async (place) => {
      await intendToConnect(place)
      return null
    },
    "account.connect": async (request) =>
      fitsPolicy(await store.policy.get(), request)
        ? viewed(await connectOnce(needs, request))
        : setByManagedPolicy("policy_client", "policy_client_remedy"),
    "account.reconnect": async ({ accountId, ...typed }) =>
      viewed(await signInAgain(needs, accountId, typed)),
    "account.grant": async ({ accountId, ...more }) => {
      const off = await switchedOff(store, more.features)
      return off ?? viewed(await signInAgain(needs, accountId, more))
    },
    "account.disconnect": async ({ accountId }) => {
      const account = await store.accounts.get(accountId)
      await endJobs(needs, accountId)
      const gone = await disconnect(store, accountId)
      const left = (await store.accounts.list()).map(({ org }) => org)
      if (account) await giveBack(account.org.location, left)
      if (gone.ok) return gone
      // The tokens are deleted here but not revoked at Zoho. Only the user can do that.
      const happened = t("not_revoked", account?.org.name ?? "")
      return refused("not-revoked", happened, "not_revoked_unchanged", "not_revoked_remedy")
    },
  }
}

/** Ends an account's open jobs before it is removed. Otherwise they would continue when it is connected again. */
async function endJobs({ store, runner }: Needs<"store" | "runner">, accountId: string): Promise<void> {
  const jobs = (await store.jobs.open()).filter((job) => job.accountId === accountId)
  // After one cancel, a job still waits for the calls that Zoho has accepted. The second cancel abandons those.
  for (let time = 0; time < 2; time++)
    await Promise.all(jobs.map(({ id }) => runner.dispatch(id, { type: "cancel" })))
}

/** Whether the requested client matches the managed policy, if that sets one. */
function fitsPolicy(
  { clientId, clientKind, dataCenter }: Policy,
  request: CheckedRequestOf<"account.connect">,
): boolean {
  return (
    request.clientId === (clientId ?? request.clientId) &&
    request.kind === (clientKind ?? request.kind) &&
    request.location === (dataCenter ?? request.location)
  )
}

/** An account as the screens see it, without secrets. */
export async function viewOf(store: Store, account: Account): Promise<AccountView> {
  const { id, org, kind, user, signedOut = false, asksSecret = false } = account
  const token = await readToken(id)
  // A refresh token works without the user, unless it needs a client secret that is not stored. Otherwise the sign-in
  // lasts as long as the access token.
  const lasts = token !== undefined && token.expiresAt > Date.now()
  const signedIn = kind === "client-based" || asksSecret ? lasts : !signedOut
  const needsSecret = asksSecret && (!signedIn || account.wanted !== undefined)
  const needsCode = kind === "self-client" && (signedOut || account.wanted !== undefined)
  const codeScope = needsCode ? (await scopesNeeded(store, account, [])).scopes.join(",") : null
  const [features, permitted] = [await featuresOf(store, account), await isAllPermitted(org)]
  return { id, org, kind, user, signedIn, permitted, features, codeScope, needsSecret }
}
