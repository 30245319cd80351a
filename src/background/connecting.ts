/**
 * Connecting an org: one sign-in at a time per client and place, however many screens request it. It continues without
 * the screen that requested it: a popup closes when the browser shows its permission prompt.
 */
import * as v from "valibot"
import browser from "webextension-polyfill"

import { connect, type ConnectRequest } from "../accounts/connect"
import { isAllPermitted } from "../accounts/host-permissions"
import { reconnect, type SignInAgain } from "../accounts/reconnect"
import { shareByKey } from "../lib/async"
import type { Account } from "../storage/accounts"
import { providedClient } from "../storage/managed-policy"
import { ENVIRONMENTS, LOCATIONS } from "../zoho/data-centers"
import type { ZohoResult } from "../zoho/errors/fault"
import { refreshOpenTabs } from "./content-scripts"
import type { Needs } from "./services"

type Own = Needs<"store" | "runner">
type SignedIn = Promise<ZohoResult<Account>>

const once = shareByKey<ZohoResult<Account>>()

async function signIn({ runner }: Own, work: () => SignedIn): SignedIn {
  const account = await work()
  if (account.ok) {
    await runner.resumeWaiting(account.value.id)
    void refreshOpenTabs()
  }
  return account
}

/** Connects an org. Concurrent calls with the same client and place share one sign-in. */
export function connectOnce(needs: Own, request: ConnectRequest): SignedIn {
  const { clientId, location, environment } = request
  const connectNow = async (): SignedIn => {
    await browser.storage.session.remove(KEY)
    return connect(needs.store, request)
  }
  return once([clientId, location, environment].join(" "), () => signIn(needs, connectNow))
}

/** Signs an account in again. Concurrent calls without `more` share one sign-in. */
export function signInAgain(needs: Own, accountId: string, more: SignInAgain = {}): SignedIn {
  const work = (): SignedIn => signIn(needs, () => reconnect(needs.store, accountId, more))
  const isBare = Object.values(more).every((each) => each === undefined)
  return isBare ? once(accountId, work) : work()
}

const placeSchema = v.object({ location: v.picklist(LOCATIONS), environment: v.picklist(ENVIRONMENTS) })
type Place = v.InferOutput<typeof placeSchema>

/** Connects an org with the provided client. Undefined if there is none for that place. */
export async function connectAt(needs: Own, place: Place): Promise<ZohoResult<Account> | undefined> {
  const client = providedClient(await needs.store.policy.get())
  if (!client || (client.location ?? place.location) !== place.location) return undefined
  return connectOnce(needs, { kind: "client-based", clientId: client.clientId, ...place })
}

/** Kept in session storage: the worker may end while the browser's permission prompt is open. */
const KEY = "connect-at"
/** After this long (ms), a sign-in window would surprise the user. */
const INTENT_LIFE_MS = 120_000
const intentSchema = v.object({ place: placeSchema, at: v.number() })

/** Remembers to connect an org at that place once its host permissions are granted. */
export async function intendToConnect(place: Place): Promise<void> {
  await browser.storage.session.set({ [KEY]: { place, at: Date.now() } })
}

/** After new host permissions: connects the org that waits for them. */
export async function connectIntended(needs: Own): Promise<void> {
  const stored = await browser.storage.session.get(KEY)
  const { success, output } = v.safeParse(intentSchema, stored[KEY])
  if (!success || Date.now() - output.at > INTENT_LIFE_MS || !(await isAllPermitted(output.place))) return
  await connectAt(needs, output.place)
}
