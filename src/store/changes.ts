/** Tells every context of the extension that something in the store has changed, so that screens read again. */

const CHANNEL = "tagsweep-store"

let channel: BroadcastChannel | undefined
const listeners = new Set<() => void>()

function opened(): BroadcastChannel {
  if (!channel) {
    channel = new BroadcastChannel(CHANNEL)
    channel.onmessage = notify
  }
  return channel
}

function notify(): void {
  for (const listener of listeners) listener()
}

/** Milliseconds in which whatever changes is told of once: each context that listens reads anew what it shows. */
const TOGETHER = 50
let quiet: ReturnType<typeof setTimeout> | undefined
let isMissed = false

/**
 * Called after each write, and after one that failed where a screen shows it already: tells at once, or, where that was
 * just done, a moment later. A channel does not hear itself, so this context is told directly.
 */
export function announceChange(): void {
  if (quiet !== undefined) {
    isMissed = true
    return
  }
  quiet = setTimeout(() => {
    quiet = undefined
    if (isMissed) announceChange()
  }, TOGETHER)
  isMissed = false
  opened().postMessage(null)
  notify()
}

/** Calls back after every write by any context, until `signal` aborts. */
export function onStoreChange(callback: () => void, signal: AbortSignal): void {
  opened()
  listeners.add(callback)
  signal.addEventListener("abort", () => listeners.delete(callback), { once: true })
}
