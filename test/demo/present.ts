/** The demo for a user with a display. */
import { redirectUrl, registerClient } from "../e2e/support/flows"
import type { BrowserUnderTest } from "../e2e/support/driver"
import type { Sandbox, SeededOrg } from "../sandbox"

/** Opens the pages, prints instructions, and waits until the browser is closed or Ctrl+C is pressed. */
export async function present(browser: BrowserUnderTest, sandbox: Sandbox, org: SeededOrg): Promise<void> {
  await browser.open(org.tagPageUrl("Leads"))
  // The extension opens it automatically after installation.
  const options = await browser.waitForTab((url) => url === `${browser.extensionOrigin}/options.html`)
  await options.bringToFront()
  const client = await registerClient(sandbox, options)
  const redirect = await redirectUrl(options)
  const count = org.modules["Leads"]?.tags.length ?? 0
  console.log(`
Tagsweep is loaded, and a simulated Zoho answers at Zoho's own addresses. Nothing leaves this machine.
A client-based client is registered for ${redirect}

  1. Options page: paste the Client ID  ${client.clientId}
     click Connect, allow the three hosts, then click Accept in Zoho's window.
  2. Tag page of ${org.name}'s Leads (${count} tags): select some, click "Delete selected tags", confirm.
  3. Watch the bar, or click Tagsweep's icon for the popup.

Close the browser or press Ctrl+C to stop.
`)
  const interrupted = new Promise<void>((resolve) => process.once("SIGINT", () => resolve()))
  await Promise.race([browser.closed(), interrupted])
}
