/** Separates our scripts' part of a Zoho page's trace from the page's own. */
import { isWithinEvent, type TraceEvent } from "./trace"

const isOurs = ({ name, url }: TraceEvent): boolean =>
  name === "FunctionCall" && url.startsWith("chrome-extension://")

/** In a trace, a continuation after `scheduler.yield` is not a function call. On these pages, only we yield. */
const CONTINUATION = "BlinkScheduler_PerformMicrotaskCheckpoint"

/** Our outermost calls. */
export function ourTasks(trace: readonly TraceEvent[]): TraceEvent[] {
  const threads = new Set(trace.filter(isOurs).map(({ thread }) => thread))
  const calls = trace.filter(
    (event) => isOurs(event) || (event.name === CONTINUATION && threads.has(event.thread)),
  )
  return calls.filter((call) => !calls.some((other) => other !== call && isWithinEvent(call, other)))
}

/** Our calls, without the layout caused by the page's own changes, which would happen in this frame anyway. */
export function ourCalls(trace: readonly TraceEvent[]): TraceEvent[] {
  const layouts = trace.filter(({ name }) => name === "Layout" || name === "UpdateLayoutTree")
  return ourTasks(trace).map((call) => {
    const inside = layouts.filter((each) => isWithinEvent(each, call))
    return { ...call, cpu: inside.reduce((left, { cpu }) => left - cpu, call.cpu) }
  })
}

export const longest = (events: readonly TraceEvent[]): number => Math.max(0, ...events.map(({ cpu }) => cpu))

/** The most layouts forced by one of our calls: more than one means that it alternated between writes and reads. */
export function mostLayouts(trace: readonly TraceEvent[]): number {
  const layouts = trace.filter(({ name }) => name === "Layout" || name === "UpdateLayoutTree")
  const inOne = (call: TraceEvent): number =>
    layouts.filter((each) => each.name === "Layout" && isWithinEvent(each, call)).length
  return Math.max(0, ...ourTasks(trace).map(inOne))
}

/** The longest style and layout passes: those of the page's own rows, regardless of what triggers them. */
export function pagesOwnLayout(trace: readonly TraceEvent[]): number {
  const longestOf = (name: string): number => longest(trace.filter((event) => event.name === name))
  return longestOf("UpdateLayoutTree") + longestOf("Layout")
}
