/** Every way to sign in, from the options page to deleted tags and a disconnect that revokes everything. */
import { afterEach, beforeAll, describe, expect, it } from "vitest"
import type { Client, Sandbox, SeededOrg } from "../sandbox"
import { jobPatience, patience, type BrowserUnderTest } from "./support/driver"
import { TagPage } from "./support/flows"
import {
  acceptFor,
  askToConnectAs,
  askToDisconnect,
  connectAs,
  disconnect,
  tokenCalls,
  tokensKept,
  registerAs,
  type Kind,
} from "./support/grants"
import { browsers, forRelease, whereTested } from "./support/launch"
import { everythingOnDisk, everythingIn, usedTokens } from "./support/secrets"
import { stage } from "./support/stage"

const modules = { "client-based": "Leads", "server-based": "Deals" } as const
const kinds = ["client-based", "server-based"] as const

describe.each(browsers)("signing in, in %s:", (name) => {
  const itHere = it.each(whereTested(name))
  let sandbox: Sandbox
  let org: SeededOrg
  let browser: BrowserUnderTest

  beforeAll(async () => {
    ;({ sandbox, browser } = await stage(name))
    const tagsPerModule = { Leads: 405, Deals: 405, Contacts: 5, Accounts: 3 }
    org = sandbox.zoho.seedOrg({ name: "Acme GmbH", dataCenter: "eu", tagsPerModule })
    sandbox.zoho.setLayout("C")
  })

  afterEach(() => {
    sandbox.zoho.faults.clear()
    sandbox.log.clear()
  })

  const renewals = (kind: Kind): number =>
    kind === "client-based"
      ? sandbox.log.find({ path: "/oauth/v2/auth/refresh" }).length
      : tokenCalls(sandbox, "refresh_token").length

  /** The code grant uses a state, and PKCE in addition to the secret. */
  function askedWithPkce(): void {
    // The options page has checked the client before, without the user.
    const authorize = sandbox.log.find({ path: "/oauth/v2/auth" }).at(-1)
    expect(authorize?.query).toMatchObject({
      state: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge_method: "S256",
      access_type: "offline",
    })
    const [exchange] = tokenCalls(sandbox, "authorization_code")
    expect(new URLSearchParams(exchange?.body).get("code_verifier")).toMatch(/^[\w-]{43}$/)
  }

  /** Secrets exist only in the extension's memory or encrypted. */
  async function expectNoLeaks(page: TagPage, client: Client): Promise<void> {
    const ours = await browser.openExtensionPage("options.html")
    await ours.getByRole("status", { name: "Connected to Acme GmbH" }).waitFor()
    const alive = sandbox.zoho.refreshTokens(client.clientId)
    const secrets = [...usedTokens(sandbox), client.clientSecret, ...alive]
    const seen = [await everythingIn(page.tab), await everythingIn(ours), await everythingOnDisk(ours)]
    for (const secret of secrets) for (const text of seen) expect(text).not.toContain(secret)
    await ours.close()
  }

  itHere("a self client deletes tags, and disconnecting revokes everything", async () => {
    const client = await connectAs(browser, sandbox, org, "self-client")
    const page = await TagPage.open(browser, org.tagPageUrl("Contacts"))
    const tags = sandbox.zoho.tags(org.zgid, "Contacts").map((tag) => tag.name)
    for (const tag of tags.slice(0, 2)) await page.tick(tag)
    await page.selected(2, tags.length)
    await page.deleteButton.click()
    await page.confirmation(2, "Contacts").agree()
    await page.result("2 deleted").waitFor({ timeout: jobPatience })
    expect(sandbox.zoho.tags(org.zgid, "Contacts").map((tag) => tag.name)).toEqual(tags.slice(2))
    await expectNoLeaks(page, client)
    await page.tab.close()
    await disconnect(browser, sandbox, org, client)
  })

  itHere("a self client without a code signs in by the org's ID, even after an expiry", async () => {
    const options = await browser.openExtensionPage("options.html")
    const client = await registerAs(sandbox, options, "self-client")
    await options.getByRole("combobox", { name: "Data center" }).selectOption("eu")
    await options.getByRole("radio", { name: "Self client (paste a code)" }).click()
    await options.getByRole("textbox", { name: "Client ID" }).fill(client.clientId)
    await options.getByRole("textbox", { name: "Client secret" }).fill(client.clientSecret)
    await options.getByRole("textbox", { name: "Organization ID" }).fill(org.zgid)
    await options.getByRole("button", { name: "Connect" }).click()
    await options.getByRole("status", { name: "Connected to Acme GmbH" }).waitFor()
    await options.close()
    sandbox.zoho.expireTokens()
    const page = await TagPage.open(browser, org.tagPageUrl("Accounts"))
    await page.selected(0, 3)
    expect(tokenCalls(sandbox, "client_credentials")).toHaveLength(2)
    await page.tab.close()
    await disconnect(browser, sandbox, org, client)
  })

  itHere(
    "a mobile client without a secret is refused with a plain message, or signed in if Zoho allows it",
    async () => {
      const options = await browser.openExtensionPage("options.html")
      const client = await registerAs(sandbox, options, "public")
      await askToConnectAs(options, sandbox, org, "public", client)
      await acceptFor(browser, org)
      await options.getByRole("alert").getByText("Zoho wants a client secret for this client.").waitFor()
      expect(sandbox.zoho.refreshTokens(client.clientId)).toEqual([])

      sandbox.zoho.setReadings({ secretWithPkce: "optional" })
      await options.getByRole("button", { name: "Connect" }).click()
      await acceptFor(browser, org)
      await options.getByRole("status", { name: "Connected to Acme GmbH" }).waitFor()
      await options.close()
      sandbox.zoho.expireTokens()
      const page = await TagPage.open(browser, org.tagPageUrl("Accounts"))
      await page.selected(0, 3)
      await page.tab.close()
      sandbox.zoho.setReadings({ secretWithPkce: "required" })
      await disconnect(browser, sandbox, org, client)
    },
  )

  it.each(kinds.filter((kind) => kind === "client-based" || forRelease(name).length > 0))(
    "%s: a job continues through two expiries with one renewal each, and everything is revoked in the end",
    async (kind) => {
      const module = modules[kind]
      const client = await connectAs(browser, sandbox, org, kind)
      if (kind === "server-based") askedWithPkce()
      sandbox.zoho.setJobLength(800)
      const page = await TagPage.open(browser, org.tagPageUrl(module))
      const count = sandbox.zoho.tags(org.zgid, module).length
      await page.selectModule(count)
      await page.deleteButton.click()
      await page.confirmation(count, module).agree()
      for (const expiries of [1, 2]) {
        await expect
          .poll(() => sandbox.log.massDeletePosts().filter(({ accepted }) => accepted).length, {
            timeout: jobPatience,
          })
          .toBeGreaterThanOrEqual(expiries)
        sandbox.zoho.expireTokens()
        // Others request a token at the same time as the job.
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
      await expectNoLeaks(page, client)
      await page.tab.close()
      await disconnect(browser, sandbox, org, client)
    },
  )

  itHere(
    "disconnecting while Zoho is unreachable wipes everything, and says what remains to be done",
    async () => {
      const client = await connectAs(browser, sandbox, org, "server-based")
      const options = await browser.openExtensionPage("options.html")
      await options.getByRole("status", { name: "Connected to Acme GmbH" }).waitFor()
      sandbox.zoho.faults.add({ match: { host: /^accounts/, count: Infinity }, fault: "drop-before" })
      await askToDisconnect(options, org)
      await options.getByText(/Acme GmbH is disconnected, but Zoho couldn’t be told/).waitFor()
      await options.getByRole("status", { name: "Not connected" }).waitFor()
      expect(await tokensKept(options)).toEqual({})
      expect(await everythingOnDisk(options)).not.toContain(client.clientSecret)
      await options.close()
    },
  )

  itHere("disconnecting asks first, and keeps the client ID for connecting again", async () => {
    const client = await connectAs(browser, sandbox, org, "client-based")
    const options = await browser.openExtensionPage("options.html")
    await options.getByRole("button", { name: "Disconnect" }).click()
    const dialog = options.getByRole("alertdialog", { name: "Disconnect Acme GmbH?" })
    expect(await dialog.getByRole("button", { name: "Cancel" }).isFocused()).toBe(true)
    await dialog.getByRole("button", { name: "Cancel" }).press("Enter")
    await dialog.waitFor({ state: "hidden" })
    expect(await options.getByRole("status", { name: "Connected to Acme GmbH" }).count()).toBe(1)
    expect(sandbox.zoho.accessTokens(client.clientId)).toHaveLength(1)

    await askToDisconnect(options, org)
    await options.getByText(/^Acme GmbH is disconnected/).waitFor()
    expect(await options.getByRole("textbox", { name: "Client ID" }).value()).toBe(client.clientId)
    await options.close()
    const later = await browser.openExtensionPage("options.html")
    expect(await later.getByRole("textbox", { name: "Client ID" }).value()).toBe(client.clientId)
    await later.getByRole("button", { name: "Connect" }).click()
    await acceptFor(browser, org)
    await later.getByRole("status", { name: "Connected to Acme GmbH" }).waitFor()
    await later.close()
    await disconnect(browser, sandbox, org, client)
  })
})
