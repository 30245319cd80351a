import { zohoHosts, type Sandbox } from "../../sandbox"

/**
 * Hosts that the browsers ask for on their own account, whatever is installed in them. Anything else that
 * is not Zoho's counts against the extension.
 */
const browserOwn: readonly RegExp[] = [
  // Chromium's check for updates of itself and of extensions; no switch turns it off altogether.
  /^update\.googleapis\.com$/,
  // Chromium's registration for push messages, since 150 at each start; no switch turns it off either.
  /^android\.clients\.google\.com$/,
  // Chromium asks which Google accounts are signed in when a web auth flow opens.
  /^accounts\.google\.com$/,
  // The redirect addresses of launchWebAuthFlow: a browser may begin to connect before it intercepts them.
  /^[a-p]{32}\.chromiumapp\.org$/,
  /^[0-9a-f]{40}\.extensions\.allizom\.org$/,
]

/** Hosts that pages or the extension asked for and that are not on the allow-list. */
export function strayHosts(sandbox: Sandbox): string[] {
  const allowed = new Set(zohoHosts)
  return sandbox
    .contactedHosts()
    .filter((host) => !allowed.has(host) && !browserOwn.some((own) => own.test(host)))
}
