/** Messages with numbers, plural forms and names, and formatted times. */
import { readdirSync, readFileSync } from "node:fs"
import { beforeAll, describe, expect, test } from "vitest"

import messages from "../../assets/_locales/en/messages.json"
import { dateTime, list, relativeTime } from "../../src/i18n/format"
import { t, tn, uiLanguage } from "../../src/i18n/translate"
import { installI18n, type LocaleFile } from "../gallery/fake-i18n"

beforeAll(() => installI18n(messages))

const NOW = Date.UTC(2026, 10, 24, 9, 0)
const MINUTE = 60_000

describe("messages", () => {
  test("are formatted with numbers in the user's language", () => {
    expect(t("selected", 3, 12_345)).toBe("3 of 12,345 selected")
    expect(uiLanguage()).toBe("en-US")
  })

  test("use the plural form of their count", () => {
    expect(tn("confirm_title", 1, "Deals")).toBe("Delete 1 tag from Deals?")
    expect(tn("confirm_title", 1200, "Deals")).toBe("Delete 1,200 tags from Deals?")
    expect(tn("job_title", 0, "Leads")).toBe("Leads: 0 tags")
  })

  test("leave a tag's name unchanged, even if it looks like a placeholder", () => {
    expect(t("select_tag", "$NAME$ <b>$1</b>")).toBe("Select tag $NAME$ <b>$1</b>")
  })
})

describe("the English messages", () => {
  const file: LocaleFile = messages
  const keys = Object.keys(file)

  test.each(keys)("%s uses exactly its placeholders", (key) => {
    const entry = file[key]!
    const used = [...entry.message.matchAll(/\$(\w+)\$/g)].map((match) => (match[1] ?? "").toLowerCase())
    expect(new Set(used)).toEqual(new Set(Object.keys(entry.placeholders ?? {})))
    expect(entry.message.trim()).toBe(entry.message)
  })

  test("have both forms of every plural", () => {
    const bases = (form: string): string[] =>
      keys.filter((key) => key.endsWith(form)).map((key) => key.slice(0, -form.length))
    expect(bases("_one").sort()).toEqual(bases("_other").sort())
  })

  test("are all used", () => {
    const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => readFileSync(`src/${name}`, "utf8"))
    const source = [...sources, readFileSync("package.json", "utf8")].join("\n")
    // Keys built from a state, such as `outcome_${state}`.
    const prefixes = [...source.matchAll(/`([a-z]+_)\$\{/g)].map((match) => match[1] ?? "")
    const unused = keys.filter((key) => {
      const base = key.replace(/_(one|other)$/, "")
      const whole = [key, base].some(
        (each) => source.includes(`"${each}"`) || source.includes(`__MSG_${each}__`),
      )
      return !whole && !prefixes.some((prefix) => key.startsWith(prefix))
    })
    expect(unused).toEqual([])
  })
})

describe("times and lists", () => {
  test.each([
    [NOW, "now"],
    [NOW - 59_000, "now"],
    [NOW - MINUTE, "1 minute ago"],
    [NOW - 125 * MINUTE, "2 hours ago"],
    [NOW - 25 * 60 * MINUTE, "yesterday"],
    [NOW + 5 * MINUTE, "in 5 minutes"],
    [NOW - 8 * 24 * 60 * MINUTE, "Nov 16"],
    [NOW - 400 * 24 * 60 * MINUTE, "Oct 20, 2025"],
  ])("%d is shown as %s", (time, words) => {
    expect(relativeTime(time, NOW)).toBe(words)
  })

  test("are formatted in the user's language", () => {
    expect(list(["a", "b", "c"])).toBe("a, b, and c")
    expect(dateTime(NOW)).toContain("Nov 24, 2026")
  })
})
