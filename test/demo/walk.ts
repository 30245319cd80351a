/** The demo without a display. */
import { mkdir } from "node:fs/promises"
import { join } from "node:path"
import { accept, askToConnect, jobInPopup, registerClient, TagPage } from "../e2e/support/flows"
import { jobPatience, type BrowserUnderTest, type Tab } from "../e2e/support/driver"
import type { Sandbox, SeededOrg } from "../sandbox"

const folder = "build/demo"

/** Prints each step with its duration, and saves a screenshot of it in light and dark. */
class Steps {
  #number = 0
  #since = performance.now()

  constructor(private readonly browser: string) {}

  async done(what: string, tab: Tab): Promise<void> {
    const seconds = ((performance.now() - this.#since) / 1000).toFixed(1).padStart(5)
    const name = `${this.browser}-${String(++this.#number).padStart(2, "0")}-${what.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`
    for (const scheme of ["dark", "light"] as const) {
      await tab.setColorScheme(scheme)
      await tab.screenshot(join(folder, `${name}-${scheme}.png`))
    }
    console.log(`✓ ${seconds} s  ${what.padEnd(44)} ${join(folder, name)}-{light,dark}.png`)
    this.#since = performance.now()
  }
}

function check(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise)
}

async function connectIt(
  browser: BrowserUnderTest,
  sandbox: Sandbox,
  org: SeededOrg,
  steps: Steps,
): Promise<void> {
  const options = await browser.openExtensionPage("options.html")
  const client = await registerClient(sandbox, options)
  await steps.done("Options page", options)
  await askToConnect(options, client.clientId)
  await accept(browser)
  await options.getByRole("status", { name: `Connected to ${org.name}` }).waitFor()
  await steps.done(`Connected to ${org.name}`, options)
  await options.close()
}

async function deleteThem(page: TagPage, chosen: readonly string[], steps: Steps): Promise<void> {
  const count = chosen.length
  await page.tick(chosen[0] ?? "")
  await page.tick(chosen.at(-1) ?? "", { shift: true })
  await page.selected(count, 180)
  await steps.done(`${count} tags selected`, page.tab)
  await page.deleteButton.click()
  const confirmation = page.confirmation(count, "Leads")
  await confirmation.dialog.waitFor()
  await steps.done("Asked to confirm", await confirmation.tab())
  await confirmation.agree()
  await page.progress(count).waitFor()
  await steps.done("Deleting", page.tab)
  await page.result(`${count} deleted`).waitFor({ timeout: jobPatience })
  await steps.done(`${count} deleted`, page.tab)
}

/**
 * Runs the main job: connect, select 37 tags, confirm, wait, open the popup.
 * @throws if a step fails, or if Zoho has not lost exactly those tags
 */
export async function walk(browser: BrowserUnderTest, sandbox: Sandbox, org: SeededOrg): Promise<void> {
  await mkdir(folder, { recursive: true })
  const steps = new Steps(browser.name)
  const before = sandbox.zoho.tags(org.zgid, "Leads").map((tag) => tag.name)
  const chosen = before.slice(2, 39)
  await connectIt(browser, sandbox, org, steps)
  const page = await TagPage.open(browser, org.tagPageUrl("Leads"))
  await page.selected(0, before.length)
  await steps.done("Tag page", page.tab)
  await deleteThem(page, chosen, steps)
  const popup = await browser.openExtensionPage("popup.html")
  await popup.setViewport(400, 600)
  const job = jobInPopup(popup, "Leads", chosen.length)
  await job.getByText("Completed").first().waitFor()
  await steps.done("Popup", popup)
  await job.getByRole("button", { name: "Details" }).click()
  await job
    .getByText(chosen[0] ?? "")
    .first()
    .waitFor()
  await steps.done("Popup with details", popup)
  const left = sandbox.zoho.tags(org.zgid, "Leads").map((tag) => tag.name)
  check(
    left.join() === before.filter((tag) => !chosen.includes(tag)).join(),
    "Zoho has not lost exactly those tags",
  )
  console.log(`Exactly those ${chosen.length} tags are gone from Zoho; ${left.length} are left.`)
}
