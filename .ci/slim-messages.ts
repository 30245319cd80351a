/** The messages as they are shipped: what makes the files readable for us is a third of their weight. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

export interface Message {
  readonly message: string
  readonly description?: string
  readonly placeholders?: Readonly<Record<string, { readonly content: string }>>
}
export type Messages = Readonly<Record<string, Message>>

/** As the manifest says; where a language lacks a message, browsers take this one's. */
const DEFAULT = "en"
const PLURAL_FORM = /^(.+)_(?:zero|one|two|few|many)$/

/** Rewrites the messages of every language in a built extension. */
export function slimLocales(folder: string): void {
  const fileOf = (locale: string): string => join(folder, "_locales", locale, "messages.json")
  const read = (locale: string): Messages => JSON.parse(readFileSync(fileOf(locale), "utf8")) as Messages
  const fallback = slimMessages(read(DEFAULT), {})
  for (const locale of readdirSync(join(folder, "_locales"))) {
    const slim = locale === DEFAULT ? fallback : slimMessages(read(locale), fallback)
    writeFileSync(fileOf(locale), JSON.stringify(slim))
  }
}

/**
 * One language's messages, saying the same with less: placeholders stand in the text by their number, and a plural
 * form that says what `_other` says is left out, for `tn` then takes that.
 * @param fallback the slim messages that a browser takes from where this language has none
 */
export function slimMessages(messages: Messages, fallback: Messages): Messages {
  const isSpare = (key: string, { message }: Message): boolean => {
    const base = PLURAL_FORM.exec(key)?.[1]
    return base !== undefined && message === messages[`${base}_other`]?.message && !(key in fallback)
  }
  return Object.fromEntries(
    Object.entries(messages)
      .filter(([key, message]) => !isSpare(key, message))
      // Keys that begin alike pack better side by side.
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, message]) => [key, withoutPlaceholders(message)]),
  )
}

function withoutPlaceholders({ message, placeholders = {} }: Message): Message {
  const contents = Object.values(placeholders).map(({ content }) => content)
  const text = message.replace(
    /\$(\w+)\$/g,
    (name, key: string) => placeholders[key.toLowerCase()]?.content ?? name,
  )
  // Firefox reads `$1` before a digit as another number:
  // https://searchfox.org/firefox-main/source/toolkit/components/extensions/ExtensionCommon.sys.mjs
  const isPlain = contents.every((content) => /^\$[1-9]$/.test(content)) && !/\$\d\d/.test(text)
  return isPlain ? { message: text } : { message, placeholders }
}
