/** JSON with 64-bit IDs is read without losing a digit. */
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { parseJson } from "../../src/zoho/api/exchange"

describe("parseJson", () => {
  it("returns long integers as text, except inside strings", () => {
    const text =
      '{"job_id": 900000000000000111, "list":[-9007199254740993,12], "quote":"a \\" 9007199254740993 ,"}'
    expect(parseJson(text)).toEqual({
      ok: true,
      value: {
        job_id: "900000000000000111",
        list: ["-9007199254740993", 12],
        quote: 'a " 9007199254740993 ,',
      },
    })
  })

  it("leaves fractions and exponents unchanged", () => {
    expect(parseJson("[1.0000000000000001, 1234567890123456.5, 1e16, true, false]")).toEqual({
      ok: true,
      value: [1, 1234567890123456.5, 1e16, true, false],
    })
  })

  it("never alters a value without long integers", () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        fc.pre(!/\d{16}/.test(json))
        expect(parseJson(json)).toEqual({ ok: true, value: JSON.parse(json) as unknown })
      }),
    )
  })

  it("keeps every digit of a 64-bit ID, quoted or not", () => {
    const id = fc.bigInt({ min: 10n ** 15n, max: 2n ** 63n - 1n })
    fc.assert(
      fc.property(id, fc.string(), (bare, label) => {
        const text = `{${JSON.stringify(label)}:"${String(bare)}","job":{"id":${String(bare)}},"s":${JSON.stringify(label)}}`
        const parsed = parseJson(text)
        expect(parsed.ok && (parsed.value as { job: { id: string }; s: string }).job.id).toBe(String(bare))
        expect(parsed.ok && (parsed.value as { s: string }).s).toBe(label)
      }),
    )
  })

  it.each([
    ["", "empty"],
    [" \n", "empty"],
    ["<!doctype html><h1>Maintenance</h1>", "not-json"],
    ["upstream connect error", "not-json"],
    ['{"tags":[{"id":"1"', "incomplete-answer"],
    ['[1234567890123456,"', "incomplete-answer"],
  ])("reports why %j is not a value", (text, reason) => {
    expect(parseJson(text)).toEqual({ ok: false, reason })
  })

  it("never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(typeof parseJson(text).ok).toBe("boolean")
      }),
    )
  })

  it("reports JSON that was cut anywhere as truncated", () => {
    const json = '{"mass_delete":[{"job_id":900000000000000111,"status":"COMPLETED"}]}'
    for (let length = 1; length < json.length; length++) {
      expect(parseJson(json.slice(0, length))).toEqual({ ok: false, reason: "incomplete-answer" })
    }
  })
})
