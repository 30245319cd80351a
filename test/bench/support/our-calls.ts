/** What of a trace comes from our scripts on a Zoho page, and what is the page's own. */
import { isWithinEvent, type TraceEvent } from "./trace"

const isOurs = ({ name, url }: TraceEvent): boolean =>
  name === "FunctionCall" && url.startsWith("chrome-extension://")

/** What goes on after `scheduler.yield` is no call of a function in a trace. On these pages only we yield. */
const GOES_ON = "BlinkScheduler_PerformMicrotaskCheckpoint"

/** Our calls that no other of our calls holds. */
export function ourTasks(trace: readonly TraceEvent[]): TraceEvent[] {
  const threads = new Set(trace.filter(isOurs).map(({ thread }) => thread))
  const calls = trace.filter(
    (event) => isOurs(event) || (event.name === GOES_ON && threads.has(event.thread)),
  )
  return calls.filter((call) => !calls.some((other) => other !== call && isWithinEvent(call, other)))
}

/** The trace's calls of ours, less the layout that the page's own changes made due: it comes with the frame anyway. */
export function ourCalls(trace: readonly TraceEvent[]): TraceEvent[] {
  const layouts = trace.filter(({ name }) => name === "Layout" || name === "UpdateLayoutTree")
  return ourTasks(trace).map((call) => {
    const inside = layouts.filter((each) => isWithinEvent(each, call))
    return { ...call, cpu: inside.reduce((left, { cpu }) => left - cpu, call.cpu) }
  })
}

export const longest = (events: readonly TraceEvent[]): number => Math.max(0, ...events.map(({ cpu }) => cpu))

/** Most layouts that one of our calls forced: more than one means that writes and reads took turns. */
export function mostLayouts(trace: readonly TraceEvent[]): number {
  const layouts = trace.filter(({ name }) => name === "Layout" || name === "UpdateLayoutTree")
  const inOne = (call: TraceEvent): number =>
    layouts.filter((each) => each.name === "Layout" && isWithinEvent(each, call)).length
  return Math.max(0, ...ourTasks(trace).map(inOne))
}

/** The longest of each: the rows' own, no matter who asks for it first. */
export function pagesOwnLayout(trace: readonly TraceEvent[]): number {
  const longestOf = (name: string): number => longest(trace.filter((event) => event.name === name))
  return longestOf("UpdateLayoutTree") + longestOf("Layout")
}
