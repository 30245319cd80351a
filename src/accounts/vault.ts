/**
 * Access tokens: in `storage.session` only, which is memory, gone with the browser and closed to content
 * scripts (https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/storage/session). It survives
 * the end of the worker, which a module variable would not.
 */
import * as v from "valibot"
import browser from "webextension-polyfill"

import { ENVIRONMENTS, LOCATIONS, dataCentreByApiOrigin } from "../zoho/data-centres"
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

export async function readToken(accountId: string): Promise<AccessToken | undefined> {
  const stored = await browser.storage.session.get(keyOf(accountId))
  const parsed = v.safeParse(tokenSchema, stored[keyOf(accountId)])
  return parsed.success ? parsed.output : undefined
}

export async function writeToken(accountId: string, token: AccessToken): Promise<void> {
  const { accessToken, expiresAt, apiOrigin, location, environment, scopes } = token
  await browser.storage.session.set({
    [keyOf(accountId)]: { accessToken, expiresAt, apiOrigin, location, environment, scopes },
  })
}

/** One at a time per account, in whatever context: renewing, signing in again, letting go. */
export function withTokenLock<T>(accountId: string, work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(`tagsweep-token ${accountId}`, work)
}

export async function wipeToken(accountId: string): Promise<void> {
  await browser.storage.session.remove(keyOf(accountId))
}
