/**
 * The cost of the tag-page script on the tag page: from rows to boxes, a pass over a changing page, and whether it
 * forces layout, causes long tasks or works while hidden. Uses the browser's tracing and the production build.
 * `tsx test/bench/tag-page.ts`
 */
import { setTimeout as pause } from "node:timers/promises"
import { pathToFileURL } from "node:url"
import type Browser from "webextension-polyfill"
import { ChromiumTab } from "../e2e/support/chromium/tab"
import type { BrowserUnderTest } from "../e2e/support/driver"
import { connect, TagPage } from "../e2e/support/flows"
import { launch } from "../e2e/support/launch"
import { startSandbox, type Sandbox, type SeededOrg } from "../sandbox"
import { longest, mostLayouts, ourCalls, ourTasks, pagesOwnLayout } from "./support/our-calls"
import { buildRows, changeRows, changeText, PAGE, scrollThrough } from "./support/rows-page"
import { median, report, type Figure } from "./support/stats"
import { traceOf, type TraceEvent } from "./support/trace"

const ROUNDS = 5
/** The last is the maximum that Zoho allows per module. */
const SIZES = { Leads: 20, Deals: 200, Contacts: 500 }
/** Number of nodes around the rows. */
const NODES = 5_000

/** How often the changing page is measured, so that one slow moment of the machine does not count. */
const PASS_ROUNDS = 3

/** A figure in milliseconds, from several samples. */
const inMs = (name: string, samples: readonly number[]): Figure => ({
  ...{ name, value: median(samples), unit: "ms", samples },
})

interface World {
  readonly sandbox: Sandbox
  readonly org: SeededOrg
  readonly browser: BrowserUnderTest
}

/** A synthetic tag page at the real address, with Tagsweep ready and no rows yet. */
async function openEmpty({ browser, org }: World, module: string): Promise<ChromiumTab> {
  const tab = await browser.open("about:blank")
  if (!(tab instanceof ChromiumTab)) throw new Error("only Chromium is measured")
  const { page } = tab
  await page.route("https://crm.zoho.com/crm/**", (route) =>
    route.fulfill({ contentType: "text/html", body: PAGE }),
  )
  await page.goto(org.tagPageUrl(module))
  await new TagPage(tab, browser).bar.getByText(/^Looking for the tags of/).waitFor()
  return tab
}

const namesOf = ({ sandbox, org }: World, module: string): string[] =>
  sandbox.zoho.tags(org.zgid, module).map(({ name }) => name)

/** Milliseconds from the appearance of the rows to that of their boxes. */
async function rowsToBoxes(world: World, module: string): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const tab = await openEmpty(world, module)
    times.push(await tab.evaluate(buildRows, { names: namesOf(world, module), nodes: 0 }))
    await tab.close()
  }
  return times
}

/** The median of our calls, without those that do almost nothing. */
const medianOf = (trace: readonly TraceEvent[]): number =>
  median(
    ourCalls(trace)
      .map(({ cpu }) => cpu)
      .filter((cpu) => cpu > 0.2),
  )

/** Traces of rows that appear, a text that changes, and rows that change, on a new page. */
async function changes(world: World): Promise<readonly (readonly TraceEvent[])[]> {
  const tab = await openEmpty(world, "Deals")
  const context = tab.page.context()
  const first = await traceOf(context, async () => {
    await tab.evaluate(buildRows, { names: namesOf(world, "Deals"), nodes: NODES })
    await pause(600)
  })
  const text = await traceOf(context, async () => tab.evaluate(changeText, 12))
  const rows = await traceOf(context, async () => tab.evaluate(changeRows, 12))
  await tab.close()
  return [first, text, rows]
}

async function passes(world: World): Promise<Figure[]> {
  const rounds: (readonly (readonly TraceEvent[])[])[] = []
  for (let round = 0; round < PASS_ROUNDS; round++) rounds.push(await changes(world))
  const each = (at: number, of: (trace: readonly TraceEvent[]) => number): number[] =>
    rounds.map((traces) => of(traces[at] ?? []))
  const longestCall = (trace: readonly TraceEvent[]): number => longest(ourCalls(trace))
  return [
    inMs("200 rows appear among 5,000 nodes: longest call", each(0, longestCall)),
    inMs("a text changes among 5,000 nodes: longest call", each(1, longestCall)),
    inMs("a text changes among 5,000 nodes: median call", each(1, medianOf)),
    inMs("rows change among 5,000 nodes: longest call", each(2, longestCall)),
    inMs("rows change among 5,000 nodes: median call", each(2, medianOf)),
    {
      name: "layouts forced in one call",
      value: Math.max(...rounds.flat().map(mostLayouts)),
      unit: "",
    },
  ]
}

/**
 * The work from the appearance of the rows to that of their boxes: our processor time, which does not depend on the
 * machine's load, and the layout of the page's own rows, without which no box can be placed.
 */
async function workUntilBoxes(world: World, module: keyof typeof SIZES): Promise<Figure[]> {
  const times: number[] = []
  const own: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const tab = await openEmpty(world, module)
    const trace = await traceOf(tab.page.context(), async () => {
      await tab.evaluate(buildRows, { names: namesOf(world, module), nodes: 0 })
    })
    times.push(ourCalls(trace).reduce((sum, { cpu }) => sum + cpu, 0))
    own.push(pagesOwnLayout(trace))
    await tab.close()
  }
  return [
    inMs(`${SIZES[module]} rows appear: our work until their boxes are there`, times),
    inMs(`${SIZES[module]} rows appear: the page's own layout of them`, own),
  ]
}

/** The maximum number of rows per module: whatever happens to them, none of our calls may be a long task. */
async function longList(world: World): Promise<Figure[]> {
  const tab = await openEmpty(world, "Contacts")
  const figures: Figure[] = []
  async function flow(name: string, work: () => Promise<unknown>): Promise<void> {
    const trace = await traceOf(tab.page.context(), async () => {
      await work()
      await pause(600)
    })
    figures.push({
      name: `500 rows: longest call when ${name}`,
      value: longest(ourCalls(trace)),
      unit: "ms",
    })
  }
  await flow("they appear", () =>
    tab.evaluate(buildRows, { names: namesOf(world, "Contacts"), nodes: NODES }),
  )
  await flow("a text changes", () => tab.evaluate(changeText, 6))
  await flow("rows change", () => tab.evaluate(changeRows, 6))
  await flow("the page scrolls", () => tab.evaluate(scrollThrough, 12))
  await flow("all are selected", () => new TagPage(tab, world.browser).selectAll.click())
  await tab.close()
  return figures
}

/** The driver makes each page appear visible, so this tells our script that the page is hidden. */
async function hideFromUs(browser: BrowserUnderTest, tab: ChromiumTab): Promise<void> {
  const ours = await browser.openExtensionPage("options.html")
  await ours.evaluate(
    async (url) => {
      const { chrome } = globalThis as unknown as { chrome: typeof Browser }
      const [found] = await chrome.tabs.query({ url })
      await chrome.scripting.executeScript({
        target: { tabId: found?.id ?? -1 },
        func: () => {
          Object.defineProperty(document, "hidden", { value: true })
          document.dispatchEvent(new Event("visibilitychange"))
        },
      })
    },
    await tab.url(),
  )
  await ours.close()
}

async function unseen(world: World): Promise<Figure[]> {
  const tab = await openEmpty(world, "Deals")
  await tab.evaluate(buildRows, { names: namesOf(world, "Deals"), nodes: 0 })
  await hideFromUs(world.browser, tab)
  const trace = await traceOf(tab.page.context(), async () => tab.evaluate(changeText, 12))
  await tab.close()
  const busy = ourTasks(trace).reduce((sum, { cpu }) => sum + cpu, 0)
  return [{ name: "a hidden tab changes for 2 s: our script", value: busy, unit: "ms" }]
}

/** All figures of the tag page, on the production build for Chromium. */
export async function measureTagPage(): Promise<Figure[]> {
  const sandbox = await startSandbox()
  const org = sandbox.zoho.seedOrg({ name: "Acme GmbH", tagsPerModule: SIZES })
  const browser = await launch("chromium", { proxyPort: sandbox.proxyPort })
  try {
    await connect(browser, sandbox, org)
    const world = { sandbox, org, browser }
    const boxes: Figure[] = []
    for (const [module, size] of Object.entries(SIZES)) {
      const times = await rowsToBoxes(world, module)
      boxes.push(inMs(`${size} rows appear: until their boxes are there`, times))
    }
    return [
      ...(await unseen(world)),
      ...boxes,
      ...(await workUntilBoxes(world, "Deals")),
      ...(await workUntilBoxes(world, "Contacts")),
      ...(await passes(world)),
      ...(await longList(world)),
    ]
  } finally {
    await browser.close()
    await sandbox.close()
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) report(await measureTagPage())
