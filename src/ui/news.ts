/** The updates that change what a person sees or does. All others come without a word. */
import type { MessageKey } from "./i18n"

/** Newest first. A row is added with the version that brings it; nothing else has to be told. */
const NEWS: readonly { readonly version: string; readonly words: MessageKey }[] = [
  { version: "0.1.0", words: "news_0_1_0" },
]

export type NewsItem = (typeof NEWS)[number]

/** What has come with the versions after `previous` up to `current`. */
export function newsSince(previous: string, current: string): string[] {
  return NEWS.map(({ version }) => version).filter(
    (version) => isNewer(version, previous) && !isNewer(version, current),
  )
}

/** The items of these versions; a version that is no longer in the list has nothing to say. */
export function newsOf(versions: readonly string[]): NewsItem[] {
  return NEWS.filter(({ version }) => versions.includes(version))
}

/** Browsers' versions: up to four numbers. https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/manifest.json/version */
function isNewer(one: string, other: string): boolean {
  const [ours, theirs] = [one, other].map((version) => version.split(".").map(Number))
  for (let place = 0; place < 4; place++) {
    const difference = (ours?.[place] ?? 0) - (theirs?.[place] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return false
}
