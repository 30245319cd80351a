/** What the ways of signing in have in common. */
import type { Fetch } from "../api/exchange"
import type { DataCenter, DataCenterLocation, Environment } from "../data-centers"
import type { ZohoResult } from "../errors/fault"
import type { ClientCheckAnswer } from "./client-check"

/** A token and what it is good for. Secret. */
export interface Token {
  readonly accessToken: string
  readonly expiresAt: number
  /** On the allow-list, and of the data center `location`. */
  readonly apiOrigin: string
  readonly location: DataCenterLocation
  readonly environment: Environment
  /** Those Zoho names, or those that were asked for where it names none. */
  readonly scopes: readonly string[]
  readonly refreshToken?: string
}

/** One way of getting a token. None of its calls rejects: whatever goes wrong is a fault. */
export interface Grant {
  /** What Zoho would say to this client before it asks the person. */
  askAhead(): Promise<ClientCheckAnswer>
  /** With a person: opens Zoho's consent page, or uses the code that was pasted. */
  signIn(): Promise<ZohoResult<Token>>
  /** Without a person; "sign-in-needed" where that is not possible. To be called one at a time. */
  renew(token: Token): Promise<ZohoResult<Token>>
}

export interface SignInRequest {
  readonly clientId: string
  readonly dataCenter: DataCenter
  /** Expected environment; an answer that names another than production is believed. */
  readonly environment: Environment
  readonly scopes: readonly string[]
  /** As registered at Zoho: the extension's `identity.getRedirectURL()`. */
  readonly redirectUri: string
}

export interface GrantPorts {
  /** Gives the address that Zoho redirected to. */
  readonly launchWebAuthFlow: (details: { url: string; interactive: boolean }) => Promise<string | undefined>
  readonly fetch?: Fetch
  readonly now: () => number
}

/** The kinds of client that fit a browser extension. https://www.zoho.com/accounts/protocol/oauth-setup.html */
export const DOCUMENTED_KINDS = ["client-based", "server-based", "self-client"] as const
/**
 * `public` is a mobile or desktop client that signs in with PKCE and without a secret. An experiment: Zoho calls such
 * clients public, and still lists the secret as required.
 */
export const CLIENT_KINDS = [...DOCUMENTED_KINDS, "public"] as const
export type ClientKind = (typeof CLIENT_KINDS)[number]
