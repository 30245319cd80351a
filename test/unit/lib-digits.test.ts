/** Reading numbers in the digits of any script. */
import { describe, expect, it } from "vitest"
import { wholeNumber, withAsciiDigits } from "../../src/lib/text"

/** The numbering systems with ten digits. */
const SYSTEMS = Intl.supportedValuesOf("numberingSystem").filter((system) => {
  const { numberingSystem } = new Intl.NumberFormat("en", { numberingSystem: system }).resolvedOptions()
  return numberingSystem === system && system !== "hanidec"
})

describe("wholeNumber", () => {
  it.each(SYSTEMS)("reads the digits of %s", (numberingSystem) => {
    const typed = new Intl.NumberFormat("en", { numberingSystem, useGrouping: false }).format(1_234_567_890)
    expect(withAsciiDigits(typed)).toBe("1234567890")
    expect(wholeNumber(typed)).toBe(1_234_567_890)
  })

  it.each([
    "en",
    "de",
    "de-CH",
    "fr",
    "es",
    "pt-BR",
    "ja",
    "hi",
    "hi-u-nu-deva",
    "bn",
    "ar-EG",
    "fa",
    "pl",
    "he",
  ])("reads numbers as formatted in %s", (language) => {
    const format = new Intl.NumberFormat(language)
    for (const number of [7, 37, 2_600, 25_000, 1_234_567])
      expect(wholeNumber(format.format(number))).toBe(number)
  })

  it.each([
    ["３７", 37],
    ["٣٧", 37],
    ["۳۷", 37],
    ["३७", 37],
    ["৩৭", 37],
    [" 37\u200f ", 37],
    ["037", 37],
    ["0", 0],
  ])("reads %j as %i", (text, number) => {
    expect(wholeNumber(text)).toBe(number)
  })

  it.each([
    "",
    " ",
    "37 tags",
    "3x7",
    "-37",
    "+37",
    "3,7",
    "3.7",
    "37.0",
    "1,2345",
    "1,234.567",
    "1e3",
    "三七",
    "½",
  ])("returns undefined for %j", (text) => {
    expect(wholeNumber(text)).toBeUndefined()
  })
})
