import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { protection } from "../../src/deletion/protected"

describe("protected names", () => {
  it.each([
    ["VIP", "vip"],
    [" VIP ", "ViP"],
    ["vip*", "VIP 2026"],
    ["*gold*", "Partner Gold 1"],
    ["lead:*-keep", "lead:2019-keep"],
    ["*", "anything"],
    ["ＶＩＰ", "VIP"],
  ])("%j protects %j", (entry, name) => {
    expect(protection([entry])(name)).toBe(true)
  })

  it.each([
    ["VIP", "VIPs"],
    ["", ""],
    ["  ", "x"],
    ["a*a", "a"],
    ["ab*bc", "abc"],
    ["v.p", "vip"],
  ])("%j does not protect %j", (entry, name) => {
    expect(protection([entry])(name)).toBe(false)
  })

  it("match as the regular expression of the same meaning does", () => {
    const text = fc.stringMatching(/^[ab*.]{0,8}$/)
    fc.assert(
      fc.property(text, fc.stringMatching(/^[ab.]{0,12}$/), (entry, name) => {
        const source = entry
          .split("*")
          .map((part) => part.replaceAll(".", "\\."))
          .join(".*")
        expect(protection([entry])(name)).toBe(entry !== "" && new RegExp(`^${source}$`).test(name))
      }),
    )
  })

  it("take no longer than the name is long, whatever the pattern", () => {
    const pattern = `${"*a".repeat(150)}*b`
    const before = performance.now()
    expect(protection([pattern])("a".repeat(400))).toBe(false)
    expect(performance.now() - before).toBeLessThan(50)
  })
})
