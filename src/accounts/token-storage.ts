/**
 * Access tokens, in `storage.session` only: in memory until the browser closes, surviving the worker, and hidden from
 * content scripts (https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/storage/session).
 */
import * as v from "valibot"
import browser from "webextension-polyfill"

import { checkedBy } from "../lib/schema"
import { announceChange } from "../storage/change-events"
import { dataCenterByApiOrigin, ENVIRONMENTS, LOCATIONS } from "../zoho/data-centers"
import type { Token } from "../zoho/oauth/grant"

const tokenSchema = v.object({
  accessToken: v.string(),
  expiresAt: v.number(),
  apiOrigin: v.pipe(
    v.string(),
    v.check((origin) => dataCenterByApiOrigin(origin) !== undefined),
  ),
  location: v.picklist(LOCATIONS),
  environment: v.picklist(ENVIRONMENTS),
  scopes: v.array(v.string()),
})

/** A token without its refresh token, which is stored elsewhere. */
export type AccessToken = Omit<Token, "refreshToken">

const keyOf = (accountId: string): string => `token:${accountId}`

export async function readToken(accountId: string): Promise<AccessToken | undefined> {
  const key = keyOf(accountId)
  return checkedBy(tokenSchema)((await browser.storage.session.get(key))[key])
}

export async function writeToken(accountId: string, token: AccessToken): Promise<void> {
  await browser.storage.session.set({ [keyOf(accountId)]: v.parse(tokenSchema, token) })
  announceChange("accounts")
}

const WAITING_KEY = "waiting-sign-in"
/** How long the user may take to answer the browser's permission prompt (ms). */
const WAIT_MS = 120_000
const waitingSchema = v.object({
  clientId: v.string(),
  asked: v.object({ location: v.string(), environment: v.picklist(ENVIRONMENTS) }),
  until: v.number(),
  token: tokenSchema,
})

/** A sign-in that Zoho sent to another data center, for which we have no host permission to determine whose it is. */
export type WaitingSignIn = v.InferOutput<typeof waitingSchema>

/** Stores a sign-in, so that Zoho's window need not open again. @param asked where it started */
export async function storeWaitingSignIn(
  { clientId, asked }: Pick<WaitingSignIn, "clientId" | "asked">,
  { refreshToken: _, ...token }: Token,
): Promise<void> {
  await browser.storage.session.set({
    [WAITING_KEY]: { clientId, asked, until: Date.now() + WAIT_MS, token },
  })
}

/** Returns and removes the waiting sign-in, if any. */
export async function takeWaitingSignIn(): Promise<WaitingSignIn | undefined> {
  const stored = await browser.storage.session.get(WAITING_KEY)
  await browser.storage.session.remove(WAITING_KEY)
  return checkedBy(waitingSchema)(stored[WAITING_KEY])
}

/** Runs token work of an account one at a time, across contexts: renewing, signing in again, disconnecting. */
export function withTokenLock<T>(accountId: string, work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(`tagsweep-token ${accountId}`, work)
}

export async function wipeToken(accountId: string): Promise<void> {
  await browser.storage.session.remove(keyOf(accountId))
  announceChange("accounts")
}
