/** Sign-ins that return what an attacker has inserted: each is refused, and nothing of it is kept. */
import { afterEach, beforeAll, describe, expect, it } from "vitest"
import type { Sandbox, SeededOrg } from "../sandbox"
import { patience, type BrowserUnderTest } from "./support/driver"
import { consentPage } from "./support/flows"
import { acceptFor, askToConnectAs, registerAs, tokenCalls, tokensKept, type Kind } from "./support/grants"
import { strayHosts } from "./support/hosts"
import { chromiumUnlessRelease } from "./support/launch"
import { stage } from "./support/stage"

describe.each(chromiumUnlessRelease)("a sign-in under attack, in %s:", (name) => {
  let sandbox: Sandbox
  let org: SeededOrg
  let browser: BrowserUnderTest

  beforeAll(async () => {
    ;({ sandbox, browser } = await stage(name))
    org = sandbox.zoho.seedOrg({ name: "Acme GmbH", dataCenter: "eu", tagsPerModule: { Accounts: 3 } })
  })

  afterEach(() => {
    sandbox.zoho.faults.clear()
    sandbox.log.clear()
  })

  /** Where Zoho would have redirected the window, with an attacker's changes. */
  async function redirectWith(change: (answer: URLSearchParams) => void, kind: Kind): Promise<void> {
    const consent = await consentPage(browser)
    const asked = new URL(await consent.url()).searchParams
    const answer = new URLSearchParams({ location: "eu", state: asked.get("state") ?? "" })
    if (kind === "server-based") answer.set("code", "1000.abc.def")
    else answer.set("access_token", "1000.abc.def")
    change(answer)
    const location = `${asked.get("redirect_uri")}${kind === "server-based" ? "?" : "#"}${answer}`
    sandbox.zoho.faults.add({
      match: { path: "/oauth/v2/auth/decision" },
      fault: { status: 302, body: "", headers: { location } },
    })
    await consent.getByRole("button", { name: "Accept" }).click()
  }

  const evil = "accounts.zoho.eu.elsewhere.example"

  it.each<[what: string, kind: Kind, change: (answer: URLSearchParams) => void]>([
    ["accounts server", "server-based", (answer) => answer.set("accounts-server", `https://${evil}`)],
    ["location", "server-based", (answer) => answer.set("location", "xx")],
    ["accounts server", "client-based", (answer) => answer.set("accounts-server", `https://${evil}`)],
    ["API server", "client-based", (answer) => answer.set("api_domain", `https://www.zohoapis.eu.${evil}`)],
    ["state", "server-based", (answer) => answer.set("state", "theirs")],
  ])("a redirect with a foreign %s is refused: %s", async (what, kind, change) => {
    const options = await browser.openExtensionPage("options.html")
    const client = await registerAs(sandbox, options, kind)
    await askToConnectAs(options, sandbox, org, kind, client)
    await redirectWith(change, kind)
    const message = what === "state" ? /The sign-in failed/ : /a server that isn’t Zoho’s/
    await expect.poll(() => options.getByRole("alert").text(), { timeout: patience }).toMatch(message)
    expect(await options.getByRole("status", { name: "Not connected" }).count()).toBe(1)
    expect(tokenCalls(sandbox, "authorization_code")).toEqual([])
    expect(sandbox.log.find({ host: /zohoapis/ })).toEqual([])
    expect(strayHosts(sandbox)).toEqual([])
    expect(await tokensKept(options)).toEqual({})
    await options.close()
  })

  it("a token answer with a foreign api_domain is refused", async () => {
    const options = await browser.openExtensionPage("options.html")
    const client = await registerAs(sandbox, options, "server-based")
    await askToConnectAs(options, sandbox, org, "server-based", client)
    const body = {
      access_token: "1000.abc.def",
      expires_in: 3600,
      api_domain: `https://www.zohoapis.eu.${evil}`,
    }
    sandbox.zoho.faults.add({ match: { path: "/oauth/v2/token" }, fault: { status: 200, body } })
    await acceptFor(browser, org)
    await options.getByRole("alert").waitFor()
    expect(await options.getByRole("alert").text()).toMatch(/a server that isn’t Zoho’s/)
    expect(await options.getByRole("status", { name: "Not connected" }).count()).toBe(1)
    expect(sandbox.log.find({ host: /zohoapis/ })).toEqual([])
    expect(strayHosts(sandbox)).toEqual([])
    await options.close()
  })
})
