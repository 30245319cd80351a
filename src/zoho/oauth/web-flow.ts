import { fault } from "../errors/fault"
import type { ZohoResult } from "../errors/fault"
import type { GrantPorts, SignInRequest } from "./grant"

/**
 * An address of the accounts server for a sign-in.
 * https://www.zoho.com/accounts/protocol/oauth/js-apps/access-token.html, …/web-apps/authorization.html
 */
export function authoriseUrl(
  path: "/oauth/v2/auth" | "/oauth/v2/auth/refresh",
  request: SignInRequest,
  more: Readonly<Record<string, string>>,
): string {
  const url = new URL(path, request.dataCentre.accountsOrigin)
  url.search = new URLSearchParams({
    client_id: request.clientId,
    scope: request.scopes.join(","),
    redirect_uri: request.redirectUri,
    ...more,
  }).toString()
  return url.href
}

/** Run the browser's sign-in window (or, not interactive, the same without a window); gives the address redirected to. */
export async function runWebFlow(
  ports: GrantPorts,
  details: { url: string; interactive: boolean },
): Promise<ZohoResult<string>> {
  try {
    const redirected = await ports.launchWebAuthFlow(details)
    if (redirected !== undefined && redirected !== "") return { ok: true, value: redirected }
  } catch (error) {
    // Browsers tell causes apart by their English message only; Chromium's for a page that did not load:
    // https://source.chromium.org/chromium/chromium/src/+/main:chrome/browser/extensions/api/identity/identity_constants.cc
    if (error instanceof Error && /could not be loaded/i.test(error.message)) {
      return { ok: false, fault: fault(details.interactive ? "sign-in-page-failed" : "sign-in-needed") }
    }
  }
  return { ok: false, fault: fault(details.interactive ? "sign-in-cancelled" : "sign-in-needed") }
}
