/** The browser's tracing, reduced to what the benches need. */
import * as v from "valibot"
import type { BrowserContext } from "playwright-core"

export interface TraceEvent {
  readonly name: string
  /** Milliseconds since an arbitrary start. */
  readonly at: number
  /** Milliseconds. */
  readonly duration: number
  /** Processor time of the thread (ms); same as `duration` if the trace does not report it. */
  readonly cpu: number
  /** URL of the script; empty if the event names none. */
  readonly url: string
  readonly thread: string
  /** Name of the called function; empty if it has none. */
  readonly called: string
}

const data = v.looseObject({
  url: v.optional(v.string()),
  fileName: v.optional(v.string()),
  functionName: v.optional(v.string()),
})
const raw = v.looseObject({
  name: v.string(),
  ts: v.number(),
  dur: v.optional(v.number(), 0),
  tdur: v.optional(v.number()),
  pid: v.number(),
  tid: v.number(),
  args: v.optional(
    v.looseObject({
      data: v.optional(data),
      beginData: v.optional(data),
      fileName: v.optional(v.string()),
      name: v.optional(v.string()),
    }),
    {},
  ),
})

/** Records a trace while `work` runs. Returns the events of the pages' main threads. */
export async function traceOf(context: BrowserContext, work: () => Promise<void>): Promise<TraceEvent[]> {
  const browser = context.browser()
  if (!browser) throw new Error("no browser to trace")
  const session = await browser.newBrowserCDPSession()
  const events: v.InferOutput<typeof raw>[] = []
  session.on("Tracing.dataCollected", ({ value }) => {
    for (const each of value) {
      const event = v.safeParse(raw, each)
      if (event.success) events.push(event.output)
    }
  })
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: {
      includedCategories: [
        "devtools.timeline",
        "disabled-by-default-devtools.timeline",
        "v8.execute",
        "v8",
        "toplevel",
      ],
    },
  })
  await work()
  const ended = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve))
  await session.send("Tracing.end")
  await ended
  await session.detach()
  const mains = new Set(
    events.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain").map(threadOf),
  )
  return events.filter((event) => mains.has(threadOf(event))).map(summary)
}

const threadOf = ({ pid, tid }: { pid: number; tid: number }): string => `${pid}/${tid}`

function summary(event: v.InferOutput<typeof raw>): TraceEvent {
  const { args } = event
  const about = args.data ?? args.beginData
  return {
    name: event.name,
    at: event.ts / 1_000,
    duration: event.dur / 1_000,
    cpu: (event.tdur ?? event.dur) / 1_000,
    url: about?.url ?? about?.fileName ?? args.fileName ?? "",
    thread: threadOf(event),
    called: about?.functionName ?? "",
  }
}

/** Whether `inner` is within the time of `outer` on the same thread. */
export function isWithinEvent(inner: TraceEvent, outer: TraceEvent): boolean {
  return (
    inner.thread === outer.thread &&
    inner.at >= outer.at &&
    inner.at + inner.duration <= outer.at + outer.duration
  )
}
