/** Tells every context of the extension what has changed in the store, so that the screens that show it read again. */
import * as v from "valibot"

/** What a change may be of: the kinds of things that are kept, and what the browser and the firm let us do. */
const TOPICS = [
  "accounts",
  "backups",
  "capabilities",
  "jobs",
  "permissions",
  "policy",
  "settings",
  "storage",
] as const

export type Topic = (typeof TOPICS)[number]

/** While an update goes on, a context of another version may tell what this one does not know: then all may have changed. */
const toldSchema = v.fallback(v.array(v.picklist(TOPICS)), [...TOPICS])

interface Listener {
  readonly topics: ReadonlySet<Topic>
  readonly callback: () => void
}

const CHANNEL = "tagsweep-store"

let channel: BroadcastChannel | undefined
const listeners = new Set<Listener>()

function opened(): BroadcastChannel {
  if (!channel) {
    channel = new BroadcastChannel(CHANNEL)
    channel.onmessage = ({ data }): void => notify(v.parse(toldSchema, data))
  }
  return channel
}

function notify(topics: readonly Topic[]): void {
  for (const listener of listeners)
    if (topics.some((topic) => listener.topics.has(topic))) listener.callback()
}

/** Milliseconds in which whatever changes is told of once: each context that listens reads anew what it shows. */
const TOGETHER = 50
let quiet: ReturnType<typeof setTimeout> | undefined
const untold = new Set<Topic>()

/**
 * Called after each write, and after one that failed where a screen shows it already: tells at once, or, where that was
 * just done, a moment later.
 */
export function announceChange(...topics: readonly Topic[]): void {
  for (const topic of topics) untold.add(topic)
  if (quiet === undefined) tell()
}

/** A channel does not hear itself, so this context is told directly. */
function tell(): void {
  const topics = [...untold]
  untold.clear()
  quiet = setTimeout(() => {
    quiet = undefined
    if (untold.size > 0) tell()
  }, TOGETHER)
  opened().postMessage(topics)
  notify(topics)
}

/** A way to be called back after every change of these by any context, until a signal aborts. */
export function changesOf(...topics: readonly Topic[]): (callback: () => void, signal: AbortSignal) => void {
  const all = new Set(topics)
  return (callback, signal) => {
    opened()
    const listener = { topics: all, callback }
    listeners.add(listener)
    signal.addEventListener("abort", () => listeners.delete(listener), { once: true })
  }
}
