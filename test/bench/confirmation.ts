/** From clicking "Delete selected tags" on Zoho's page to a confirmation that can be answered, without Zoho's time. */
import { TagPage } from "../e2e/support/flows"
import { questionGone } from "../e2e/support/question"
import { startExtension, type Extension } from "./extension"
import { figure, repeat, share, type Bench, type Figure } from "./measure"

const SELECTED = 37
const IN_MODULE = 60
const CLICKS = 9
/** Zoho's time for each call (ms). */
const LATENCY = 300

export const confirmation: Bench = {
  name: "confirmation",
  async run(options): Promise<Figure[]> {
    if (options.short) return []
    const extension = await startExtension({ tagsPerModule: { Deals: IN_MODULE } })
    try {
      const page = await selected(extension)
      extension.sandbox.zoho.setLatency(LATENCY)
      await extension.browser.terminateBackground()
      const cold = await untilAsked(extension, page)
      const warm = await repeat(share(CLICKS, options), () => untilAsked(extension, page))
      return [
        figure("confirmation: 37 tags, beyond Zoho's time, worker asleep", "ms", cold),
        figure("confirmation: 37 tags, beyond Zoho's time", "ms", warm),
      ]
    } finally {
      await extension.close()
    }
  },
}

async function selected({ sandbox, org, browser }: Extension): Promise<TagPage> {
  sandbox.zoho.setLayout("B")
  const page = await TagPage.open(browser, org.tagPageUrl("Deals"))
  const names = sandbox.zoho.tags(org.zgid, "Deals").map((tag) => tag.name)
  await page.selected(0, IN_MODULE)
  await page.tick(names[0] ?? "")
  await page.tick(names[SELECTED - 1] ?? "", { shift: true })
  await page.selected(SELECTED, IN_MODULE)
  return page
}

/** @returns ms, minus the time from the first call that reads the tags to the last one's answer */
async function untilAsked({ sandbox, browser }: Extension, page: TagPage): Promise<number> {
  sandbox.log.clear()
  await page.tab.bringToFront()
  await page.tab.evaluate(notePress)
  await page.deleteButton.click()
  const question = page.confirmation(SELECTED, "Deals")
  await question.typed.waitFor()
  const took = Date.now() - (await page.tab.evaluate(notedPress))
  // Without the record counts, which are read once the window is open.
  const read = sandbox.log.find({ path: /\/settings\/(modules|tags)$/ }).map(({ time }) => time)
  await question.cancel.click()
  await questionGone(browser)
  await page.selected(SELECTED, IN_MODULE)
  return took - (Math.max(...read) - Math.min(...read) + LATENCY)
}

/** Runs in the page. Notes when the pointer goes down, to exclude the time the driver needs to click. */
function notePress(): void {
  const note = (): void => {
    document.body.dataset["pressedAt"] = String(Date.now())
  }
  addEventListener("pointerdown", note, { capture: true, once: true })
}

const notedPress = (): number => Number(document.body.dataset["pressedAt"])
