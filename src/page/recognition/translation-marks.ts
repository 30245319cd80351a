/** What translators leave where they have been. */

/** Chrome marks the page as a whole while it shows a translation. */
const ON_PAGE = ".translated-ltr,.translated-rtl"

/**
 * `font`, which no app has written for twenty years: Chrome's translator and most extensions put translated texts in
 * it. The others are Yandex Browser's, Edge's, and Firefox's while it is at work:
 * https://searchfox.org/mozilla-central/source/toolkit/components/translations/content/translations-document.sys.mjs
 */
const AT_TEXT = "font,ya-tr-span,[_msttexthash],[_mstmutation],[data-moz-translations-id]"

/** Whether the browser says that it shows a translation of the page. */
export function isPageMarked({ documentElement, body }: Document): boolean {
  return [documentElement, body].some((element) => element.matches(ON_PAGE))
}

/** The same of a page on which no list was found, for all of its names may be translated. */
export function isAnyTextMarked(page: Element): boolean {
  // Any page may hold a `font` in a text of its own.
  return page.querySelector("[_msttexthash],ya-tr-span") !== null
}

/** Whether a translator has been at a text in a list, shadow trees of it and its rows included. */
export function isListMarked(list: Element, rows: readonly Element[]): boolean {
  const shadows = [list, ...rows].flatMap(({ shadowRoot }) => shadowRoot ?? [])
  return [list, ...shadows].some((root) => root.querySelector(AT_TEXT) !== null)
}
