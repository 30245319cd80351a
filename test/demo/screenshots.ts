/**
 * `npm run screenshots`: takes the screenshots for the stores, with the production build and the sandbox, and writes
 * them to assets/store/. Chrome's and Edge's stores require 1280 × 800, and Firefox's recommends it; 440 × 280 is
 * Chrome's small tile. https://developer.chrome.com/docs/webstore/images
 */
import { readFile } from "node:fs/promises"
import { accept, connect, registerClient, TagPage } from "../e2e/support/flows"
import { jobPatience, type BrowserUnderTest, type Tab } from "../e2e/support/driver"
import { launch } from "../e2e/support/launch"
import { orgPatterns } from "../../src/zoho/data-centers"
import { openBrowser } from "../gallery/theatre"
import { until } from "../e2e/support/poll"
import { startSandbox, type Sandbox, type SeededOrg, type TagSeed } from "../sandbox"
import { ensureBuilt } from "../support/built"

const folder = "assets/store"

const KINDS = ["Webinar", "Trade fair", "Newsletter", "Referral", "Campaign", "Import", "Partner", "Survey"]
const PLACES = ["Berlin", "Madrid", "Lyon", "Austin", "Osaka", "Pune", "Leeds"]
const PEOPLE = ["Lena Cohen", "Priya Walker", "Tom Berg", "Sofia Nair", "Omar Haddad"]
const COLORS = ["#F17574", "#63C57E", "#57B1FD", "#E7A826", "#D297EE", "#658BA8", "#1DB9B4"]

/** Tags as they accumulate over years of campaigns. */
function tagsOf(count: number): TagSeed[] {
  // Seven and eight are coprime, so no name repeats within a year.
  const yearly = KINDS.length * PLACES.length
  const of = (list: readonly string[], index: number): string => list[index % list.length] ?? ""
  return Array.from({ length: count }, (_, index) => {
    const year = 2022 + Math.floor(index / yearly)
    return {
      name: `${of(KINDS, index)} ${of(PLACES, index)} ${year}`,
      color_code: of(COLORS, index),
      records: index % 3 === 1 ? 0 : (index * 7) % 60,
      createdBy: of(PEOPLE, index),
      createdTime: new Date(Date.UTC(year, index % 12, 1 + (index % 27))).toISOString(),
    }
  })
}

async function picture(tab: Tab, name: string): Promise<void> {
  await tab.bringToFront()
  await tab.setViewport(1280, 800)
  await tab.setColorScheme("light")
  await tab.screenshot(`${folder}/${name}.png`)
  console.log(`${folder}/${name}.png`)
}

/** Our window in front of the page that opened it, as the user sees both. */
async function pictureOver(page: Tab, window: Tab, name: string): Promise<void> {
  await picture(page, name)
  const own = `build/${name}.png`
  await window.bringToFront()
  await window.setViewport(560, 720)
  await window.setColorScheme("light")
  await window.screenshot(own)
  const [behind, before] = await Promise.all(
    [`${folder}/${name}.png`, own].map(async (path) => (await readFile(path)).toString("base64")),
  )
  const browser = await openBrowser()
  const scene = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await scene.setContent(`<style>
    body{margin:0;height:800px;display:grid;place-items:center;background:url(data:image/png;base64,${behind})}
    img{border-radius:8px;box-shadow:0 0 0 1px #0003,0 12px 48px #0008}
    </style><img src="data:image/png;base64,${before}">`)
  await scene.screenshot({ path: `${folder}/${name}.png` })
  await browser.close()
}

const namesOf = (sandbox: Sandbox, org: SeededOrg): string[] =>
  sandbox.zoho.tags(org.zgid, "Leads").map((tag) => tag.name)

/** Takes the pictures on the tag page. The deletion leaves a backup for the later ones. */
async function onTheTagPage(browser: BrowserUnderTest, sandbox: Sandbox, org: SeededOrg): Promise<void> {
  const page = await TagPage.open(browser, org.tagPageUrl("Leads"))
  const all = namesOf(sandbox, org)
  await page.tick(all[1] ?? "")
  await page.tick(all[14] ?? "", { shift: true })
  await page.tick(all[6] ?? "")
  await page.selected(13, all.length)
  await page.tab.evaluate(() => scrollTo(0, 0))
  await picture(page.tab, "1-select")
  await page.deleteButton.click()
  const confirmation = page.confirmation(13, "Leads")
  await confirmation.dialog.waitFor()
  await until("the button", async () => !(await confirmation.confirm.isDisabled()) || undefined)
  await pictureOver(page.tab, await confirmation.tab(), "2-confirm")
  await confirmation.agree()
  await page.result("13 deleted").waitFor({ timeout: jobPatience })
  await page.tab.close()
}

async function inTheManager(browser: BrowserUnderTest): Promise<void> {
  const manager = await browser.openExtensionPage("tabs/tags.html")
  await manager.setViewport(1280, 800)
  await manager.getByRole("grid", { name: "Tags" }).waitFor()
  await manager.getByRole("button", { name: "Count records" }).click()
  await manager.getByRole("button", { name: "Count" }).click()
  await manager.getByRole("button", { name: /^Unused/ }).waitFor({ timeout: jobPatience })
  await manager
    .getByRole("progressbar", { name: "Counting records" })
    .waitFor({ state: "hidden", timeout: jobPatience })
  await manager.getByRole("button", { name: /^Unused/ }).click()
  await manager.getByRole("checkbox", { name: /^Select .*matching/ }).click()
  await picture(manager, "3-manager")
  await manager.close()
}

async function backedUp(browser: BrowserUnderTest): Promise<void> {
  const backups = await browser.openExtensionPage("tabs/backups.html")
  await backups.setViewport(1280, 800)
  await backups.getByRole("button", { name: "Restore" }).first().click()
  const question = backups.getByRole("alertdialog")
  await question.getByRole("button", { name: "Grant permission" }).click()
  await accept(browser)
  const restore = question.getByRole("button", { name: "Restore 13 tags" })
  await until("the button", async () => !(await restore.isDisabled()) || undefined)
  await picture(backups, "4-restore")
  await backups.close()
}

/** The form as a user sees it before connecting. */
async function connecting(browser: BrowserUnderTest, sandbox: Sandbox): Promise<void> {
  const options = await browser.waitForTab((url) => url.startsWith(`${browser.extensionOrigin}/options.html`))
  const client = await registerClient(sandbox, options)
  // Without host permissions, the client ID cannot be checked with Zoho.
  await browser.grant(orgPatterns({ location: "us", environment: "production" }))
  await options.bringToFront()
  await options.getByRole("textbox", { name: "Client ID" }).fill(client.clientId)
  await options.getByText("Client ID found.").waitFor()
  await options.setViewport(1280, 800)
  await options.evaluate(() => document.querySelector(".steps")?.scrollIntoView({ block: "end" }))
  await picture(options, "5-connect")
  await options.close()
}

/** The small tile: icon, name and description from the manifest. */
async function tile(): Promise<void> {
  const icon = await readFile("assets/icon.svg", "utf8")
  const { description } = JSON.parse(await readFile("package.json", "utf8")) as { description: string }
  const browser = await openBrowser()
  const page = await browser.newPage({ viewport: { width: 440, height: 280 } })
  await page.setContent(`<style>
    body{margin:0;padding:52px 56px 0;background:#e3f2ee;color:#17202c;font:17px/24px system-ui,sans-serif;text-align:center}
    svg{width:76px;height:76px}h1{margin:8px 0;font-size:34px;line-height:44px;font-weight:600}p{margin:0}
    </style>${icon}<h1>Tagsweep</h1><p>${description}</p>`)
  await page.screenshot({ path: `${folder}/tile.png` })
  await browser.close()
}

async function main(): Promise<void> {
  ensureBuilt("chromium")
  const sandbox = await startSandbox()
  const tags = { Leads: tagsOf(178), Deals: tagsOf(64), Contacts: tagsOf(41), Accounts: tagsOf(112) }
  const org = sandbox.zoho.seedOrg({ name: "Acme GmbH", plan: "Ultimate", tags })
  sandbox.zoho.setLayout("B")
  const browser = await launch("chromium", { proxyPort: sandbox.proxyPort })
  try {
    await connecting(browser, sandbox)
    await connect(browser, sandbox, org)
    await onTheTagPage(browser, sandbox, org)
    await inTheManager(browser)
    await backedUp(browser)
    await tile()
  } finally {
    await browser.close()
    await sandbox.close()
  }
}

await main()
