/** Announces changes of stored data to every context of the extension, so that screens read again. */
import * as v from "valibot"

/** Kinds of stored data, and what the browser and the managed policy allow. */
const TOPICS = [
  ...(["accounts", "backups", "orgFeatures", "jobs"] as const),
  ...(["permissions", "policy", "settings", "storage", "usage"] as const),
] as const

export type Topic = (typeof TOPICS)[number]

/** A context of another version may announce unknown topics. In that case, all topics count as changed. */
const topicsSchema = v.fallback(v.array(v.picklist(TOPICS)), [...TOPICS])

const CHANNEL = "tagsweep-store"

let channel: BroadcastChannel | undefined
const listeners = new Set<(topics: readonly Topic[]) => void>()

function openChannel(): BroadcastChannel {
  if (!channel) {
    channel = new BroadcastChannel(CHANNEL)
    channel.onmessage = ({ data }): void => notify(v.parse(topicsSchema, data))
  }
  return channel
}

function notify(topics: readonly Topic[]): void {
  for (const listener of listeners) listener(topics)
}

/** Interval (ms) in which changes are announced together, because every listening context reads again. */
const GROUP_INTERVAL_MS = 50
let timer: ReturnType<typeof setTimeout> | undefined
const pending = new Set<Topic>()

/** Call after each write, and after a failed write that a screen already shows. */
export function announceChange(...topics: readonly Topic[]): void {
  for (const topic of topics) pending.add(topic)
  if (timer === undefined) notifyAll()
}

/** A channel does not receive its own messages, so listeners in this context are called directly. */
function notifyAll(): void {
  const topics = [...pending]
  pending.clear()
  timer = setTimeout(() => {
    timer = undefined
    if (pending.size > 0) notifyAll()
  }, GROUP_INTERVAL_MS)
  openChannel().postMessage(topics)
  notify(topics)
}

/** Returns a function that calls back after every change of these topics in any context, until the signal aborts. */
export function changesOf(...topics: readonly Topic[]): (callback: () => void, signal: AbortSignal) => void {
  return (callback, signal) => {
    openChannel()
    const listener = (changed: readonly Topic[]): void => {
      if (topics.some((topic) => changed.includes(topic))) callback()
    }
    listeners.add(listener)
    signal.addEventListener("abort", () => listeners.delete(listener), { once: true })
  }
}
