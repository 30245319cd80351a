/** The popup's first paint, and the time until its jobs are shown, with few and with many jobs in the journal. */
import type { Page } from "playwright-core"
import { planDeletion } from "../../src/jobs/plan"
import type { JobRecord } from "../../src/jobs/record"
import { ChromiumTab } from "../e2e/support/chromium/tab"
import { callSource } from "../e2e/support/driver"
import { startExtension, write, type Extension } from "./extension"
import { figure, growth, median, type Bench, type Figure, type Point } from "./measure"

const SIZES = [1, 50, 200, 500] as const
/** The size whose first paint is compared with an empty page. */
const COMPARED = 50
const OPENINGS = 7
/** A practically empty page of the extension: its manifest, shown as text without style or script. */
const PLAIN = "manifest.json"

export const popup: Bench = {
  name: "popup",
  async run({ short }): Promise<Figure[]> {
    if (short) return []
    const extension = await startExtension({ tagsPerModule: { Leads: 1 } })
    try {
      const figures: Figure[] = []
      const points: Point[] = []
      let stored = 0
      for (const size of SIZES) {
        await storeJobs(extension, stored, size)
        stored = size
        const openings = await open(extension)
        const drawn = openings.map((opening) => opening.drawn)
        figures.push(figure(`popup: first paint, ${size} jobs`, "ms", paintsOf(openings)))
        figures.push(figure(`popup: jobs on the screen, ${size} jobs`, "ms", drawn))
        if (size === COMPARED) figures.push(...(await comparedWithPlain(extension, openings)))
        points.push({ size, samples: drawn })
      }
      return [...figures, growth("popup: growth of time until jobs are on the screen", points)]
    } finally {
      await extension.close()
    }
  },
}

/** First paint relative to an empty page of the extension. */
async function comparedWithPlain(extension: Extension, openings: readonly Opening[]): Promise<Figure[]> {
  const plain = paintsOf(await open(extension, PLAIN))
  const shares = paintsOf(openings).map((paint) => paint / median(plain))
  return [
    figure("popup: first paint, an empty page", "ms", plain),
    figure(`popup: first paint, ${COMPARED} jobs, of an empty page`, "ratio", shares),
  ]
}

const paintsOf = (openings: readonly Opening[]): number[] => openings.map(({ paint }) => paint)

interface Opening {
  readonly paint: number
  readonly drawn: number
}

/** Opens the page several times. The first time fills the browser's caches and does not count. */
async function open({ browser }: Extension, path = "popup.html"): Promise<Opening[]> {
  const openings: Opening[] = []
  for (let opening = -1; opening < OPENINGS; opening++) {
    const tab = await browser.open("about:blank")
    if (!(tab instanceof ChromiumTab)) throw new Error("only Chromium is measured")
    await tab.page.addInitScript({ content: callSource(noteJobs, [path === PLAIN]) })
    await tab.goto(`${browser.extensionOrigin}/${path}`)
    const seen = await times(tab.page)
    if (opening >= 0) openings.push(seen)
    await tab.close()
  }
  return openings
}

/** Runs in the page before any other script. Marks the first frame that shows a job; immediately for the empty page. */
function noteJobs(isPlain: boolean): void {
  if (isPlain) performance.mark("jobs-drawn")
  const note = (): void => {
    if (!document.querySelector("li")) return
    observer.disconnect()
    requestAnimationFrame(() => setTimeout(() => performance.mark("jobs-drawn")))
  }
  const observer = new MutationObserver(note)
  observer.observe(document, { childList: true, subtree: true })
}

async function times(page: Page): Promise<Opening> {
  const handle = await page.waitForFunction(() => {
    const [paint] = performance.getEntriesByName("first-contentful-paint")
    const [drawn] = performance.getEntriesByName("jobs-drawn")
    return paint && drawn ? { paint: paint.startTime, drawn: drawn.startTime } : undefined
  })
  return (await handle.jsonValue()) as Opening
}

/** Adds finished jobs of 200 tags to the journal. @param from index of the first @param to index after the last */
async function storeJobs({ page }: Extension, from: number, to: number): Promise<void> {
  const records = Array.from({ length: to - from }, (_, index) => finished(from + index))
  await write(
    page,
    "jobs",
    records.map(({ job }) => job),
  )
  await write(
    page,
    "steps",
    records.flatMap(({ steps }) => [...steps]),
  )
}

function finished(index: number): JobRecord {
  const now = Date.now() - index * 60_000
  const { job, steps } = planDeletion({
    ...{
      id: `job-${index}`,
      now,
      grace: 0,
      accountId: "account",
      confirmedBy: null,
      backup: null,
      group: null,
    },
    org: { id: "1", name: "Acme", location: "us", environment: "production" },
    module: { id: "1", apiName: "Leads", pluralLabel: "Leads" },
    tags: Array.from({ length: 200 }, (_, tag) => ({
      ...{ id: `70000${tag}`, name: `Tag ${tag}`, colorCode: null, records: null },
    })),
    tagsPerCall: 200,
  })
  const tags = { ...job.tags, pending: 0, done: 200 }
  return { job: { ...job, state: "completed", finishedAt: now + 5_000, tags }, steps }
}
