/** Names that look identical, names that are alike, and patterns. */
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { fitsPattern, nameKey, visible } from "../../src/lib/names"

/** Displayed as `VIP gold`. */
const SAME = [
  ["no-break spaces", "VIP\u00a0gold"],
  ["narrow and wide spaces", "\u2003VIP\u202fgold\u3000"],
  ["a soft hyphen", "VI\u00adP gold"],
  ["a zero-width space", "VIP\u200b gold"],
  ["joiners", "V\u200dI\u200cP\u2060 gold"],
  ["direction marks", "\u200eVIP\u061c gold\u202c"],
  ["a byte order mark", "\ufeffVIP gold"],
  ["a filler", "VIP\u3164 gold"],
  ["control characters", "VIP\u0000\u0007 gold"],
  ["a next-line character", "VIP\u0085gold"],
  ["the blank Braille pattern", "VIP\u2800gold"],
  ["line breaks and tabs", "\tVIP\r\n gold\n"],
] as const

describe("a name looks identical", () => {
  it.each(SAME)("with %s", (_what, name) => {
    expect(visible(name)).toBe("VIP gold")
    expect(nameKey(name)).toBe(nameKey("VIP gold"))
  })

  it.each([
    ["composed or not", "Cafe\u0301", "Café"],
    ["composed or not, with an invisible character in between", "Cafe\u200b\u0301", "Café"],
    ["in Hangul jamo or syllables", "\u1112\u1161\u11ab", "한"],
  ])("%s", (_what, one, other) => {
    expect(visible(one)).toBe(visible(other))
  })

  it.each([
    ["case", "vip", "VIP"],
    ["width", "ＶＩＰ", "VIP"],
    ["emoji style", "❤", "❤\ufe0f"],
    ["kana voicing", "か", "が"],
    ["script", "ВІР", "BIP"],
  ])("but not with a different %s", (_what, one, other) => {
    expect(visible(one)).not.toBe(visible(other))
  })
})

describe("two names are alike", () => {
  it.each([
    ["case", "Straße", "STRASSE"],
    ["Greek case", "ΟΔΟΣ", "οδος"],
    ["Greek case, with a non-final sigma at the end", "οδοσ", "οδος"],
    ["Turkish case", "İstanbul", "istanbul"],
    ["Turkish case, dotless", "ISPARTA", "ısparta"],
    ["width", "ＶＩＰ２０", "vip20"],
    ["kana width", "ｶﾞﾝ", "ガン"],
    ["a ligature", "ﬁnal", "final"],
    ["emoji style", "❤", "❤\ufe0f"],
    ["a non-breaking hyphen", "A\u2011B", "A-B"],
    ["superscript digits", "m²", "m2"],
  ])("except for %s", (_what, one, other) => {
    expect(nameKey(one)).toBe(nameKey(other))
  })

  it.each([
    ["VIP", "VIPs"],
    ["Café", "Cafe"],
    ["か", "が"],
    ["हिन्दी", "हिन्दि"],
    ["+1", "-1"],
    ["ВІР", "BIP"],
  ])("but not %s and %s", (one, other) => {
    expect(nameKey(one)).not.toBe(nameKey(other))
  })
})

/** Strings of characters that combine, are invisible, or change with case. */
const pieces = fc.string({
  unit: fc.constantFrom(
    ...["a", "I", "ß", "ς", "Σ", "ſ", "ﬁ", "が", "か", "\u3099", "\u0301", "\u0327", "\u034f", "1", "²"],
    ...[" ", "\u00a0", "\t", "\u200b", "\u00ad", "\ufeff", "\ufe0f", "\u1112", "\u1161", "\u3164", "😀"],
  ),
})

it("names that look identical are alike, and both functions are idempotent", () => {
  fc.assert(
    fc.property(fc.oneof(pieces, fc.string({ unit: "binary" })), (name) => {
      const [look, key] = [visible(name), nameKey(name)]
      expect([visible(look), nameKey(key), nameKey(look)]).toEqual([look, key, key])
    }),
  )
})

describe("a pattern", () => {
  it.each([
    ["A*", "AB"],
    ["*B", "AB"],
    ["A*C*E", "ABCDE"],
    ["*", ""],
    ["A", "A"],
  ])("%j matches %j", (pattern, key) => {
    expect(fitsPattern(pattern)(key)).toBe(true)
  })

  it("does not backtrack", () => {
    const before = performance.now()
    expect(fitsPattern(`${"*A".repeat(150)}*B`)("A".repeat(400))).toBe(false)
    expect(performance.now() - before).toBeLessThan(50)
  })
})
