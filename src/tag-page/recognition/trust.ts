/**
 * Whether the names on the screen are what Zoho has stored. Translators and extensions that replace words change them,
 * and then a row may show the name of another tag: nothing is selectable then.
 */
import { visible as normalise } from "../../lib/names"
import type { Choice } from "./choose"
import { parentOf } from "./dom"
import { likeOthers, type Judged } from "./judge"
import { withoutCount, withoutEllipsis, type NameIndex } from "./names"
import type { Reading } from "./rows"
import { RowMemory, type ShownRow } from "./row-memory"
import type { Settled } from "./rows"
import { NAME_ATTRIBUTES } from "./scan"
import type { Distrust, RecogniseOptions } from "./types"

export interface Verdict {
  readonly distrust: Distrust | null
  /** Tags whose rows show what they showed while the list could be trusted. */
  readonly steady: ReadonlySet<string>
  /** What is shown in the place of names and is no name of a tag. */
  readonly strangers: readonly string[]
}

const TRUSTED: Verdict = { distrust: null, steady: new Set(), strangers: [] }
const TRANSLATED: Verdict = { ...TRUSTED, distrust: "translated" }

export interface Trust {
  /** Whether something has changed texts all over the page. */
  isPageTranslated(): boolean
  /** Judges the list that was chosen. */
  of(choice: Choice, isPageTranslated: boolean): Verdict
}

type Known = Pick<RecogniseOptions, "memory" | "formerNames" | "isProbeChanged">

/** @param top the element around the page */
export function createTrust(top: Element, names: NameIndex, known: Known): Trust {
  const memory = known.memory ?? new RowMemory()
  const formerNames = new Set([...(known.formerNames ?? [])].map(normalise))

  function strangersOf({ strangers, readings }: Judged): string[] {
    if (strangers.length === 0) return []
    const named = readings.map(({ entry: { row, hit } }) => ({ row, place: hit.element }))
    return likeOthers(strangers, named)
      .map(({ place }) => normalise(place.textContent))
      .filter((text) => !isFormer(text) && !isCutOff(text))
  }

  const isFormer = (text: string): boolean =>
    formerNames.has(text) || formerNames.has(withoutCount(text) ?? text)

  function isCutOff(text: string): boolean {
    const start = withoutEllipsis(withoutCount(text) ?? text)
    return start !== undefined && names.tags.some(({ name }) => normalise(name).startsWith(start))
  }

  function ofNames(judged: Judged, rival: boolean): Verdict {
    const shown = judged.readings.flatMap(shownRow)
    const isTranslated =
      isListMarked(judged.column.list, judged.rows) ||
      isContradicted(judged.readings, names) ||
      memory.isRewritten(shown)
    if (isTranslated) return TRANSLATED
    const strangers = strangersOf(judged)
    const steady = new Set(shown.filter((row) => memory.isAsRemembered(row)).map(({ tagId }) => tagId))
    if (strangers.length > 0) return { distrust: "unknown-names", steady, strangers }
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

/** What may be used of the rows: all of a list that is trusted, else those that were seen before it was doubted. */
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
 * Whether a row's text is one tag's name, and an attribute around it another's: components keep what they were given.
 * What several rows say is a button's title rather than a name.
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

/** The tags that attributes name on an element and around it, up to its row. */
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

// What translators leave where they have been.

/** Chrome marks the page as a whole while it shows a translation. */
const ON_PAGE = ".translated-ltr,.translated-rtl"

/**
 * `font`, which no app has written for twenty years: Chrome's translator and most extensions put translated texts in
 * it. The others are Yandex Browser's, Edge's, and Firefox's while it is at work:
 * https://searchfox.org/mozilla-central/source/toolkit/components/translations/content/translations-document.sys.mjs
 */
const AT_TEXT = "font,ya-tr-span,[_msttexthash],[_mstmutation],[data-moz-translations-id]"

/** Whether the browser says that it shows a translation of the page. */
function isPageMarked({ documentElement, body }: Document): boolean {
  return [documentElement, body].some((element) => element.matches(ON_PAGE))
}

/** The same of a page on which no list was found, for all of its names may be translated. */
function isAnyTextMarked(page: Element): boolean {
  // Any page may hold a `font` in a text of its own.
  return page.querySelector("[_msttexthash],ya-tr-span") !== null
}

/** Whether a translator has been at a text in a list, shadow trees of it and its rows included. */
function isListMarked(list: Element, rows: readonly Element[]): boolean {
  const shadows = [list, ...rows].flatMap(({ shadowRoot }) => shadowRoot ?? [])
  return [list, ...shadows].some((root) => root.querySelector(AT_TEXT) !== null)
}
