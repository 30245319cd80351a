/**
 * The tag manager with 500, 5,000 and 20,000 tags in 30 modules, in Chromium: from the data to the first rows, a
 * keystroke in the filter, scrolling, memory, and the longest task of each user action.
 */
import { build } from "esbuild"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import type { CDPSession, Page } from "playwright-core"
import { ROW } from "../../src/manager/hooks"
import { callSource } from "../e2e/support/driver"
import { MANAGER_FLOWS } from "./budgets"
import { figure, repeat, share, type Bench, type BenchOptions, type Figure } from "./measure"
import { startBench, type Bench as ChromiumBench } from "./support/chromium"
import { traceOf } from "./support/trace"

/** How often each size is measured. The unrealistic one takes the longest, and is measured less. */
const SAMPLES = new Map([
  [500, 3],
  [5_000, 3],
  [20_000, 2],
])
/** The text typed into the filter, key by key. */
const TYPED = "import 1"
/** Number of frames of scrolling: a quick turn of the wheel. */
const FRAMES = 120
const ROWS_A_FRAME = 3
/** More rows than are visible at once. */
const SEEN = 60
const MIB = 1024 * 1024

export const manager: Bench = {
  name: "manager",
  async run(options: BenchOptions): Promise<Figure[]> {
    const folder = await mkdtemp(join(tmpdir(), "tagsweep-manager-"))
    const browser = await startBench(null)
    try {
      const address = await stage(folder)
      const figures: Figure[] = []
      for (const [size, samples] of options.short ? [[5_000, 1] as const] : SAMPLES) {
        const runs = await repeat(share(samples, options), async () => {
          const { page, session } = await browser.page()
          const measured = await measure(page, session, address, size)
          await page.close()
          return { ...measured, longest: await longestTasks(browser, address, size) }
        })
        figures.push(...figuresOf(size, runs))
      }
      return figures
    } finally {
      await browser.close()
      await rm(folder, { recursive: true, force: true })
    }
  },
}

interface Measured {
  readonly firstRows: number
  readonly keystrokes: readonly number[]
  /** The longest task of each flow. */
  readonly longest: ReadonlyMap<string, number>
  readonly dropped: number
  /** The same with all rows already in the page, without script. */
  readonly droppedAlone: number
  readonly perFrame: number
  readonly memory: number
}

function figuresOf(size: number, runs: readonly Measured[]): Figure[] {
  const name = (what: string): string => `manager: ${size.toLocaleString("en")} tags: ${what}`
  const all = (of: (run: Measured) => number): number[] => runs.map(of)
  return [
    figure(
      name("data to first rows"),
      "ms",
      all((run) => run.firstRows),
    ),
    figure(
      name("keystroke in the filter"),
      "ms",
      runs.flatMap((run) => run.keystrokes),
    ),
    figure(
      name("work in a frame of scrolling"),
      "ms",
      all((run) => run.perFrame),
    ),
    figure(
      name(`frames dropped of ${FRAMES}`),
      "frames",
      all((run) => run.dropped),
    ),
    figure(
      name(`frames dropped of ${FRAMES} by rows alone`),
      "frames",
      all((run) => run.droppedAlone),
    ),
    ...MANAGER_FLOWS.map((flow) =>
      figure(
        name(`longest task, ${flow}`),
        "ms",
        all((run) => run.longest.get(flow) ?? Number.NaN),
      ),
    ),
    figure(
      name("memory"),
      "MiB",
      all((run) => run.memory),
    ),
  ]
}

async function stage(folder: string): Promise<string> {
  const entry = fileURLToPath(new URL("support/manager-page.tsx", import.meta.url))
  const options = {
    ...({ bundle: true, minify: true, jsx: "automatic", jsxImportSource: "preact" } as const),
    // As in the gallery, whose parts the page uses.
    alias: { "webextension-polyfill": fileURLToPath(new URL("../gallery/no-browser.ts", import.meta.url)) },
  }
  await build({ ...options, entryPoints: [entry], outfile: join(folder, "page.js"), format: "iife" })
  const html = `<!doctype html><meta charset="utf-8"><title>Bench</title><div id="__plasmo"></div><script src="page.js"></script>`
  await writeFile(join(folder, "index.html"), html)
  return pathToFileURL(join(folder, "index.html")).href
}

async function measure(
  page: Page,
  session: CDPSession,
  address: string,
  size: number,
): Promise<Omit<Measured, "longest">> {
  // The thread's processor time, which does not depend on the machine's load.
  await session.send("Performance.enable", { timeDomain: "threadTicks" })
  await page.goto(address)
  await prepared(page, size)
  const firstRows = await page.evaluate(() => globalThis.bench.show())
  await still(page)
  const keystrokes = await typed(page, session)
  const before = await workOf(session)
  const dropped = await scrolled(page)
  const perFrame = ((await workOf(session)) - before) / FRAMES
  await session.send("HeapProfiler.collectGarbage")
  const memory = (await metric(session, "JSHeapUsedSize")) / MIB
  const droppedAlone = await scrolledAlone(page)
  return { firstRows, keystrokes, dropped, droppedAlone, perFrame, memory }
}

/** Creates the data, and waits until the loading state is drawn. */
async function prepared(page: Page, size: number): Promise<void> {
  await page.evaluate((count) => globalThis.bench.prepare(count), size)
  await still(page)
}

async function metric(session: CDPSession, name: string): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics")
  return metrics.find((each) => each.name === name)?.value ?? Number.NaN
}

/** Processor time of the page's main thread so far (ms). */
async function workOf(session: CDPSession): Promise<number> {
  return (await metric(session, "TaskDuration")) * 1_000
}

/** The TypeScript runner wraps inner functions in a helper that the page lacks; `callSource` provides it. */
function inPage<A extends readonly unknown[]>(
  page: Page,
  script: (...args: A) => Promise<number>,
  args: A,
): Promise<number> {
  return page.evaluate(callSource(script, args))
}

/** Waits until the page has been idle for a while: similar names are grouped, lists are complete. */
function still(page: Page): Promise<number> {
  return inPage(
    page,
    () =>
      new Promise<number>((resolve) => {
        let last = performance.now()
        let quiet = last
        const look = (): void => {
          const now = performance.now()
          // A late frame means that the page was busy before it.
          if (now - last > 25) quiet = now
          last = now
          if (now - quiet < STILL) requestAnimationFrame(look)
          else resolve(now)
        }
        const STILL = 400
        requestAnimationFrame(look)
      }),
    [],
  )
}

const button = (name: string | RegExp) => (page: Page) =>
  page.getByRole("button", { name, exact: true }).click()

/** How to perform each flow; they run one after another on one page. */
const FLOWS: Readonly<Record<(typeof MANAGER_FLOWS)[number], (page: Page) => Promise<unknown>>> = {
  "modules arrive": (page) => page.evaluate(() => globalThis.bench.arrive()),
  "similar names on": button(/^Similar names/),
  "similar names off": button(/^Similar names/),
  "sort by records": button("Records"),
  "sort by name": button("Name"),
  "select all": (page) => page.getByRole("checkbox", { name: "Select all tags" }).click(),
  question: button("Delete selected tags"),
}

/** The longest task of each flow (processor time in ms), including follow-up work. */
async function longestTasks(
  browser: ChromiumBench,
  address: string,
  size: number,
): Promise<ReadonlyMap<string, number>> {
  const { page } = await browser.page()
  await page.goto(address)
  await prepared(page, size)
  const longest = new Map<string, number>()
  for (const flow of MANAGER_FLOWS) {
    const events = await traceOf(browser.context, async () => {
      await FLOWS[flow](page)
      await still(page)
    })
    const tasks = events.filter(({ name }) => name === "RunTask").map(({ cpu }) => cpu)
    longest.set(flow, Math.max(...tasks))
  }
  await page.close()
  return longest
}

/** Processor time per keystroke (ms), from the key to the drawn frame. */
async function typed(page: Page, session: CDPSession): Promise<number[]> {
  await page.getByRole("searchbox", { name: "Filter tags" }).focus()
  const works: number[] = []
  for (const key of TYPED) {
    const before = await workOf(session)
    await page.keyboard.press(key)
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    )
    works.push((await workOf(session)) - before)
  }
  await page.getByRole("searchbox", { name: "Filter tags" }).fill("")
  return works
}

async function scrolledAlone(page: Page): Promise<number> {
  await page.evaluate((rows) => globalThis.bench.freeze(rows), FRAMES * ROWS_A_FRAME + SEEN)
  await still(page)
  return scrolled(page)
}

/** Scrolls three rows per frame. Returns the number of frames that were more than half a frame late. */
function scrolled(page: Page): Promise<number> {
  return inPage(
    page,
    (frames: number, pixels: number) =>
      new Promise<number>((resolve) => {
        const table = document.querySelector(".table")
        let late = 0
        let count = 0
        let last = performance.now()
        const step = (now: number): void => {
          if (count > 1 && now - last > 25) late++
          last = now
          if (table) table.scrollTop += pixels
          if (count++ < frames) requestAnimationFrame(step)
          else resolve(late)
        }
        requestAnimationFrame(step)
      }),
    [FRAMES, ROWS_A_FRAME * ROW],
  )
}
