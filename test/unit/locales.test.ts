/** All languages have the same messages and placeholders, and their own plural forms. */
import { readFileSync } from "node:fs"
import { describe, expect, it, type TestContext } from "vitest"
import { isRelease } from "../../.ci/release"
import { localeFaults, locales, readMessages, shownMessages, type Messages } from "../support/locales"

const english = readMessages("en")

/** Fails for a release if there are keys. Otherwise leaves one note, which `npm test` prints. */
function requireForRelease(task: Readonly<TestContext["task"]>, what: string, keys: readonly string[]): void {
  if (isRelease()) expect(keys).toEqual([])
  else if (keys.length > 0) task.meta.note = `${what}: ${keys.join(", ")}`
}

describe("the languages", () => {
  it("include English", () => {
    expect(locales()).toContain("en")
  })

  it.each(locales())("%s has the same messages and placeholders, and only its own plural forms", (locale) => {
    expect(localeFaults(english, readMessages(locale), locale).wrong).toEqual([])
  })

  // Browsers show the English message until it is translated. A release requires all translations.
  it("have every message, which only a release requires", ({ task }) => {
    const missing = locales().flatMap((locale) => localeFaults(english, readMessages(locale), locale).missing)
    requireForRelease(task, "Not translated yet, and shown in English", missing)
  })

  it("use the first placeholder for a plural's count", () => {
    const counted = Object.entries(english).filter(([key]) => key.endsWith("_other"))
    const later = counted.filter(
      ([, { placeholders }]) => (placeholders?.["count"]?.content ?? "$1") !== "$1",
    )
    expect(later.map(([key]) => key)).toEqual([])
  })
})

describe("translators", () => {
  it("get descriptions of placeholders and short messages, which only a release requires", ({ task }) => {
    const isDescribed = ([
      ,
      { message, description = "", placeholders },
    ]: (typeof messages)[number]): boolean => {
      if (!placeholders && (message.split(" ").length > 3 || message.endsWith("."))) return true
      const names = Object.keys(placeholders ?? {})
      return description !== "" && names.every((name) => description.includes(`$${name.toUpperCase()}$`))
    }
    const messages = Object.entries(english)
    requireForRelease(
      task,
      "Without a description",
      messages.filter((each) => !isDescribed(each)).map(([key]) => key),
    )
  })

  it("get descriptions only in the English file", () => {
    const others = locales().filter((locale) => locale !== "en")
    const doubled = others.filter((locale) =>
      Object.values(readMessages(locale)).some(({ description }) => description !== undefined),
    )
    expect(doubled).toEqual([])
  })
})

// The no-break spaces keep punctuation from starting a line.
it("French has no-break spaces, not plain ones, before : ; ! ? and inside « »", () => {
  const messages = Object.entries(readMessages("fr")).map(([key, { message }]) => [key, message] as const)
  const listing = ["listing.fr.md", readFileSync("assets/store/listing.fr.md", "utf8")] as const
  const wrong = /(?<=[^\u00a0\s])[;!?»]| [:;!?»]|[\p{L}$]:(?=\s)|«(?!\u00a0)/u
  expect([...messages, listing].filter(([, text]) => wrong.test(text))).toEqual([])
})

describe("column headings", () => {
  it.each(locales())("are unique in %s", (locale) => {
    const messages = shownMessages(locale)
    const ofReport = Object.keys(messages).filter((key) => key.startsWith("csv_"))
    const headings = [...ofReport, "module", "column_records", "org", "data_center", "environment"]
    const words = headings.map((key) => messages[key]?.message)
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([])
  })
})

/**
 * Buttons whose accessible name is longer than their visible label, by label. (Most are named by `action_of`, which
 * begins with the label.) Users of speech input say the label:
 * https://www.w3.org/WAI/WCAG22/Understanding/label-in-name.html
 */
const NAMES_BY_LABEL: Readonly<Record<string, RegExp>> = {
  report_json: /^download_report_json$/,
}

describe("a button's accessible name contains its label", () => {
  it.each(locales())("in %s", (locale) => {
    const messages = shownMessages(locale)
    const words = (key: string): string => messages[key]?.message.toLowerCase() ?? ""
    const mismatched = Object.entries(NAMES_BY_LABEL).flatMap(([label, names]) =>
      Object.keys(messages).filter((key) => names.test(key) && !words(key).includes(words(label))),
    )
    expect(mismatched).toEqual([])
  })
})

describe("localeFaults", () => {
  const count = { count: { content: "$1" } }
  const original: Messages = {
    locale: { message: "en" },
    direction: { message: "ltr" },
    app_name: { message: "Tagsweep" },
    asked: { message: "$COUNT$ of $NAME$", placeholders: { ...count, name: { content: "$2" } } },
    tags_one: { message: "$COUNT$ tag", placeholders: count },
    tags_other: { message: "$COUNT$ tags", placeholders: count },
  }
  const german: Messages = {
    ...original,
    locale: { message: "de" },
    asked: { message: "$NAME$: $COUNT$", placeholders: { name: { content: "$2" }, ...count } },
    tags_one: { message: "ein Tag", placeholders: count },
  }

  const faultsOf = (messages: Messages, locale: string): string[] => {
    const { missing, wrong } = localeFaults(original, messages, locale)
    return [...missing, ...wrong]
  }

  it("finds nothing in correct messages", () => {
    expect(faultsOf(original, "en")).toEqual([])
    expect(faultsOf(german, "de")).toEqual([])
  })

  it.each<[string, Partial<Messages>, string]>([
    ["a missing message", { asked: undefined }, "de: lacks asked"],
    ["an extra message", { other: { message: "x" } }, "de: other is none of the messages"],
    [
      "another language's plural form",
      { tags_few: { message: "$COUNT$", placeholders: count } },
      "de: tags_few is none of the messages",
    ],
    [
      "a missing placeholder",
      { asked: { ...german["asked"]!, message: "$NAME$" } },
      "de: asked: does not say count",
    ],
    [
      "a missing count",
      { tags_other: { message: "Tags", placeholders: count } },
      "de: tags_other: does not say count",
    ],
    [
      "swapped placeholders",
      {
        asked: {
          message: "$NAME$ $COUNT$",
          placeholders: { name: { content: "$1" }, count: { content: "$2" } },
        },
      },
      "de: asked: has other placeholders than the English one",
    ],
    [
      "a misspelled placeholder",
      { tags_other: { message: "$COUNT$ $CONT$", placeholders: count } },
      "de: tags_other: names cont, which is no placeholder",
    ],
    ["a stray dollar", { app_name: { message: "5 $" } }, "de: app_name: has a stray $"],
    ["markup", { app_name: { message: "<b>x</b>" } }, "de: app_name: holds markup"],
    ["an empty message", { app_name: { message: "" } }, "de: app_name: is empty"],
    ["white space", { app_name: { message: "x " } }, "de: app_name: begins or ends with white space"],
    [
      "a name that is too long",
      { app_name: { message: "x".repeat(46) } },
      "de: app_name: more than 45 characters",
    ],
    ["another language's name", { locale: { message: "en" } }, "de: locale: must be de"],
    ["the wrong direction", { direction: { message: "rtl" } }, "de: direction: must be ltr"],
  ])("finds %s", (_what, change, fault) => {
    const entries = Object.entries({ ...german, ...change }).filter(([, message]) => message !== undefined)
    expect(faultsOf(Object.fromEntries(entries) as Messages, "de")).toEqual([fault])
  })

  it("requires the language's plural forms: six in Arabic, one in Japanese", () => {
    const { tags_one: _one, ...japanese }: Messages = { ...german, locale: { message: "ja" } }
    expect(faultsOf(japanese, "ja")).toEqual([])
    const arabic = { ...german, locale: { message: "ar" }, direction: { message: "rtl" } }
    expect(faultsOf(arabic, "ar")).toEqual(
      ["few", "many", "two", "zero"].map((form) => `ar: lacks tags_${form}`),
    )
  })

  it("accepts region tags", () => {
    const brazil = { ...german, locale: { message: "pt-BR" }, tags_many: german["tags_other"]! }
    expect(faultsOf(brazil, "pt_BR")).toEqual([])
  })
})
