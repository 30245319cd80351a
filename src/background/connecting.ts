/**
 * Connecting an org: one sign-in at a time for the same place, however many screens ask. It goes on where the screen that
 * asked is gone: a popup closes when the browser asks its own question.
 */
import * as v from "valibot"
import browser from "webextension-polyfill"

import { connect, type ConnectRequest } from "../accounts/connect"
import { isAllPermitted } from "../accounts/host-permissions"
import { reconnect, type SignInAgain } from "../accounts/reconnect"
import type { Runner } from "../jobs/runner"
import { shareByKey } from "../lib/async"
import type { Account } from "../storage/accounts"
import { providedClient } from "../storage/managed-policy"
import type { Store } from "../storage/store"
import { ENVIRONMENTS, LOCATIONS } from "../zoho/data-centers"
import type { ZohoResult } from "../zoho/errors/fault"
import { refreshOpenTabs } from "./content-scripts"

const placeSchema = v.object({ location: v.picklist(LOCATIONS), environment: v.picklist(ENVIRONMENTS) })
export type ConnectPlace = v.InferOutput<typeof placeSchema>

export interface Connecting {
  /** Remembers that an org is to be connected there as soon as the browser lets us. */
  intend(place: ConnectPlace): Promise<void>
  connect(request: ConnectRequest): Promise<ZohoResult<Account>>
  signInAgain(accountId: string, more?: SignInAgain): Promise<ZohoResult<Account>>
  /** By the provided client; undefined where there is none for that place. */
  connectAt(place: ConnectPlace): Promise<ZohoResult<Account> | undefined>
  /** The browser lets us reach more hosts: goes on with what waits for them. */
  goOn(): Promise<void>
}

/** In the session's memory, since the worker may end while a person thinks about the browser's question. */
const KEY = "connect-at"
/** Nobody expects Zoho's window after so long (ms). */
const WITHIN_MS = 120_000
const intentSchema = v.object({ place: placeSchema, at: v.number() })

export function createConnecting(store: Store, runner: Pick<Runner, "resumeWaiting">): Connecting {
  type SignedIn = Promise<ZohoResult<Account>>
  const share = shareByKey<ZohoResult<Account>>()

  async function signIn(work: () => SignedIn): SignedIn {
    const account = await work()
    if (account.ok) {
      await runner.resumeWaiting(account.value.id)
      void refreshOpenTabs()
    }
    return account
  }

  const once = (key: string, work: () => SignedIn): SignedIn => share(key, () => signIn(work))

  function connectOnce(request: ConnectRequest): Promise<ZohoResult<Account>> {
    const { clientId, location, environment } = request
    return once([clientId, location, environment].join(" "), async () => {
      await browser.storage.session.remove(KEY)
      return connect(store, request)
    })
  }

  function signInAgain(accountId: string, more: SignInAgain = {}): Promise<ZohoResult<Account>> {
    const work = (): Promise<ZohoResult<Account>> => reconnect(store, accountId, more)
    const isBare = Object.values(more).every((each) => each === undefined)
    return isBare ? once(accountId, work) : signIn(work)
  }

  async function connectAt(place: ConnectPlace): Promise<ZohoResult<Account> | undefined> {
    const client = providedClient(await store.policy.get())
    if (!client || (client.location ?? place.location) !== place.location) return undefined
    return connectOnce({ kind: "client-based", clientId: client.clientId, ...place })
  }

  return {
    intend: (place) => browser.storage.session.set({ [KEY]: { place, at: Date.now() } }),
    connect: connectOnce,
    signInAgain,
    connectAt,
    async goOn(): Promise<void> {
      const stored = await browser.storage.session.get(KEY)
      const { success, output } = v.safeParse(intentSchema, stored[KEY])
      if (!success || Date.now() - output.at > WITHIN_MS || !(await isAllPermitted(output.place))) return
      await connectAt(output.place)
    },
  }
}
