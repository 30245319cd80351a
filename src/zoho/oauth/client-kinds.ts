/** The kinds of client that fit a browser extension. https://www.zoho.com/accounts/protocol/oauth-setup.html */
export const DOCUMENTED_KINDS = ["client-based", "server-based", "self-client"] as const
/**
 * `public` is a mobile or desktop client that signs in with PKCE and without a secret. An experiment: Zoho calls such
 * clients public, and still lists the secret as required.
 */
export const CLIENT_KINDS = [...DOCUMENTED_KINDS, "public"] as const
export type ClientKind = (typeof CLIENT_KINDS)[number]
