/** The one way to messages: typed keys of the English messages, numbers and plurals in the language shown. */
import type messages from "../../assets/_locales/en/messages.json"

export type MessageKey = keyof typeof messages
/** Keys with plural forms: `x` for `x_one`, `x_other`, … */
export type PluralKey = MessageKey extends infer K ? (K extends `${infer Base}_other` ? Base : never) : never

interface I18n {
  getMessage(key: string, substitutions?: string[]): string
  getUILanguage(): string
}

// Not through webextension-polyfill: evaluating it in Zoho's page costs more than the whole bar.
function platformI18n(): I18n {
  const host = globalThis as { browser?: { i18n?: I18n }; chrome?: { i18n?: I18n } }
  const i18n = host.browser?.i18n ?? host.chrome?.i18n
  if (!i18n) throw new Error("No extension i18n in this context")
  return i18n
}

let language: string | undefined

/** BCP 47 tag of the messages' language, with the user's region if it matches. */
export function uiLanguage(): string {
  if (language === undefined) {
    const inMessages = platformI18n().getMessage("locale")
    const wanted = platformI18n().getUILanguage()
    language = wanted.split("-")[0] === inMessages.split("-")[0] ? wanted : inMessages
  }
  return language
}

/** Declares the language and writing direction of an extension page, and protects names from translators. */
export function speakLanguage(document: Document): void {
  document.documentElement.setAttribute("translate", "no")
  document.documentElement.lang = uiLanguage()
  document.documentElement.dir = platformI18n().getMessage("direction")
}

// Shared: creating one takes a hundred times as long as using it.
let numbers: Intl.NumberFormat | undefined
let plurals: Intl.PluralRules | undefined

/** A number in the user's language. */
export function localNumber(value: number): string {
  numbers ??= new Intl.NumberFormat(uiLanguage())
  return numbers.format(value)
}

const shown = (value: string | number): string => (typeof value === "number" ? localNumber(value) : value)

/** Messages read so far: after an update, a page that stayed open can read no more. */
const known = new Map<MessageKey, string>()

/**
 * The message in the user's language, with formatted numbers. Parameters are in the order of its placeholders.
 * If the extension has gone from under the page, only messages read before are available.
 */
export function t(key: MessageKey, ...params: readonly (string | number)[]): string {
  try {
    const message = platformI18n().getMessage(key, params.map(shown))
    if (params.length === 0) known.set(key, message)
    return message
  } catch (error) {
    const before = known.get(key)
    if (before === undefined) throw error
    return before
  }
}

/** The plural form for `count`, which is also the first parameter. */
export function tn(key: PluralKey, count: number, ...params: readonly (string | number)[]): string {
  const i18n = platformI18n()
  const args = [count, ...params].map(shown)
  plurals ??= new Intl.PluralRules(uiLanguage())
  const form = plurals.select(count)
  return i18n.getMessage(`${key}_${form}`, args) || i18n.getMessage(`${key}_other`, args)
}
