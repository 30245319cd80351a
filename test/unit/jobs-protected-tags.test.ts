/** Matching protected names, with wildcards. */
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { looksLike, protection } from "../../src/jobs/protected-tags"

describe("protected names", () => {
  it.each([
    ["VIP", "vip"],
    [" VIP ", "ViP"],
    ["vip*", "VIP 2026"],
    ["*gold*", "Partner Gold 1"],
    ["lead:*-keep", "lead:2019-keep"],
    ["*", "anything"],
    ["ＶＩＰ", "VIP"],
    ["VIP", "VIP\u200b"],
    ["VIP", "V\u00adIP"],
    ["VIP gold", "\u00a0VIP\u00a0gold\u00a0"],
    ["VIP\u200b", "vip"],
    ["VIP  *", "VIP\u00a0\u2060gold"],
    ["Straße", "STRASSE"],
    ["＊gold", "Partner gold"],
  ])("%j protects %j", (entry, name) => {
    expect(protection(["other", entry])(name)).toBe(entry)
  })

  it.each([
    ["VIP", "VIPs"],
    ["", ""],
    ["  ", "x"],
    ["a*a", "a"],
    ["ab*bc", "abc"],
    ["v.p", "vip"],
    ["\u200b", "x"],
    ["か", "が"],
  ])("%j does not protect %j", (entry, name) => {
    expect(protection([entry])(name)).toBeUndefined()
  })

  it.each([
    ["VIP", "vip", true],
    ["VIP", "VIP\u200b", true],
    [" VIP ", "VIP", false],
    ["VIP*", "VIP", false],
    ["*", "VIP", false],
  ])("%j protects %j only because it looks alike: %s", (entry, name, alike) => {
    expect(looksLike(name, entry)).toBe(alike)
  })

  it("match like the equivalent regular expression", () => {
    const text = fc.stringMatching(/^[ab*.]{0,8}$/)
    fc.assert(
      fc.property(text, fc.stringMatching(/^[ab.]{0,12}$/), (entry, name) => {
        const source = entry
          .split("*")
          .map((part) => part.replaceAll(".", "\\."))
          .join(".*")
        expect(protection([entry])(name)).toBe(
          entry !== "" && new RegExp(`^${source}$`).test(name) ? entry : undefined,
        )
      }),
    )
  })
})
