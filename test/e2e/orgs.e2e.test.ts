/** Two orgs in two data centres, production and sandbox, used side by side in one profile. */
import { mkdir } from "node:fs/promises"
import { beforeAll, describe, expect, it } from "vitest"
import type { Sandbox, SeededOrg } from "../sandbox"
import { connected } from "./support/account"
import { sendAsContentScript } from "./support/content-script"
import { jobPatience, patience, type BrowserUnderTest, type Tab } from "./support/driver"
import { TagPage, type Confirmation } from "./support/flows"
import { chromiumUnlessRelease } from "./support/launch"
import { stage } from "./support/stage"

const pictures = "build/e2e"

// The same names in both, so that only the org can tell them apart.
const tags = ["Alpha", "Beta", "Gamma", "Delta"].map((name) => ({ name }))

/** Words and ground of the chips on that page: ours or, in our shadow root, Zoho's. */
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
    await mkdir(pictures, { recursive: true })
    ;({ sandbox, browser } = await stage(name))
    live = sandbox.zoho.seedOrg({ name: "Acme Inc", dataCentre: "us", tags: { Leads: tags } })
    const seed = { name: "Acme Trial", dataCentre: "eu", environment: "sandbox" } as const
    copy = sandbox.zoho.seedOrg({ ...seed, tags: { Leads: tags } })
    sandbox.zoho.setLayout("B")
    sandbox.zoho.setJobLength(1500)
    for (const org of [live, copy]) await connected(browser, sandbox, org)
  })

  const namesIn = (org: SeededOrg): string[] => sandbox.zoho.tags(org.zgid, "Leads").map((tag) => tag.name)
  const accountOf = ({ dataCentre, environment, zgid }: SeededOrg): string =>
    `${dataCentre}-${environment}-${zgid}`

  async function ask(org: SeededOrg, chosen: readonly string[]): Promise<[TagPage, Confirmation]> {
    const page = await TagPage.open(browser, org.tagPageUrl("Leads"))
    for (const tag of chosen) await page.tick(tag)
    await page.selected(chosen.length, 4)
    await page.bar.getByText(org.name).first().waitFor()
    await page.deleteButton.click()
    const confirmation = page.confirmation(chosen.length, "Leads")
    await confirmation.dialog.getByText(org.name).first().waitFor()
    await page.tab.screenshot(`${pictures}/orgs-${name}-${org.environment}.png`)
    return [page, confirmation]
  }

  it("act each on its own, told apart by words and colour everywhere", async () => {
    const [pageOfCopy, questionOfCopy] = await ask(copy, ["Alpha", "Beta"])
    const [pageOfLive, questionOfLive] = await ask(live, ["Gamma", "Delta"])
    const [inLive, inCopy] = [await chips(pageOfLive.tab), await chips(pageOfCopy.tab)]
    expect(new Set(inLive.map(({ words }) => words))).toEqual(new Set(["Production"]))
    expect(new Set(inCopy.map(({ words }) => words))).toEqual(new Set(["Sandbox"]))
    // In the bar and in the question, and never the same ground.
    expect([inLive.length, inCopy.length]).toEqual([2, 2])
    const grounds = (of: typeof inLive): string[] => of.map(({ ground }) => ground)
    expect(grounds(inLive).filter((ground) => grounds(inCopy).includes(ground))).toEqual([])

    await pageOfLive.tab.bringToFront()
    await questionOfLive.agree()
    await pageOfCopy.tab.bringToFront()
    await questionOfCopy.agree()
    await pageOfCopy.result("2 deleted").waitFor({ timeout: jobPatience })
    await pageOfLive.tab.bringToFront()
    await pageOfLive.result("2 deleted").waitFor({ timeout: jobPatience })
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
    await popup.screenshot(`${pictures}/orgs-${name}-popup.png`)
    const inPopup = await chips(popup)
    expect(new Set(inPopup.map(({ words }) => words))).toEqual(new Set(["Production", "Sandbox"]))
    expect(new Set(inPopup.map(({ ground }) => ground)).size).toBe(2)
    for (const tab of [popup, pageOfLive.tab, pageOfCopy.tab]) await tab.close()
  })

  it("do nothing on a page whose address names neither, and open it where it does", async () => {
    const ours = await browser.openExtensionPage("options.html")
    const vanity = live.tagPageUrl("Leads").replace(`org${live.zgid}`, "acme")
    // The only org of that data centre and environment: it is not taken to be meant for that.
    const page = await TagPage.open(browser, vanity)
    await page.bar.getByText(/^This page’s address does not say which org it belongs to/).waitFor()
    expect(await page.bar.getByRole("button", { name: "Open in Acme Trial" }).count()).toBe(0)
    const [tag] = sandbox.zoho.tags(live.zgid, "Leads")
    const picked = [{ id: tag?.id, name: tag?.name }]
    const request = { accountId: accountOf(live), module: "Leads", tags: picked }
    const [refused] = await sendAsContentScript(ours, page.tab, [{ name: "deletion.draft", request }])
    expect(refused).toMatchObject({ value: { ok: false, problem: { kind: "other-org" } } })
    await page.bar.getByRole("button", { name: "Open in Acme Inc" }).click()
    await page.selected(0, namesIn(live).length)
    expect(await page.tab.url()).toBe(live.tagPageUrl("Leads"))
    for (const tab of [ours, page.tab]) await tab.close()
  })

  it("give a page of the one nothing of the other, whatever its script asks", async () => {
    const ours = await browser.openExtensionPage("options.html")
    const [page, theirs] = [
      await TagPage.open(browser, live.tagPageUrl("Leads")),
      await TagPage.open(browser, copy.tagPageUrl("Leads")),
    ]
    const [tag] = sandbox.zoho.tags(copy.zgid, "Leads")
    const draft = {
      name: "deletion.draft",
      request: { accountId: accountOf(copy), module: "Leads", tags: [{ id: tag?.id, name: tag?.name }] },
    }
    const [refused] = await sendAsContentScript(ours, page.tab, [draft])
    expect(refused).toMatchObject({ value: { ok: false, problem: { kind: "other-org" } } })

    const [drafted] = await sendAsContentScript(ours, theirs.tab, [draft])
    const { draftId } = (drafted?.value as { value: { draftId: string } }).value
    const confirm = { name: "deletion.confirm", request: { draftId, typed: null } }
    const [stolen] = await sendAsContentScript(ours, page.tab, [confirm])
    expect(stolen).toMatchObject({ value: { ok: false } })
    sandbox.log.clear()
    const [confirmed] = await sendAsContentScript(ours, theirs.tab, [confirm])
    const { jobId } = (confirmed?.value as { value: { jobId: string } }).value
    const spy = ["job.progress", "job.cancel"].map((command) => ({ name: command, request: { jobId } }))
    expect(await sendAsContentScript(ours, page.tab, spy)).toEqual([
      { done: true, value: null },
      { done: true, value: null },
    ])
    await expect.poll(() => namesIn(copy), { timeout: jobPatience }).toEqual(["Delta"])
    expect(sandbox.log.massDeletePosts().map(({ host }) => host)).toEqual(["sandbox.zohoapis.eu"])
    await expect.poll(() => namesIn(live), { timeout: patience }).toEqual(["Alpha", "Beta"])
    for (const tab of [ours, page.tab, theirs.tab]) await tab.close()
  })
})
