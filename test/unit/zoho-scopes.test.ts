/** The scopes that each feature needs, and no more. */
import { describe, expect, it } from "vitest"
import {
  FEATURES,
  SIGN_IN_FEATURES,
  TAGS_ALL,
  scopesCover,
  scopesFor,
  scopesToAsk,
} from "../../src/zoho/scopes"

describe("scopes", () => {
  it("asks at sign-in for nothing but reading and deleting tags, and whose they are", () => {
    expect(scopesFor(SIGN_IN_FEATURES)).toEqual([
      "ZohoCRM.settings.modules.READ",
      "ZohoCRM.settings.tags.READ",
      "ZohoCRM.settings.tags.DELETE",
      "ZohoCRM.org.READ",
      "ZohoCRM.users.READ",
    ])
  })

  it("names no scope twice", () => {
    const scopes = scopesFor(FEATURES)
    expect(new Set(scopes).size).toBe(scopes.length)
  })

  it("can ask for all rights on tags in place of the single ones", () => {
    const scopes = scopesFor(["delete", "restore"], ["delete", "restore"])
    expect(scopes).toEqual(["ZohoCRM.settings.modules.READ", TAGS_ALL])
  })

  it("takes single rights to suffice for all but what was refused", () => {
    const granted = scopesFor(["delete", "merge"])
    expect(scopesCover(granted, ["delete"], ["merge"])).toBe(true)
    expect(scopesCover(granted, ["merge"], ["merge"])).toBe(false)
    expect(scopesToAsk(granted, ["merge"], ["merge"])).toEqual(["ZohoCRM.settings.modules.READ", TAGS_ALL])
  })

  it("takes ALL, in any case, for the single rights of its group", () => {
    expect(scopesCover(["ZohoCRM.settings.modules.READ", "ZohoCRM.settings.tags.all"], ["delete"])).toBe(true)
    expect(scopesCover(["ZohoCRM.settings.tags.READ", "ZohoCRM.settings.modules.READ"], ["delete"])).toBe(
      false,
    )
    expect(scopesCover([], ["org"])).toBe(false)
  })
})
