/** Connecting an org by any of the three kinds of client, as the options page leads through it. */
import type { Client, Sandbox, SeededOrg } from "../../sandbox"
import type { BrowserUnderTest, Tab } from "./driver"
import { consentPage, redirectUrl, setInStore } from "./flows"

export type Kind = "client-based" | "server-based" | "self-client"

const RADIOS: Readonly<Record<Kind, string>> = {
  "client-based": "Client-based (no secret)",
  "server-based": "Server-based (stays signed in)",
  "self-client": "Self client (paste a code)",
}

/** Registers a client of that kind at the sandbox, with the addresses that the options page shows. */
export async function registerAs(sandbox: Sandbox, options: Tab, kind: Kind): Promise<Client> {
  await options.getByRole("radio", { name: RADIOS["client-based"] }).click()
  const redirect = await redirectUrl(options)
  return sandbox.zoho.registerClient({
    type: kind === "self-client" ? "self" : kind,
    redirectUris: [redirect],
    javascriptDomains: [new URL(redirect).origin],
  })
}

/** Fills in the form for the org and presses Connect; for the kinds with a window, Zoho's comes next. */
export async function askToConnectAs(
  options: Tab,
  sandbox: Sandbox,
  org: SeededOrg,
  kind: Kind,
  client: Client,
): Promise<void> {
  await options.getByRole("combobox", { name: "Data centre" }).selectOption(org.dataCentre)
  await options.getByRole("combobox", { name: "Environment" }).selectOption(org.environment)
  await options.getByRole("radio", { name: RADIOS[kind] }).click()
  await options.getByRole("textbox", { name: "Client ID" }).fill(client.clientId)
  if (kind !== "client-based")
    await options.getByRole("textbox", { name: "Client secret" }).fill(client.clientSecret)
  if (kind === "self-client") {
    const scopes = (await options.getByRole("textbox", { name: "Scope" }).value()).split(",")
    const code = sandbox.zoho.issueSelfClientCode({ zgid: org.zgid, clientId: client.clientId, scopes })
    await options.getByRole("textbox", { name: "Grant code" }).fill(code)
  }
  await options.getByRole("button", { name: "Connect" }).click()
}

/** Allows what Zoho's window asks, for that org. */
export async function acceptFor(browser: BrowserUnderTest, org: SeededOrg): Promise<void> {
  const consent = await consentPage(browser)
  const choice = consent.getByRole("combobox", { name: "Organization" })
  if ((await choice.count()) > 0) await choice.selectOption(org.zgid)
  await consent.getByRole("button", { name: "Accept" }).click()
}

/** Connects the org by a client of that kind, made for the occasion, and takes the wait before jobs off. */
export async function connectAs(
  browser: BrowserUnderTest,
  sandbox: Sandbox,
  org: SeededOrg,
  kind: Kind,
): Promise<Client> {
  const options = await browser.openExtensionPage("options.html")
  const client = await registerAs(sandbox, options, kind)
  await askToConnectAs(options, sandbox, org, kind, client)
  if (kind !== "self-client") await acceptFor(browser, org)
  await options.getByRole("status", { name: `Connected to ${org.name}` }).waitFor()
  await setInStore(options, { graceSeconds: 0 })
  await options.close()
  return client
}
