/** A scope that only some features need: requested at first use, refused, granted, and not requested again. */
import { afterEach, beforeAll, describe, expect, it } from "vitest"
import type { Sandbox, SeededOrg } from "../sandbox"
import type { BrowserUnderTest, Locator, Tab } from "./support/driver"
import { Confirmation, consentPage } from "./support/flows"
import { acceptFor, connectAs, disconnect } from "./support/grants"
import { chromiumUnlessRelease } from "./support/launch"
import { stage } from "./support/stage"

describe.each(chromiumUnlessRelease)("scopes, in %s:", (name) => {
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

  /** Starts to delete the first tag of Accounts in the manager, up to the question. */
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

  it("a feature's scope is requested at first use, refused, granted, and not requested again", async () => {
    const client = await connectAs(browser, sandbox, org, "server-based")
    const granted = sandbox.log.find({ path: "/oauth/v2/auth" })[0]?.query["scope"]?.split(",") ?? []
    expect(granted.filter((scope) => /ALL$|coql|modules\.READ$/.test(scope))).toEqual([
      "ZohoCRM.settings.modules.READ",
    ])
    const [manager, dialog] = await askInManager()
    await keepsRecords(dialog).click()
    const consent = await consentPage(browser)
    const wanted = new URL(await consent.url()).searchParams.get("scope")?.split(",")
    expect(wanted?.toSorted()).toEqual([...granted, "ZohoCRM.modules.READ", "ZohoCRM.coql.READ"].toSorted())
    await consent.getByRole("button", { name: "Reject" }).click()
    await dialog.getByText("You declined access.").waitFor()
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
    await disconnect(browser, sandbox, org, client)
  })

  it("a self client gets a scope by a new code, whose scope the options show, if Zoho requires one", async () => {
    const client = await connectAs(browser, sandbox, org, "self-client")
    sandbox.zoho.setReadings({ clientCredentials: "refused" })
    const [manager, dialog] = await askInManager()
    await keepsRecords(dialog).click()
    await dialog.getByText(/A self client needs a new code/).waitFor()
    const options = await browser.openExtensionPage("options.html")
    const scopes = (await options.getByRole("textbox", { name: "Scope" }).value()).split(",")
    const code = sandbox.zoho.issueSelfClientCode({ zgid: org.zgid, clientId: client.clientId, scopes })
    await options.getByRole("textbox", { name: "Grant code" }).fill(code)
    await options.getByRole("button", { name: "Sign in to Zoho" }).click()
    await options.getByRole("textbox", { name: "Grant code" }).waitFor({ state: "hidden" })
    await options.close()
    await manager.bringToFront()
    await keepsRecords(dialog).click()
    await dialog.getByText(/names, colors and records\./).waitFor()
    expect(sandbox.zoho.tags(org.zgid, "Accounts")).toHaveLength(3)
    await dialog.getByRole("button", { name: "Cancel" }).click()
    await manager.close()
    await disconnect(browser, sandbox, org, client)
  })
})
