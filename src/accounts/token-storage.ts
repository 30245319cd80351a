/**
 * Access tokens: in `storage.session` only, which is memory, gone with the browser and closed to content
 * scripts (https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/storage/session). It survives
 * the end of the worker, which a module variable would not; one is kept beside it, for every call needs the token, and
 * the browser takes its time to answer while it is busy.
 */
import * as v from "valibot"
import browser from "webextension-polyfill"

import { announceChange } from "../storage/change-events"
import { dataCentreByApiOrigin, ENVIRONMENTS, LOCATIONS } from "../zoho/data-centres"
import type { Token } from "../zoho/oauth/grant"

const tokenSchema = v.object({
  accessToken: v.string(),
  expiresAt: v.number(),
  apiOrigin: v.pipe(
    v.string(),
    v.check((origin) => dataCentreByApiOrigin(origin) !== undefined),
  ),
  location: v.picklist(LOCATIONS),
  environment: v.picklist(ENVIRONMENTS),
  scopes: v.array(v.string()),
})

/** A token without the refresh token, which is kept elsewhere. */
export type AccessToken = Omit<Token, "refreshToken">

const keyOf = (accountId: string): string => `token:${accountId}`

/** By key, as last read, until anything of it changes; null where nobody would hear of a change. */
let inHand: Map<string, AccessToken> | null = null

/** Must be called at the top level of the worker, the one context that needs tokens all the time. */
export function watchTokens(): void {
  const known = (inHand = new Map())
  browser.storage.session.onChanged.addListener((changes) => {
    for (const key of Object.keys(changes)) known.delete(key)
  })
}

export async function readToken(accountId: string): Promise<AccessToken | undefined> {
  const key = keyOf(accountId)
  const known = inHand?.get(key)
  if (known) return known
  const stored = await browser.storage.session.get(key)
  const parsed = v.safeParse(tokenSchema, stored[key])
  if (!parsed.success) return undefined
  inHand?.set(key, parsed.output)
  return parsed.output
}

export async function writeToken(accountId: string, token: AccessToken): Promise<void> {
  const { accessToken, expiresAt, apiOrigin, location, environment, scopes } = token
  await browser.storage.session.set({
    [keyOf(accountId)]: { accessToken, expiresAt, apiOrigin, location, environment, scopes },
  })
  inHand?.delete(keyOf(accountId))
  announceChange("accounts")
}

const HELD_KEY = "held-sign-in"
/** How long a person may think about the browser's question (ms). */
const HELD_MS = 120_000
const heldSchema = v.object({
  clientId: v.string(),
  asked: v.object({ location: v.string(), environment: v.picklist(ENVIRONMENTS) }),
  until: v.number(),
  token: tokenSchema,
})

/** A sign-in that Zoho sent on to another data center, before the browser lets us ask there whose it is. */
export type HeldSignIn = v.InferOutput<typeof heldSchema>

/** Holds the sign-in for the next try, so that Zoho's window need not open again. @param asked where it was started */
export async function holdSignIn(
  { clientId, asked }: Pick<HeldSignIn, "clientId" | "asked">,
  { refreshToken: _, ...token }: Token,
): Promise<void> {
  await browser.storage.session.set({ [HELD_KEY]: { clientId, asked, until: Date.now() + HELD_MS, token } })
}

/** Takes the sign-in that is held, if any; it is not held any more. */
export async function takeHeldSignIn(): Promise<HeldSignIn | undefined> {
  const stored = await browser.storage.session.get(HELD_KEY)
  await browser.storage.session.remove(HELD_KEY)
  const parsed = v.safeParse(heldSchema, stored[HELD_KEY])
  return parsed.success ? parsed.output : undefined
}

/** One at a time per account, in whatever context: renewing, signing in again, letting go. */
export function withTokenLock<T>(accountId: string, work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(`tagsweep-token ${accountId}`, work)
}

export async function wipeToken(accountId: string): Promise<void> {
  await browser.storage.session.remove(keyOf(accountId))
  inHand?.delete(keyOf(accountId))
  announceChange("accounts")
}
