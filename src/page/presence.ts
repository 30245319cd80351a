/** Whether the tag-page script already lives in this frame, however often it was put in. */

const KEY = Symbol.for("tagsweep.tag-page")

type Marked = typeof globalThis & { [KEY]?: true }

export function isStarted(): boolean {
  return (globalThis as Marked)[KEY] === true
}

/** @returns false when it was started before */
export function markStarted(): boolean {
  if (isStarted()) return false
  ;(globalThis as Marked)[KEY] = true
  return true
}
