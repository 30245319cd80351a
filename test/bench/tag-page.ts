/**
 * What the tag-page script costs where it works: from rows to boxes, a pass over a page that changes, and whether
 * it forces layout, makes long tasks or works unseen. By the browser's own tracing, on the production build.
 * `tsx test/bench/tag-page.ts`
 */
import { setTimeout as pause } from "node:timers/promises"
import { pathToFileURL } from "node:url"
import { startSandbox } from "../sandbox"
import type { Sandbox, SeededOrg } from "../sandbox"
import type Browser from "webextension-polyfill"
import { ChromiumTab } from "../e2e/support/chromium/tab"
import type { BrowserUnderTest } from "../e2e/support/driver"
import { connect, TagPage } from "../e2e/support/flows"
import { launch } from "../e2e/support/launch"
import { buildRows, changeRows, changeText, PAGE, scrollThrough } from "./support/rows-page"
import { median, report } from "./support/stats"
import type { Figure } from "./support/stats"
import { isWithinEvent, traceOf } from "./support/trace"
import type { TraceEvent } from "./support/trace"

const ROUNDS = 5
const SIZES = { Leads: 20, Deals: 200, Contacts: 2_000 }
/** Nodes of the page around the rows. */
const NODES = 5_000

interface World {
  readonly sandbox: Sandbox
  readonly org: SeededOrg
  readonly browser: BrowserUnderTest
}

/** A tag page of our own making, at the real address, with Tagsweep ready and no rows yet. */
async function openEmpty({ browser, org }: World, module: string): Promise<ChromiumTab> {
  const tab = await browser.open("about:blank")
  if (!(tab instanceof ChromiumTab)) throw new Error("only Chromium is measured")
  const { page } = tab
  await page.route("https://crm.zoho.com/crm/**", (route) =>
    route.fulfill({ contentType: "text/html", body: PAGE }),
  )
  await page.goto(org.tagPageUrl(module))
  await new TagPage(tab).selected(0, 0)
  return tab
}

const namesOf = ({ sandbox, org }: World, module: string): string[] =>
  sandbox.zoho.tags(org.zgid, module).map(({ name }) => name)

/** Milliseconds from the rows' appearance to their boxes'. */
async function rowsToBoxes(world: World, module: string): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const tab = await openEmpty(world, module)
    times.push(await tab.evaluate(buildRows, { names: namesOf(world, module), nodes: 0 }))
    await tab.close()
  }
  return median(times)
}

const isOurs = ({ name, url }: TraceEvent): boolean =>
  name === "FunctionCall" && url.startsWith("chrome-extension://")

/** What goes on after `scheduler.yield` is no call of a function in a trace. On these pages only we yield. */
const GOES_ON = "BlinkScheduler_PerformMicrotaskCheckpoint"

/** Our calls that no other of our calls holds. */
function ourTasks(trace: readonly TraceEvent[]): TraceEvent[] {
  const threads = new Set(trace.filter(isOurs).map(({ thread }) => thread))
  const calls = trace.filter(
    (event) => isOurs(event) || (event.name === GOES_ON && threads.has(event.thread)),
  )
  return calls.filter((call) => !calls.some((other) => other !== call && isWithinEvent(call, other)))
}

/** The trace's calls of ours, less the layout that the page's own changes made due: it comes with the frame anyway. */
function ourCalls(trace: readonly TraceEvent[]): TraceEvent[] {
  const layouts = trace.filter(({ name }) => name === "Layout" || name === "UpdateLayoutTree")
  return ourTasks(trace).map((call) => {
    const inside = layouts.filter((each) => isWithinEvent(each, call))
    return { ...call, cpu: inside.reduce((left, { cpu }) => left - cpu, call.cpu) }
  })
}

const longest = (events: readonly TraceEvent[]): number => Math.max(0, ...events.map(({ cpu }) => cpu))

/** Most layouts that one of our calls forced: more than one means that writes and reads took turns. */
function mostLayouts(trace: readonly TraceEvent[]): number {
  const layouts = trace.filter(({ name }) => name === "Layout" || name === "UpdateLayoutTree")
  const inOne = (call: TraceEvent): number =>
    layouts.filter((each) => each.name === "Layout" && isWithinEvent(each, call)).length
  return Math.max(0, ...ourTasks(trace).map(inOne))
}

async function passes(world: World): Promise<Figure[]> {
  const tab = await openEmpty(world, "Deals")
  const names = namesOf(world, "Deals")
  const context = tab.page.context()
  const first = await traceOf(context, async () => {
    await tab.evaluate(buildRows, { names, nodes: NODES })
    await pause(600)
  })
  const text = await traceOf(context, async () => tab.evaluate(changeText, 12))
  const rows = await traceOf(context, async () => tab.evaluate(changeRows, 12))
  await tab.close()
  const medianOf = (trace: readonly TraceEvent[]): number =>
    median(
      ourCalls(trace)
        .map(({ cpu }) => cpu)
        .filter((cpu) => cpu > 0.2),
    )
  return [
    {
      name: "200 rows appear among 5,000 nodes: longest call",
      value: longest(ourCalls(first)),
      unit: "ms",
    },
    {
      name: "a text changes among 5,000 nodes: longest call",
      value: longest(ourCalls(text)),
      unit: "ms",
    },
    { name: "a text changes among 5,000 nodes: median call", value: medianOf(text), unit: "ms" },
    {
      name: "rows change among 5,000 nodes: longest call",
      value: longest(ourCalls(rows)),
      unit: "ms",
    },
    { name: "rows change among 5,000 nodes: median call", value: medianOf(rows), unit: "ms" },
    {
      name: "layouts forced in one call",
      value: Math.max(...[first, text, rows].map(mostLayouts)),
      unit: "",
    },
  ]
}

/** The longest of each: the rows' own, whoever asks for it first. */
function pagesOwnLayout(trace: readonly TraceEvent[]): number {
  const longestOf = (name: string): number => longest(trace.filter((event) => event.name === name))
  return longestOf("UpdateLayoutTree") + longestOf("Layout")
}

/**
 * What is done from the rows' appearance to their boxes': processor time of ours, which a busy machine does not change,
 * and what the page's own rows take before anybody can place a box at them.
 */
async function workUntilBoxes(world: World): Promise<Figure[]> {
  const times: number[] = []
  const own: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const tab = await openEmpty(world, "Deals")
    const trace = await traceOf(tab.page.context(), async () => {
      await tab.evaluate(buildRows, { names: namesOf(world, "Deals"), nodes: 0 })
    })
    times.push(ourCalls(trace).reduce((sum, { cpu }) => sum + cpu, 0))
    own.push(pagesOwnLayout(trace))
    await tab.close()
  }
  return [
    { name: "200 rows appear: our work until their boxes stand", value: median(times), unit: "ms" },
    { name: "200 rows appear: the page's own layout of them", value: median(own), unit: "ms" },
  ]
}

/** Ten times more rows than Zoho allows a module: whatever is done with them, no call of ours may be a long task. */
async function longList(world: World): Promise<Figure[]> {
  const tab = await openEmpty(world, "Contacts")
  const figures: Figure[] = []
  async function flow(name: string, work: () => Promise<unknown>): Promise<void> {
    const trace = await traceOf(tab.page.context(), async () => {
      await work()
      await pause(600)
    })
    figures.push({
      name: `2,000 rows: longest call when ${name}`,
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
  await flow("all are selected", () => new TagPage(tab).selectAll.click())
  await tab.close()
  return figures
}

/** The driver has each page believe that it is in front, so our script's world is told otherwise. */
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
      const value = await rowsToBoxes(world, module)
      const name = `${size} rows appear: until their boxes stand`
      boxes.push({ name, value, unit: "ms" })
    }
    return [
      ...(await unseen(world)),
      ...boxes,
      ...(await workUntilBoxes(world)),
      ...(await passes(world)),
      ...(await longList(world)),
    ]
  } finally {
    await browser.close()
    await sandbox.close()
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) report(await measureTagPage())
