/**
 * The cost of the extension on a CRM page that is not the tag page: script time and heap, according to the browser's
 * own metrics 1.2 s after loading an otherwise empty page, with and without the extension.
 * `tsx test/bench/foreign-page.ts [build folder]`
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { pathToFileURL } from "node:url"
import type { CDPSession } from "playwright-core"
import { grantOrg, startBench } from "./support/chromium"
import { median, report, type Figure } from "./support/stats"
import { traceOf } from "./support/trace"

const ADDRESS = "https://crm.zoho.com/crm/org700000001/tab/Home/begin"
const PLACE = { location: "us", environment: "production" } as const
const LOADS = 7
const SETTLED_MS = 1_200

interface Cost {
  readonly scriptMs: number
  readonly heapKiB: number
}

/** The median cost of several loads. */
async function costOf(extensionDir: string | null, isOurs = extensionDir !== null): Promise<Cost> {
  const bench = await startBench(extensionDir, isOurs)
  try {
    if (isOurs) await grantOrg(bench, PLACE)
    await bench.context.route("https://crm.zoho.com/**", (route) =>
      route.fulfill({ contentType: "text/html", body: "<!doctype html><title>CRM</title>" }),
    )
    const costs: Cost[] = []
    for (let load = -1; load < LOADS; load++) {
      const { page, session } = await bench.page()
      await session.send("Performance.enable")
      await page.goto(ADDRESS)
      await pause(SETTLED_MS)
      const cost = await readCost(session)
      // The first load includes the browser's own startup.
      if (load >= 0) costs.push(cost)
      await page.close()
    }
    return {
      scriptMs: median(costs.map((cost) => cost.scriptMs)),
      heapKiB: median(costs.map((cost) => cost.heapKiB)),
    }
  } finally {
    await bench.close()
  }
}

async function readCost(session: CDPSession): Promise<Cost> {
  const { metrics } = await session.send("Performance.getMetrics")
  const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
  return { scriptMs: of("ScriptDuration") * 1_000, heapKiB: of("JSHeapUsedSize") / 1_024 }
}

/** The minimum cost of a content script in this browser: an empty one. */
async function costOfEmptyScript(): Promise<Cost> {
  const folder = await mkdtemp(join(tmpdir(), "tagsweep-empty-"))
  const manifest = {
    ...{ manifest_version: 3, name: "empty", version: "1" },
    content_scripts: [
      { matches: ["https://crm.zoho.com/*"], js: ["empty.js"], run_at: "document_start", all_frames: true },
    ],
  }
  try {
    await writeFile(join(folder, "manifest.json"), JSON.stringify(manifest))
    await writeFile(join(folder, "empty.js"), "")
    return await costOf(folder, false)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Script time and heap that the extension adds to a CRM page that is not the tag page. */
export async function measureForeignPage(extensionDir: string): Promise<Figure[]> {
  const without = await costOf(null)
  const empty = await costOfEmptyScript()
  const withIt = await costOf(extensionDir)
  const script = (cost: Cost): Omit<Figure, "name"> => ({
    value: cost.scriptMs - without.scriptMs,
    unit: "ms",
  })
  const heap = (cost: Cost): Omit<Figure, "name"> => ({ value: cost.heapKiB - without.heapKiB, unit: "KiB" })
  return [
    { name: "foreign CRM page: script", ...script(withIt) },
    { name: "foreign CRM page: script, an empty content script", ...script(empty) },
    { name: "foreign CRM page: heap", ...heap(withIt) },
    { name: "foreign CRM page: heap, an empty content script", ...heap(empty) },
    {
      name: "foreign CRM page: heap beyond an empty content script",
      ...{ value: withIt.heapKiB - empty.heapKiB, unit: "KiB" },
    },
  ]
}

/** Our part of the browser's trace during such a load: script evaluations, and any later calls. */
export async function traceForeignPage(extensionDir: string): Promise<Figure[]> {
  const bench = await startBench(extensionDir)
  try {
    await grantOrg(bench, PLACE)
    await bench.context.route("https://crm.zoho.com/**", (route) =>
      route.fulfill({ contentType: "text/html", body: "<!doctype html><title>CRM</title>" }),
    )
    const { page } = await bench.page()
    await page.goto(ADDRESS)
    const trace = await traceOf(bench.context, async () => {
      await page.reload()
      await pause(SETTLED_MS)
    })
    // Ignores the extension's own pages: the options page opens automatically.
    const watcher = trace.find(({ url }) => /^chrome-extension:.*\/watch\b/.test(url))
    if (!watcher) throw new Error("the trace does not show the watcher")
    const ours = trace.filter(
      ({ url, thread }) => url.startsWith("chrome-extension://") && thread === watcher.thread,
    )
    const ms = (name: RegExp): number =>
      ours.filter((event) => name.test(event.name)).reduce((sum, { duration }) => sum + duration, 0)
    return [
      { name: "foreign CRM page, trace: compiling our script", value: ms(/ompile/), unit: "ms" },
      { name: "foreign CRM page, trace: evaluating our script", value: ms(/^EvaluateScript$/), unit: "ms" },
      {
        name: "foreign CRM page, trace: calls into our script later on",
        value: ours.filter(({ name }) => name === "FunctionCall").length,
        unit: "calls",
      },
    ]
  } finally {
    await bench.close()
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const folder = process.argv[2] ?? "build/chrome-mv3-prod"
  report([...(await measureForeignPage(folder)), ...(await traceForeignPage(folder))])
}
