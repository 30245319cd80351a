/** Connects an org with any of the three kinds of client, as the options page guides the user. */
import { expect } from "vitest"
import type { Call, Client, Sandbox, SeededOrg } from "../../sandbox"
import { patience, type BrowserUnderTest, type Tab } from "./driver"
import { consentPage, redirectUrl, setInStore } from "./flows"

export type Kind = "client-based" | "server-based" | "self-client" | "public"

const RADIOS: Readonly<Record<Kind, string>> = {
  "client-based": "Client-based (no secret)",
  "server-based": "Server-based (stays signed in)",
  "self-client": "Self client (paste a code)",
  public: "Mobile client (experiment)",
}

/** Zoho's name for each kind. */
const TYPES = {
  ...({ "client-based": "client-based", "server-based": "server-based" } as const),
  ...({ "self-client": "self", public: "mobile" } as const),
}

async function openAdvanced(options: Tab): Promise<void> {
  const advanced = options.getByRole("button", { name: "Advanced" })
  await advanced.waitFor()
  if ((await advanced.attribute("aria-expanded")) === "false") await advanced.click()
}

/** Registers a client of that kind at the sandbox, with the addresses that the options page shows. */
export async function registerAs(sandbox: Sandbox, options: Tab, kind: Kind): Promise<Client> {
  await openAdvanced(options)
  // A client that was disconnected before is filled in, whatever its kind.
  await options.getByRole("radio", { name: RADIOS["client-based"] }).click()
  const redirect = await redirectUrl(options)
  return sandbox.zoho.registerClient({
    type: TYPES[kind],
    redirectUris: [redirect],
    javascriptDomains: [new URL(redirect).origin],
  })
}

/** Fills in the form for the org and presses Connect; for the kinds with a window, Zoho's opens next. */
export async function askToConnectAs(
  options: Tab,
  sandbox: Sandbox,
  org: SeededOrg,
  kind: Kind,
  client: Client,
): Promise<void> {
  await options.getByRole("combobox", { name: "Data center" }).selectOption(org.dataCenter)
  await openAdvanced(options)
  await options.getByRole("combobox", { name: "Environment" }).selectOption(org.environment)
  await options.getByRole("radio", { name: RADIOS[kind] }).click()
  await options.getByRole("textbox", { name: "Client ID" }).fill(client.clientId)
  if (kind === "server-based" || kind === "self-client")
    await options.getByRole("textbox", { name: "Client secret" }).fill(client.clientSecret)
  if (kind === "self-client") {
    const paste = options.getByRole("button", { name: "Paste a code instead" })
    if ((await paste.attribute("aria-expanded")) === "false") await paste.click()
    const scopes = (await options.getByRole("textbox", { name: "Scope" }).value()).split(",")
    const code = sandbox.zoho.issueSelfClientCode({ zgid: org.zgid, clientId: client.clientId, scopes })
    await options.getByRole("textbox", { name: "Grant code" }).fill(code)
  }
  await options.getByRole("button", { name: "Connect" }).click()
}

/** Allows what Zoho's window requests for that org. */
export async function acceptFor(browser: BrowserUnderTest, org: SeededOrg): Promise<void> {
  const consent = await consentPage(browser)
  const choice = consent.getByRole("combobox", { name: "Organization" })
  if ((await choice.count()) > 0) await choice.selectOption(org.zgid)
  await consent.getByRole("button", { name: "Accept" }).click()
}

/** Connects the org with a new client of that kind, and removes the countdown before jobs. */
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

/** Presses Disconnect, and confirms. */
export async function askToDisconnect(options: Tab, { name }: SeededOrg): Promise<void> {
  await options.getByRole("button", { name: "Disconnect" }).click()
  const dialog = options.getByRole("alertdialog", { name: `Disconnect ${name}?` })
  await dialog.getByRole("button", { name: "Disconnect" }).click()
}

/** Disconnects the only org, and checks that nothing of its sign-in is left here or at Zoho. */
export async function disconnect(
  browser: BrowserUnderTest,
  { zoho }: Sandbox,
  org: SeededOrg,
  { clientId }: Client,
): Promise<void> {
  const options = await browser.openExtensionPage("options.html")
  await askToDisconnect(options, org)
  await options.getByRole("status", { name: "Not connected" }).waitFor()
  await expect
    .poll(() => [...zoho.refreshTokens(clientId), ...zoho.accessTokens(clientId)], { timeout: patience })
    .toEqual([])
  expect(await tokensKept(options)).toEqual({})
  await options.close()
}

/** The content of the access token storage. */
export function tokensKept(ours: Tab): Promise<unknown> {
  return ours.evaluate(() => {
    interface Api {
      readonly storage: { readonly session: { get(): Promise<Record<string, unknown>> } }
    }
    const globals = globalThis as unknown as Partial<Record<"browser" | "chrome", Api>>
    return (globals.browser ?? globals.chrome)?.storage.session.get()
  })
}

/** The calls for a token with that kind of grant. */
export function tokenCalls({ log }: Sandbox, grant: string): Call[] {
  return log
    .find({ method: "POST", path: "/oauth/v2/token" })
    .filter(({ body }) => new URLSearchParams(body).get("grant_type") === grant)
}
