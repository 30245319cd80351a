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

/** Called by the store after each write. A channel does not hear itself, so this context is told directly. */
export function announceChange(): void {
  opened().postMessage(null)
  notify()
}

/** Calls back after every write by any context, until `signal` aborts. */
export function onStoreChange(callback: () => void, signal: AbortSignal): void {
  opened()
  listeners.add(callback)
  signal.addEventListener("abort", () => listeners.delete(callback), { once: true })
}
