/** Tells every context of the extension what has changed in the store, so that its screens read again. */
import * as v from "valibot"

/** What is stored, and what the browser and the managed policy let us do. */
const TOPICS = [
  ...(["accounts", "backups", "orgFeatures", "jobs"] as const),
  ...(["permissions", "policy", "settings", "storage", "usage"] as const),
] as const

export type Topic = (typeof TOPICS)[number]

/** A context of another version may announce what this one does not know: then all may have changed. */
const topicsSchema = v.fallback(v.array(v.picklist(TOPICS)), [...TOPICS])

const CHANNEL = "tagsweep-store"

let channel: BroadcastChannel | undefined
const listeners = new Set<(topics: readonly Topic[]) => void>()

function opened(): BroadcastChannel {
  if (!channel) {
    channel = new BroadcastChannel(CHANNEL)
    channel.onmessage = ({ data }): void => notify(v.parse(topicsSchema, data))
  }
  return channel
}

function notify(topics: readonly Topic[]): void {
  for (const listener of listeners) listener(topics)
}

/** Milliseconds in which changes are announced together: each context that listens reads again what it shows. */
const TOGETHER = 50
let quiet: ReturnType<typeof setTimeout> | undefined
const pending = new Set<Topic>()

/** Called after each write, and after one that failed where a screen shows it already. */
export function announceChange(...topics: readonly Topic[]): void {
  for (const topic of topics) pending.add(topic)
  if (quiet === undefined) notifyAll()
}

/** A channel does not hear itself, so this context is called directly. */
function notifyAll(): void {
  const topics = [...pending]
  pending.clear()
  quiet = setTimeout(() => {
    quiet = undefined
    if (pending.size > 0) notifyAll()
  }, TOGETHER)
  opened().postMessage(topics)
  notify(topics)
}

/** A way to be called back after every change of these by any context, until a signal aborts. */
export function changesOf(...topics: readonly Topic[]): (callback: () => void, signal: AbortSignal) => void {
  return (callback, signal) => {
    opened()
    const listener = (changed: readonly Topic[]): void => {
      if (topics.some((topic) => changed.includes(topic))) callback()
    }
    listeners.add(listener)
    signal.addEventListener("abort", () => listeners.delete(listener), { once: true })
  }
}
