/**
 * One bar, and the newest version's: a script that comes to a page asks the one before it to go. They live in
 * separate worlds and share only the document, so a DOM event is the way. A page that forges it, or the refusal,
 * gains nothing but that our bar goes or stays away.
 */
import { platformRuntime } from "../../messaging/platform"
import { HOST_NAME, PROBE_NAME } from "../host-name"

const EVENT = "tagsweep-newer"

/**
 * Sends older scripts away.
 * @returns a signal that aborts when a newer one comes; null when the one that is here is newer and works
 */
export function retireOlder(): AbortSignal | null {
  const version = platformRuntime()?.getManifest().version ?? ""
  // Refused by `preventDefault`, the one answer that an event can carry.
  const isAlone = document.dispatchEvent(new CustomEvent(EVENT, { cancelable: true, detail: version }))
  if (!isAlone) return null
  for (const host of document.querySelectorAll(`${HOST_NAME},${PROBE_NAME}`)) host.remove()
  const retired = new AbortController()
  const { signal } = retired
  const onAsked = (event: Event): void => {
    // One that outlived its extension can do nothing, however new.
    const stays = platformRuntime() !== undefined && isNewer(version, versionIn(event))
    if (stays) event.preventDefault()
    else retired.abort()
  }
  document.addEventListener(EVENT, onAsked, { signal })
  return signal
}

/** A forged event may hold anything. */
function versionIn(event: Event): string {
  const { detail } = event as CustomEvent<unknown>
  return typeof detail === "string" ? detail : ""
}

/** Whether one version of a manifest (up to four numbers and dots) comes after another. */
function isNewer(one: string, other: string): boolean {
  const [mine = [], theirs = []] = [one, other].map((version) => version.split(".").map(Number))
  const at = [0, 1, 2, 3].find((part) => (mine[part] ?? 0) !== (theirs[part] ?? 0))
  return at !== undefined && (mine[at] ?? 0) > (theirs[at] ?? 0)
}
