/**
 * One bar, and the newest version's: a script that is put into a frame after an update sends the one before it
 * away. They live in separate worlds and share only the document, so a DOM event is the way. A page that forges
 * it gains nothing but that our bar goes.
 */
const EVENT = "tagsweep-newer"

/** Sends older scripts away; the signal aborts when a newer one comes. */
export function retireOlder(): AbortSignal {
  document.dispatchEvent(new Event(EVENT))
  for (const host of document.querySelectorAll("tagsweep-root")) host.remove()
  const retired = new AbortController()
  document.addEventListener(EVENT, () => retired.abort(), { once: true })
  return retired.signal
}
