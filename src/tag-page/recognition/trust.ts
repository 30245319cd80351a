/**
 * Decides whether the names on screen are the ones Zoho has stored. Translators and word-replacing extensions change
 * them, so a row may show another tag's name: then nothing can be selected.
 */
import { visible as normalize } from "../../lib/names"
import type { Choice } from "./choose"
import { parentOf } from "./dom"
import { likeOthers, type Judged } from "./judge"
import { withoutCount, withoutEllipsis, type NameIndex } from "./names"
import type { Reading } from "./rows"
import type { RowMemory, ShownRow } from "./row-memory"
import type { Settled } from "./rows"
import { NAME_ATTRIBUTES } from "./scan"
import type { Distrust, RecognizeOptions } from "./types"

export interface Verdict {
  readonly distrust: Distrust | null
  /** Tags whose rows still show what they showed while the list could be trusted. */
  readonly steady: ReadonlySet<string>
  /** Texts in the place of names that are no tag's name. */
  readonly unknownNames: readonly string[]
}

const TRUSTED: Verdict = { distrust: null, steady: new Set(), unknownNames: [] }
const TRANSLATED: Verdict = { ...TRUSTED, distrust: "translated" }

export interface Trust {
  /** Whether something changes texts all over the page. */
  isPageTranslated(): boolean
  /** Judges the chosen list. */
  of(choice: Choice, isPageTranslated: boolean): Verdict
}

type Known = Pick<RecognizeOptions, "formerNames" | "isProbeChanged"> & { readonly memory: RowMemory }

/** @param top the element around the page */
export function createTrust(top: Element, names: NameIndex, known: Known): Trust {
  const { memory } = known
  const formerNames = new Set([...(known.formerNames ?? [])].map(normalize))

  function unknownNamesOf({ unknownRows, readings }: Judged): string[] {
    if (unknownRows.length === 0) return []
    const named = readings.map(({ entry: { row, hit } }) => ({ row, place: hit.element }))
    return likeOthers(unknownRows, named)
      .map(({ place }) => normalize(place.textContent))
      .filter((text) => !isFormer(text) && !isCutOff(text))
  }

  const isFormer = (text: string): boolean =>
    formerNames.has(text) || formerNames.has(withoutCount(text) ?? text)

  function isCutOff(text: string): boolean {
    const start = withoutEllipsis(withoutCount(text) ?? text)
    return start !== undefined && names.tags.some(({ name }) => normalize(name).startsWith(start))
  }

  function ofNames(judged: Judged, rival: boolean): Verdict {
    const shown = judged.readings.flatMap(shownRow)
    const isTranslated =
      isListMarked(judged.column.list, judged.rows) ||
      isContradicted(judged.readings, names) ||
      memory.isRewritten(shown)
    if (isTranslated) return TRANSLATED
    const unknownNames = unknownNamesOf(judged)
    const steady = new Set(shown.filter((row) => memory.isAsRemembered(row)).map(({ tagId }) => tagId))
    if (unknownNames.length > 0) return { distrust: "unknown-names", steady, unknownNames }
    if (!rival) memory.remember(shown)
    return TRUSTED
  }

  return {
    isPageTranslated() {
      const page = top.ownerDocument
      return isPageMarked(page) || memory.isInOtherLanguage(page) || (known.isProbeChanged?.() ?? false)
    },
    of({ judged, rival }, isPageTranslated) {
      if (isPageTranslated || (!judged && isAnyTextMarked(top))) return TRANSLATED
      return judged ? ofNames(judged, rival) : TRUSTED
    },
  }
}

/** The rows that may be used: all of a trusted list, else those seen before it lost trust. */
export function trusted({ rows, unselectable }: Settled, { distrust, steady }: Verdict): Settled {
  if (distrust === null) return { rows, unselectable }
  if (distrust === "translated") return { rows: [], unselectable: [] }
  return { rows: rows.filter(({ tagId }) => steady.has(tagId)), unselectable }
}

function shownRow({ entry, tags, refusal }: Reading): ShownRow[] {
  const [tag] = tags
  return tag && !refusal ? [{ tagId: tag.id, row: entry.row, place: entry.hit.element }] : []
}

/**
 * Whether a row's text is one tag's name and an attribute around it another's: components keep the original value. An
 * attribute that several rows repeat is a button's title rather than a name.
 */
function isContradicted(readings: readonly Reading[], names: NameIndex): boolean {
  const times = new Map<string, number>()
  for (const { entry, tags } of readings) {
    const own = new Set(tags.map(({ id }) => id))
    for (const id of statedAround(entry.hit.element, entry.row, names)) {
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
function isPageMarked({ documentElement, body }: Document): boolean {
  return [documentElement, body].some((element) => element.matches(ON_PAGE))
}

/** The same for a page without a list, where all names may be translated. */
function isAnyTextMarked(page: Element): boolean {
  // Any page may use a `font` in its own text.
  return page.querySelector("[_msttexthash],ya-tr-span") !== null
}

/** Whether a translator changed a text in a list, including its shadow trees and its rows. */
function isListMarked(list: Element, rows: readonly Element[]): boolean {
  const shadows = [list, ...rows].flatMap(({ shadowRoot }) => shadowRoot ?? [])
  return [list, ...shadows].some((root) => root.querySelector(AT_TEXT) !== null)
}
