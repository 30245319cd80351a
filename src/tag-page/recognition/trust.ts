/**
 * Decides whether the names on screen are the ones Zoho has stored. Translators and word-replacing extensions change
 * them, so a row may show another tag's name: then nothing can be selected.
 */
import { visible as normalize } from "../../lib/names"
import type { NameProbe } from "../name-probe"
import type { Choice } from "./choose"
import { parentOf } from "./dom"
import { likeOthers, type Judged } from "./judge"
import { withoutCount, withoutEllipsis, type NameIndex } from "./names"
import type { RowMemory, ShownRow } from "./row-memory"
import type { Reading } from "./rows"
import { NAME_ATTRIBUTES } from "./scan"
import { NO_ROWS, type Recognition, type Settled } from "./types"

type Trusted = Settled & Pick<Recognition, "distrust" | "unknownNames">

const TRANSLATED: Trusted = { ...NO_ROWS, distrust: "translated", unknownNames: "" }

/** Whether something changes texts all over the page. */
export function isPageTranslated(memory: RowMemory, probe: NameProbe | undefined): boolean {
  return isPageMarked() || memory.isInOtherLanguage() || (probe?.isChanged() ?? false)
}

interface Known {
  readonly names: NameIndex
  /** Visible forms of names that tags had. */
  readonly formerNames: ReadonlySet<string>
  /** Updated here. */
  readonly memory: RowMemory
}

/**
 * The rows of the chosen list that may be used: all of a trusted list, else those that still show what they showed
 * before it lost trust.
 */
export function trustedOf(
  { rows, unselectable }: Settled,
  { judged, rival }: Choice,
  isTranslated: boolean,
  known: Known,
): Trusted {
  if (isTranslated || (!judged && isAnyTextMarked())) return TRANSLATED
  const all = { rows, unselectable, distrust: null, unknownNames: "" }
  if (!judged) return all
  const { memory, names } = known
  const shown = judged.readings.flatMap(shownRow)
  if (isListMarked(judged) || isContradicted(judged.readings, names) || memory.isRewritten(shown))
    return TRANSLATED
  const unknownNames = unknownNamesOf(judged, known).sort().join("\n")
  if (unknownNames !== "") {
    const steady = new Set(shown.filter((row) => memory.isAsRemembered(row)).map(({ tagId }) => tagId))
    const kept = rows.filter(({ tagId }) => steady.has(tagId))
    return { rows: kept, unselectable, distrust: "unknown-names", unknownNames }
  }
  if (!rival) memory.remember(shown)
  return all
}

/** Texts in the place of names that are no tag's name. */
function unknownNamesOf({ unknownRows, readings }: Judged, { names, formerNames }: Known): string[] {
  const isFormer = (text: string): boolean =>
    formerNames.has(text) || formerNames.has(withoutCount(text) ?? text)
  const isCutOff = (text: string): boolean => {
    const start = withoutEllipsis(withoutCount(text) ?? text)
    return start !== undefined && names.tags.some(({ name }) => normalize(name).startsWith(start))
  }
  const named = readings.map(({ row, hit }) => ({ row, place: hit.element }))
  return likeOthers(unknownRows, named)
    .map(({ place }) => normalize(place.textContent))
    .filter((text) => !isFormer(text) && !isCutOff(text))
}

function shownRow({ row, hit, tags, refusal }: Reading): ShownRow[] {
  const [tag] = tags
  return tag && !refusal ? [{ tagId: tag.id, row, place: hit.element }] : []
}

/**
 * Whether a row's text is one tag's name and an attribute around it another's: components keep the original value. An
 * attribute that several rows repeat is a button's title rather than a name.
 */
function isContradicted(readings: readonly Reading[], names: NameIndex): boolean {
  const times = new Map<string, number>()
  for (const { row, hit, tags } of readings) {
    const own = new Set(tags.map(({ id }) => id))
    for (const id of statedAround(hit.element, row, names)) {
      if (!own.has(id)) times.set(id, (times.get(id) ?? 0) + 1)
    }
  }
  return [...times.values()].includes(1)
}

/** The tags named by the attributes of an element and its ancestors, up to its row. */
function statedAround(element: Element, row: Element, names: NameIndex): Set<string> {
  const ids = new Set<string>()
  for (let at: Element | null = element; at; at = at === row ? null : parentOf(at)) {
    for (const attribute of NAME_ATTRIBUTES) {
      const value = at.getAttribute(attribute)
      const [only, second] = (value !== null && names.match(value)?.exact) || []
      if (only && !second) ids.add(only.id)
    }
  }
  return ids
}

// Traces that translators leave.

/** Chrome marks the whole page while it shows a translation. */
const ON_PAGE = ".translated-ltr,.translated-rtl"

/**
 * Chrome's translator and most extensions wrap translated text in `font`, which no current app writes. The others are
 * from Yandex Browser, Edge, and Firefox while it translates:
 * https://searchfox.org/mozilla-central/source/toolkit/components/translations/content/translations-document.sys.mjs
 */
const AT_TEXT = "font,ya-tr-span,[_msttexthash],[_mstmutation],[data-moz-translations-id]"

/** Whether the browser marks the page as translated. */
function isPageMarked(): boolean {
  return [document.documentElement, document.body].some((element) => element.matches(ON_PAGE))
}

/** The same for a page without a list, where all names may be translated. */
function isAnyTextMarked(): boolean {
  // Any page may use a `font` in its own text.
  return document.querySelector("[_msttexthash],ya-tr-span") !== null
}

/** Whether a translator changed a text in a list, including its shadow trees and its rows. */
function isListMarked({ column: { list }, rows }: Judged): boolean {
  const shadows = [list, ...rows].flatMap(({ shadowRoot }) => shadowRoot ?? [])
  return [list, ...shadows].some((root) => root.querySelector(AT_TEXT) !== null)
}
