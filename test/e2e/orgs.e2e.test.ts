/** Two orgs in two data centers, production and sandbox, used side by side in one profile. */
import { beforeAll, describe, expect, it } from "vitest"
import type { Sandbox, SeededOrg } from "../sandbox"
import { connected } from "./support/account"
import { sendAsContentScript } from "./support/content-script"
import { jobPatience, patience, type BrowserUnderTest, type Tab } from "./support/driver"
import { TagPage, type Confirmation } from "./support/flows"
import { chromiumUnlessRelease } from "./support/launch"
import { picture } from "./support/pictures"
import { stage } from "./support/stage"

// The same names in both, so that only the org distinguishes them.
const tags = ["Alpha", "Beta", "Gamma", "Delta"].map((name) => ({ name }))

/** The text and background of the page's chips: ours or, in our shadow root, Zoho's. */
function chips(tab: Tab): Promise<{ words: string; ground: string }[]> {
  return tab.evaluate(() => {
    const root = document.querySelector("tagsweep-root")?.shadowRoot ?? document
    return [...root.querySelectorAll(".chip")].map((chip) => ({
      words: chip.textContent,
      ground: getComputedStyle(chip).backgroundColor,
    }))
  })
}

describe.each(chromiumUnlessRelease)("two orgs side by side in %s", (name) => {
  let sandbox: Sandbox
  let browser: BrowserUnderTest
  let live: SeededOrg
  let copy: SeededOrg

  beforeAll(async () => {
    ;({ sandbox, browser } = await stage(name))
    live = sandbox.zoho.seedOrg({ name: "Acme Inc", dataCenter: "us", tags: { Leads: tags } })
    const seed = { name: "Acme Trial", dataCenter: "eu", environment: "sandbox" } as const
    copy = sandbox.zoho.seedOrg({ ...seed, tags: { Leads: tags } })
    sandbox.zoho.setLayout("B")
    sandbox.zoho.setJobLength(1500)
    for (const org of [live, copy]) await connected(browser, sandbox, org)
  })

  const namesIn = (org: SeededOrg): string[] => sandbox.zoho.tags(org.zgid, "Leads").map((tag) => tag.name)
  const accountOf = ({ dataCenter, environment, zgid }: SeededOrg): string =>
    `${dataCenter}-${environment}-${zgid}`

  async function ask(org: SeededOrg, chosen: readonly string[]): Promise<[TagPage, Confirmation]> {
    const page = await TagPage.open(browser, org.tagPageUrl("Leads"))
    for (const tag of chosen) await page.tick(tag)
    await page.selected(chosen.length, 4)
    await page.bar.getByText(org.name).first().waitFor()
    await page.deleteButton.click()
    const confirmation = page.confirmation(chosen.length, "Leads")
    await confirmation.dialog.getByText(org.name).first().waitFor()
    await picture(await confirmation.tab(), `orgs-${name}-${org.environment}`)
    return [page, confirmation]
  }

  it("act independently, distinguished by text and color everywhere", async () => {
    const pageOfLive = await TagPage.open(browser, live.tagPageUrl("Leads"))
    const [pageOfCopy, questionOfCopy] = await ask(copy, ["Alpha", "Beta"])
    const inCopy = [...(await chips(pageOfCopy.tab)), ...(await chips(await questionOfCopy.tab()))]
    // One question at a time. A page of another org learns only that there is one.
    await pageOfLive.tick("Gamma")
    await pageOfLive.deleteButton.click()
    await pageOfLive.bar.getByText(/^Another Tagsweep question is still open\./).waitFor()
    expect(await pageOfLive.bar.text()).not.toMatch(/Trial|Alpha|2 tags from/)
    await pageOfLive.tab.close()
    await questionOfCopy.agree()
    await pageOfCopy.tab.bringToFront()
    await pageOfCopy.progress(2).waitFor()
    const [liveNow, questionOfLive] = await ask(live, ["Gamma", "Delta"])
    const inLive = [...(await chips(liveNow.tab)), ...(await chips(await questionOfLive.tab()))]
    expect(new Set(inLive.map(({ words }) => words))).toEqual(new Set(["Production"]))
    expect(new Set(inCopy.map(({ words }) => words))).toEqual(new Set(["Sandbox"]))
    const grounds = (of: typeof inLive): string[] => of.map(({ ground }) => ground)
    expect(grounds(inLive).filter((ground) => grounds(inCopy).includes(ground))).toEqual([])
    await questionOfLive.agree()
    await pageOfCopy.tab.bringToFront()
    await pageOfCopy.result("2 deleted").waitFor({ timeout: jobPatience })
    await liveNow.tab.bringToFront()
    await liveNow.result("2 deleted").waitFor({ timeout: jobPatience })
    expect([namesIn(live), namesIn(copy)]).toEqual([
      ["Alpha", "Beta"],
      ["Gamma", "Delta"],
    ])
    const hosts = sandbox.log.massDeletePosts().map(({ host }) => host)
    expect(hosts.toSorted()).toEqual(["sandbox.zohoapis.eu", "www.zohoapis.com"])
    for (const [at, ids] of sandbox.log.massDeleteIds().entries()) {
      const org = hosts[at] === "www.zohoapis.com" ? live : copy
      expect(org.modules["Leads"]?.tags.map(({ id }) => id)).toEqual(expect.arrayContaining(ids))
    }

    const popup = await browser.openExtensionPage("popup.html")
    await popup.setViewport(460, 600)
    await popup.getByText("Acme Trial").first().waitFor()
    await popup.getByText("Acme Inc").first().waitFor()
    await picture(popup, `orgs-${name}-popup`)
    const inPopup = await chips(popup)
    expect(new Set(inPopup.map(({ words }) => words))).toEqual(new Set(["Sandbox"]))
    for (const tab of [popup, liveNow.tab, pageOfCopy.tab]) await tab.close()
  })

  it("do nothing on a page whose address names neither, and reveal nothing to it", async () => {
    const ours = await browser.openExtensionPage("options.html")
    const vanity = live.tagPageUrl("Leads").replace(`org${live.zgid}`, "acme")
    // The only org of that data center and environment. It is not assumed to be that page's org.
    const page = await TagPage.open(browser, vanity)
    await page.bar.getByText(/^Tagsweep can’t tell which org this page belongs to/).waitFor()
    expect(await page.bar.text()).not.toMatch(/Acme/)
    const [tag] = sandbox.zoho.tags(live.zgid, "Leads")
    const parts = [{ module: "Leads", tags: [{ id: tag?.id, name: tag?.name }] }]
    const request = { kind: "deletion", accountId: accountOf(live), parts }
    const [refused, context] = await sendAsContentScript(ours, page.tab, [
      { name: "draft", request },
      { name: "page.context", request: { orgId: live.zgid, module: "Leads" } },
    ])
    expect(refused).toMatchObject({ value: { ok: false, problem: { kind: "other-org" } } })
    expect(context).toEqual({ done: true, value: { status: "no-org" } })
    for (const tab of [ours, page.tab]) await tab.close()
  })

  it("reveal nothing of one to a page of the other, whatever its script requests", async () => {
    const ours = await browser.openExtensionPage("options.html")
    const [page, theirs] = [
      await TagPage.open(browser, live.tagPageUrl("Leads")),
      await TagPage.open(browser, copy.tagPageUrl("Leads")),
    ]
    const [tag] = sandbox.zoho.tags(copy.zgid, "Leads")
    const parts = [{ module: "Leads", tags: [{ id: tag?.id, name: tag?.name }] }]
    const draft = { name: "draft", request: { kind: "deletion", accountId: accountOf(copy), parts } }
    const [refused] = await sendAsContentScript(ours, page.tab, [draft])
    expect(refused).toMatchObject({ value: { ok: false, problem: { kind: "other-org" } } })

    const [drafted] = await sendAsContentScript(ours, theirs.tab, [draft])
    const { draftId } = (drafted!.value as { value: { draftId: string } }).value
    const spy = (...commands: string[]): { name: string; request: object }[] =>
      commands.map((command) => ({
        name: command,
        request: command.startsWith("job") ? { jobId: draftId } : { draftId },
      }))
    const [state, shown] = await sendAsContentScript(ours, page.tab, spy("draft.state", "draft.show"))
    expect(state).toEqual({ done: true, value: "closed" })
    expect(shown).toMatchObject({ value: { ok: false, problem: { kind: "draft-expired" } } })
    sandbox.log.clear()
    await theirs.confirmation(1, "Leads").agree()
    const commands = spy("job.progress", "job.pause", "job.cancel", "draft.state")
    expect((await sendAsContentScript(ours, page.tab, commands)).map((reply) => reply?.value)).toEqual([
      ...[null, null, null, "closed"],
    ])
    await expect.poll(() => namesIn(copy), { timeout: jobPatience }).toEqual(["Delta"])
    expect(sandbox.log.massDeletePosts().map(({ host }) => host)).toEqual(["sandbox.zohoapis.eu"])
    await expect.poll(() => namesIn(live), { timeout: patience }).toEqual(["Alpha", "Beta"])
    for (const tab of [ours, page.tab, theirs.tab]) await tab.close()
  })
})
