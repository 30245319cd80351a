import { zohoHosts, type Sandbox } from "../../sandbox"

/**
 * Hosts that browsers contact on their own, whatever is installed. Anything else that is not Zoho's counts against
 * the extension.
 */
const browserOwn: readonly RegExp[] = [
  // Chromium's check for updates of itself and of extensions. No switch turns it off completely.
  /^update\.googleapis\.com$/,
  // Chromium's registration for push messages, at each start since 150. No switch turns it off either.
  /^android\.clients\.google\.com$/,
  // Chromium asks which Google accounts are signed in when a web auth flow opens.
  /^accounts\.google\.com$/,
  // The redirect addresses of launchWebAuthFlow: a browser may begin to connect before it intercepts them.
  /^[a-p]{32}\.chromiumapp\.org$/,
  /^[0-9a-f]{40}\.extensions\.allizom\.org$/,
]

/** Hosts that pages or the extension contacted and that are not on the allow-list. */
export function strayHosts(sandbox: Sandbox): string[] {
  const allowed = new Set(zohoHosts)
  return sandbox
    .contactedHosts()
    .filter((host) => !allowed.has(host) && !browserOwn.some((own) => own.test(host)))
}
