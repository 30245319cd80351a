/** Every way of signing in, from the options page to deleted tags and away again; and sign-ins that are attacks. */
import { afterEach, beforeAll, describe, expect, it } from "vitest"
import type { Call, Client, Sandbox, SeededOrg } from "../sandbox"
import { jobPatience, patience, type BrowserUnderTest, type Locator, type Tab } from "./support/driver"
import { Confirmation, consentPage, TagPage } from "./support/flows"
import { acceptFor, askToConnectAs, connectAs, registerAs, type Kind } from "./support/grants"
import { strayHosts } from "./support/hosts"
import { browsers } from "./support/launch"
import { everythingOnDisk, everythingIn, usedTokens } from "./support/secrets"
import { stage } from "./support/stage"

const modules = { "client-based": "Leads", "server-based": "Deals" } as const

describe.each(browsers)("signing in, in %s:", (name) => {
  let sandbox: Sandbox
  let org: SeededOrg
  let browser: BrowserUnderTest

  beforeAll(async () => {
    ;({ sandbox, browser } = await stage(name))
    const tagsPerModule = { Leads: 405, Deals: 405, Contacts: 5, Accounts: 3 }
    org = sandbox.zoho.seedOrg({ name: "Acme GmbH", dataCentre: "eu", tagsPerModule })
    sandbox.zoho.setLayout("C")
  })

  afterEach(() => {
    sandbox.zoho.faults.clear()
    sandbox.log.clear()
  })

  const tokenCalls = (grant: string): Call[] =>
    sandbox.log
      .find({ method: "POST", path: "/oauth/v2/token" })
      .filter(({ body }) => new URLSearchParams(body).get("grant_type") === grant)
  const renewals = (kind: Kind): number =>
    kind === "client-based"
      ? sandbox.log.find({ path: "/oauth/v2/auth/refresh" }).length
      : tokenCalls("refresh_token").length

  /** Presses Disconnect, and answers the question with yes. */
  async function askToDisconnect(options: Tab): Promise<void> {
    await options.getByRole("button", { name: "Disconnect" }).click()
    const dialog = options.getByRole("alertdialog", { name: "Disconnect Acme GmbH?" })
    await dialog.getByRole("button", { name: "Disconnect" }).click()
  }

  async function disconnect(client: Client): Promise<void> {
    const options = await browser.openExtensionPage("options.html")
    await askToDisconnect(options)
    await options.getByRole("status", { name: "Not connected" }).waitFor()
    await expect
      .poll(() => [
        ...sandbox.zoho.refreshTokens(client.clientId),
        ...sandbox.zoho.accessTokens(client.clientId),
      ])
      .toEqual([])
    expect(await stored(options)).toEqual({})
    await options.close()
  }

  /** What is left in the store of access tokens. */
  const stored = (ours: Tab): Promise<unknown> =>
    ours.evaluate(() => {
      interface Api {
        readonly storage: { readonly session: { get(): Promise<Record<string, unknown>> } }
      }
      const globals = globalThis as unknown as Partial<Record<"browser" | "chrome", Api>>
      return (globals.browser ?? globals.chrome)?.storage.session.get()
    })

  /** The code grant goes with a state, and with PKCE beside the secret. */
  function askedWithPkce(): void {
    // The options page has looked at the client before, without a person.
    const authorize = sandbox.log.find({ path: "/oauth/v2/auth" }).at(-1)
    expect(authorize?.query).toMatchObject({
      state: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge_method: "S256",
      access_type: "offline",
    })
    const [exchange] = tokenCalls("authorization_code")
    expect(new URLSearchParams(exchange?.body).get("code_verifier")).toMatch(/^[\w-]{43}$/)
  }

  /** No secret is anywhere but in the memory of the extension, or sealed. */
  async function nothingLeaks(page: TagPage, client: Client): Promise<void> {
    const ours = await browser.openExtensionPage("options.html")
    await ours.getByRole("status", { name: "Connected to Acme GmbH" }).waitFor()
    const alive = sandbox.zoho.refreshTokens(client.clientId)
    const secrets = [...usedTokens(sandbox), client.clientSecret, ...alive]
    const seen = [await everythingIn(page.tab), await everythingIn(ours), await everythingOnDisk(ours)]
    for (const secret of secrets) for (const text of seen) expect(text).not.toContain(secret)
    await ours.close()
  }

  it("self-client, tags deleted, and disconnected with all of it revoked", async () => {
    const client = await connectAs(browser, sandbox, org, "self-client")
    const page = await TagPage.open(browser, org.tagPageUrl("Contacts"))
    const tags = sandbox.zoho.tags(org.zgid, "Contacts").map((tag) => tag.name)
    for (const tag of tags.slice(0, 2)) await page.tick(tag)
    await page.selected(2, tags.length)
    await page.deleteButton.click()
    await page.confirmation(2, "Contacts").agree()
    await page.result("2 deleted").waitFor({ timeout: jobPatience })
    expect(sandbox.zoho.tags(org.zgid, "Contacts").map((tag) => tag.name)).toEqual(tags.slice(2))
    await nothingLeaks(page, client)
    await page.tab.close()
    await disconnect(client)
  })

  it.each(["client-based", "server-based"] as const)(
    "%s: a job goes on through two expiries, one renewal each however many ask, and all is revoked in the end",
    async (kind) => {
      const module = modules[kind]
      const client = await connectAs(browser, sandbox, org, kind)
      if (kind === "server-based") askedWithPkce()
      sandbox.zoho.setJobLength(1500)
      const page = await TagPage.open(browser, org.tagPageUrl(module))
      await page.selectAll.click()
      const count = sandbox.zoho.tags(org.zgid, module).length
      await page.selected(count, count)
      await page.deleteButton.click()
      await page.confirmation(count, module).agree()
      for (const expiries of [1, 2]) {
        await expect
          .poll(() => sandbox.log.massDeletePosts().filter(({ accepted }) => accepted).length, {
            timeout: jobPatience,
          })
          .toBeGreaterThanOrEqual(expiries)
        sandbox.zoho.expireTokens()
        // Others want a token at the same moment as the job does.
        const others = await Promise.all([
          browser.open(org.tagPageUrl("Accounts")),
          browser.openExtensionPage("tabs/tags.html"),
        ])
        await others[0].bringToFront()
        await new TagPage(others[0], browser).selected(0, 3)
        await expect.poll(() => renewals(kind), { timeout: patience }).toBe(expiries)
        for (const tab of others) await tab.close()
      }
      await page.result(`${count} deleted`).waitFor({ timeout: jobPatience })
      expect(sandbox.zoho.tags(org.zgid, module)).toEqual([])
      const accepted = sandbox.log.massDeletePosts().filter((call) => call.accepted)
      expect(accepted.filter(({ status }) => status === 202)).toHaveLength(3)
      expect(renewals(kind)).toBe(2)
      sandbox.zoho.setJobLength(300)
      await nothingLeaks(page, client)
      await page.tab.close()
      await disconnect(client)
    },
  )

  /** Asks in the manager to delete the first tag of Accounts, as far as the question. */
  async function askInManager(): Promise<[Tab, Locator]> {
    const manager = await browser.openExtensionPage("tabs/tags.html")
    await manager
      .getByRole("button", { name: /^Accounts/ })
      .first()
      .click()
    const [tag] = sandbox.zoho.tags(org.zgid, "Accounts")
    await manager.getByRole("checkbox", { name: `Select tag ${tag?.name}` }).click()
    await manager.getByRole("button", { name: "Delete selected tags" }).click()
    const { dialog } = new Confirmation(manager, 1, "Accounts")
    return [manager, dialog]
  }
  const keepsRecords = (dialog: Locator): Locator =>
    dialog.getByRole("checkbox", { name: "Back up which records have these tags" })

  it("a right that a feature needs is asked for at its first use, refused, given, and asked for no more", async () => {
    const client = await connectAs(browser, sandbox, org, "server-based")
    const held = sandbox.log.find({ path: "/oauth/v2/auth" })[0]?.query["scope"]?.split(",") ?? []
    expect(held.filter((scope) => /ALL$|coql|modules\.READ$/.test(scope))).toEqual([
      "ZohoCRM.settings.modules.READ",
    ])
    const [manager, dialog] = await askInManager()
    await keepsRecords(dialog).click()
    const consent = await consentPage(browser)
    const wanted = new URL(await consent.url()).searchParams.get("scope")?.split(",")
    expect(wanted?.toSorted()).toEqual([...held, "ZohoCRM.modules.READ", "ZohoCRM.coql.READ"].toSorted())
    await consent.getByRole("button", { name: "Reject" }).click()
    await dialog.getByText("Access was not allowed on Zoho’s page.").waitFor()
    expect(await keepsRecords(dialog).checked()).toBe(false)
    expect(sandbox.zoho.refreshTokens(client.clientId)).toHaveLength(1)

    await keepsRecords(dialog).click()
    await acceptFor(browser, org)
    await dialog.getByText(/names, colors and records\./).waitFor()
    expect(await keepsRecords(dialog).checked()).toBe(true)
    sandbox.log.clear()
    await keepsRecords(dialog).click()
    await keepsRecords(dialog).click()
    await dialog.getByText(/names, colors and records\./).waitFor()
    expect(sandbox.log.find({ path: "/oauth/v2/auth" })).toEqual([])
    await dialog.getByRole("button", { name: "Cancel" }).click()
    await manager.close()
    await disconnect(client)
  })

  it("a right is given to a self client by a new code, whose scope the options show", async () => {
    const client = await connectAs(browser, sandbox, org, "self-client")
    const [manager, dialog] = await askInManager()
    await keepsRecords(dialog).click()
    await dialog.getByText(/signed in with a code that only you can make/).waitFor()
    const options = await browser.openExtensionPage("options.html")
    const scopes = (await options.getByRole("textbox", { name: "Scope for the new code" }).value()).split(",")
    const code = sandbox.zoho.issueSelfClientCode({ zgid: org.zgid, clientId: client.clientId, scopes })
    await options.getByRole("textbox", { name: "New grant code" }).fill(code)
    await options.getByRole("button", { name: "Sign in to Zoho" }).click()
    await options.getByRole("textbox", { name: "New grant code" }).waitFor({ state: "hidden" })
    await options.close()
    await manager.bringToFront()
    await keepsRecords(dialog).click()
    await dialog.getByText(/names, colors and records\./).waitFor()
    expect(sandbox.zoho.tags(org.zgid, "Accounts")).toHaveLength(3)
    await dialog.getByRole("button", { name: "Cancel" }).click()
    await manager.close()
    await disconnect(client)
  })

  /** Where Zoho would have sent the window, with what an attacker puts into it. */
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
    const told = what === "state" ? /does not belong to the sign-in/ : /not one of Zoho/
    await expect.poll(() => options.getByRole("alert").text(), { timeout: patience }).toMatch(told)
    expect(await options.getByRole("status", { name: "Not connected" }).count()).toBe(1)
    expect(tokenCalls("authorization_code")).toEqual([])
    expect(sandbox.log.find({ host: /zohoapis/ })).toEqual([])
    expect(strayHosts(sandbox)).toEqual([])
    expect(await stored(options)).toEqual({})
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
    expect(await options.getByRole("alert").text()).toMatch(/not one of Zoho/)
    expect(await options.getByRole("status", { name: "Not connected" }).count()).toBe(1)
    expect(sandbox.log.find({ host: /zohoapis/ })).toEqual([])
    expect(strayHosts(sandbox)).toEqual([])
    await options.close()
  })

  it("disconnecting while Zoho cannot be reached wipes all, and says what is left to do", async () => {
    const client = await connectAs(browser, sandbox, org, "server-based")
    const options = await browser.openExtensionPage("options.html")
    await options.getByRole("status", { name: "Connected to Acme GmbH" }).waitFor()
    sandbox.zoho.faults.add({ match: { host: /^accounts/, count: Infinity }, fault: "drop-before" })
    await askToDisconnect(options)
    await options.getByText(/Acme GmbH is disconnected .* but Zoho could not be told/).waitFor()
    await options.getByRole("status", { name: "Not connected" }).waitFor()
    expect(await stored(options)).toEqual({})
    expect(await everythingOnDisk(options)).not.toContain(client.clientSecret)
    await options.close()
  })

  it("disconnecting asks first, and keeps the client ID for connecting again", async () => {
    const client = await connectAs(browser, sandbox, org, "client-based")
    const options = await browser.openExtensionPage("options.html")
    await options.getByRole("button", { name: "Disconnect" }).click()
    const dialog = options.getByRole("alertdialog", { name: "Disconnect Acme GmbH?" })
    expect(await dialog.getByRole("button", { name: "Cancel" }).isFocused()).toBe(true)
    await dialog.getByRole("button", { name: "Cancel" }).press("Enter")
    await dialog.waitFor({ state: "hidden" })
    expect(await options.getByRole("status", { name: "Connected to Acme GmbH" }).count()).toBe(1)
    expect(sandbox.zoho.accessTokens(client.clientId)).toHaveLength(1)

    await askToDisconnect(options)
    await options.getByText(/^Acme GmbH is disconnected/).waitFor()
    expect(await options.getByRole("textbox", { name: "Client ID" }).value()).toBe(client.clientId)
    await options.close()
    const later = await browser.openExtensionPage("options.html")
    expect(await later.getByRole("textbox", { name: "Client ID" }).value()).toBe(client.clientId)
    await later.getByRole("button", { name: "Connect" }).click()
    await acceptFor(browser, org)
    await later.getByRole("status", { name: "Connected to Acme GmbH" }).waitFor()
    await later.close()
    await disconnect(client)
  })
})
