/** Reads the messages of every language and checks them. */
import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import * as v from "valibot"

const FOLDER = new URL("../../assets/_locales/", import.meta.url)

const messagesSchema = v.record(
  v.string(),
  v.strictObject({
    message: v.string(),
    description: v.optional(v.string()),
    placeholders: v.optional(v.record(v.string(), v.strictObject({ content: v.string() }))),
  }),
)
export type Messages = v.InferOutput<typeof messagesSchema>

/** The names of the locale folders, such as `en` and `pt_BR`. */
export const locales = (): string[] => readdirSync(fileURLToPath(FOLDER)).sort()

/** Reads a locale's messages. @throws if the file does not have the format of browser messages */
export function readMessages(locale: string): Messages {
  const file = new URL(`${locale}/messages.json`, FOLDER)
  return v.parse(messagesSchema, JSON.parse(readFileSync(file, "utf8")))
}

/** The messages as a browser shows them: in English if not translated yet. */
export const shownMessages = (locale: string): Messages => ({
  ...readMessages("en"),
  ...readMessages(locale),
})

/** `pt-BR` for `pt_BR`. */
export const localeTag = (locale: string): string => locale.replace("_", "-")

const RIGHT_TO_LEFT = ["ar", "fa", "he", "ur"]

/** The stores' limits (characters) for messages that the manifest uses. */
const LONGEST: Readonly<Record<string, number>> = { app_name: 45, app_short_name: 12, app_description: 132 }

/** Plural forms that may express the count by a word or the noun's form: "one tag", the Arabic dual. */
const COUNTED_BY_WORD = ["zero", "one", "two"]

const formOf = (key: string, base: string): string | undefined =>
  key.startsWith(`${base}_`) ? key.slice(base.length + 1) : undefined

export interface LocaleFaults {
  /** Messages without a translation. Browsers show the English ones. */
  readonly missing: string[]
  /** All other faults. */
  readonly wrong: string[]
}

/**
 * The faults of a language's messages, one line each.
 * @param locale folder name
 */
export function localeFaults(english: Messages, messages: Messages, locale: string): LocaleFaults {
  const tag = localeTag(locale)
  const bases = Object.keys(english).filter((key) => key.endsWith("_other"))
  const plurals = bases.map((key) => key.slice(0, -"_other".length))
  const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories
  // `formOf` must match the whole rest of the key: `tags_one_other` is a form of `tags_one`, not of `tags`.
  const pluralOf = (key: string): string | undefined =>
    plurals.find((base) => PLURAL_FORMS.includes(formOf(key, base) ?? ""))
  const wanted = new Set([
    ...Object.keys(english).filter((key) => pluralOf(key) === undefined),
    ...plurals.flatMap((base) => forms.map((form) => `${base}_${form}`)),
  ])
  const present = Object.keys(messages)
  const missing = [...wanted].filter((key) => messages[key] === undefined)
  const wrong = [
    ...present.filter((key) => !wanted.has(key)).map((key) => `${locale}: ${key} is none of the messages`),
    ...present.flatMap((key) => {
      const base = pluralOf(key)
      const original = english[base === undefined ? key : `${base}_other`]
      const form = base === undefined ? "" : (formOf(key, base) ?? "")
      return messageFaults(messages[key], original, form).map((fault) => `${locale}: ${key}: ${fault}`)
    }),
    ...(messages["locale"]?.message === tag ? [] : [`${locale}: locale: must be ${tag}`]),
    ...(messages["direction"]?.message === directionOf(tag)
      ? []
      : [`${locale}: direction: must be ${directionOf(tag)}`]),
    ...Object.entries(LONGEST).flatMap(([key, most]) =>
      [...(messages[key]?.message ?? "")].length > most
        ? [`${locale}: ${key}: more than ${most} characters`]
        : [],
    ),
  ]
  return { missing: missing.map((key) => `${locale}: lacks ${key}`), wrong }
}

const PLURAL_FORMS: readonly string[] = ["zero", "one", "two", "few", "many", "other"]

const directionOf = (tag: string): string =>
  RIGHT_TO_LEFT.includes(new Intl.Locale(tag).language) ? "rtl" : "ltr"

type Message = Messages[string]

function messageFaults(message: Message | undefined, original: Message | undefined, form: string): string[] {
  if (!message || !original) return []
  const contents = (of: Message): string =>
    JSON.stringify(
      Object.entries(of.placeholders ?? {})
        .map(([name, { content }]) => [name, content])
        .sort(),
    )
  const used = (of: Message): Set<string> =>
    new Set([...of.message.matchAll(/\$(\w+)\$/g)].map(([, name = ""]) => name.toLowerCase()))
  const mine = used(message)
  const lost = [...used(original)].filter(
    (name) => !mine.has(name) && !(name === "count" && COUNTED_BY_WORD.includes(form)),
  )
  const unknown = [...mine].filter((name) => message.placeholders?.[name] === undefined)
  const { message: text } = message
  return [
    ...(text.trim() === "" ? ["is empty"] : []),
    ...(text.trim() === text ? [] : ["begins or ends with white space"]),
    ...(contents(message) === contents(original) ? [] : ["has other placeholders than the English one"]),
    ...lost.map((name) => `does not say ${name}`),
    ...unknown.map((name) => `names ${name}, which is no placeholder`),
    // In browsers, a single dollar sign starts a placeholder.
    ...(text.replaceAll(/\$\w+\$/g, "").includes("$") ? ["has a stray $"] : []),
    ...(/[<>]|&\w+;/.test(text) ? ["holds markup"] : []),
  ]
}
