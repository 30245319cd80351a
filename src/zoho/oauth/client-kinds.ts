/** The kinds of client that fit a browser extension. https://www.zoho.com/accounts/protocol/oauth-setup.html */
export const CLIENT_KINDS = ["client-based", "server-based", "self-client"] as const
export type ClientKind = (typeof CLIENT_KINDS)[number]
