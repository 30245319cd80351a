/**
 * Connecting an org: one sign-in at a time for the same place, however many screens ask. It goes on where the screen that
 * asked is gone: a popup closes when the browser asks its own question.
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

export function connectOnce(needs: Own, request: ConnectRequest): SignedIn {
  const { clientId, location, environment } = request
  const connectNow = async (): SignedIn => {
    await browser.storage.session.remove(KEY)
    return connect(needs.store, request)
  }
  return once([clientId, location, environment].join(" "), () => signIn(needs, connectNow))
}

export function signInAgain(needs: Own, accountId: string, more: SignInAgain = {}): SignedIn {
  const work = (): SignedIn => signIn(needs, () => reconnect(needs.store, accountId, more))
  const isBare = Object.values(more).every((each) => each === undefined)
  return isBare ? once(accountId, work) : work()
}

const placeSchema = v.object({ location: v.picklist(LOCATIONS), environment: v.picklist(ENVIRONMENTS) })
type Place = v.InferOutput<typeof placeSchema>

/** By the provided client; undefined where there is none for that place. */
export async function connectAt(needs: Own, place: Place): Promise<ZohoResult<Account> | undefined> {
  const client = providedClient(await needs.store.policy.get())
  if (!client || (client.location ?? place.location) !== place.location) return undefined
  return connectOnce(needs, { kind: "client-based", clientId: client.clientId, ...place })
}

/** In the session's memory, since the worker may end while a person thinks about the browser's question. */
const KEY = "connect-at"
/** Nobody expects Zoho's window after so long (ms). */
const WITHIN_MS = 120_000
const intentSchema = v.object({ place: placeSchema, at: v.number() })

/** Remembers that an org is to be connected there as soon as the browser lets us. */
export async function intendToConnect(place: Place): Promise<void> {
  await browser.storage.session.set({ [KEY]: { place, at: Date.now() } })
}

/** The browser lets us reach more hosts: connects the org that waits for them. */
export async function connectIntended(needs: Own): Promise<void> {
  const stored = await browser.storage.session.get(KEY)
  const { success, output } = v.safeParse(intentSchema, stored[KEY])
  if (!success || Date.now() - output.at > WITHIN_MS || !(await isAllPermitted(output.place))) return
  await connectAt(needs, output.place)
}
