/** Texts are compared as the page shows them: case, spaces, truncated names. */
import fc from "fast-check"
import { expect, test } from "vitest"
import { visible as normalize } from "../../src/lib/names"
import { withoutCount, withoutEllipsis } from "../../src/tag-page/recognition/names"

test.each([
  ["  VIP \n  gold\t", "VIP gold"],
  ["VIP\u00a0gold", "VIP gold"],
  ["\u200eمهم\u200f", "مهم"],
  ["Cafe\u0301", "Café"],
  ["zero\u200bwidth", "zerowidth"],
  ["❤\ufe0f", "❤\ufe0f"],
  ["VIP", "VIP"],
])("%j looks like %j", (text, look) => {
  expect(normalize(text)).toBe(look)
})

test("the comparison is case-sensitive", () => {
  expect(normalize("vip")).not.toBe(normalize("VIP"))
})

test("normalizing twice changes nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => normalize(normalize(text)) === normalize(text)),
  )
})

test.each([
  ["VIP (12)", "VIP"],
  ["VIP (1,204)", "VIP"],
  ["مهم (١٢)", "مهم"],
  ["VIP [3]", "VIP"],
  ["VIP 12", undefined],
  ["VIP (new)", undefined],
  ["(12)", undefined],
])("the count of %j", (text, name) => {
  expect(withoutCount(text)).toBe(name)
})

test("an ellipsis matches truncated letters only after some text", () => {
  expect(withoutEllipsis("Newslet…")).toBe("Newslet")
  expect(withoutEllipsis("…")).toBeUndefined()
  expect(withoutEllipsis("Newsletter")).toBeUndefined()
})
