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
  it("requests at sign-in only to read and delete tags, and to read the org and user", () => {
    expect(scopesFor(SIGN_IN_FEATURES)).toEqual([
      "ZohoCRM.settings.modules.READ",
      "ZohoCRM.settings.tags.READ",
      "ZohoCRM.settings.tags.DELETE",
      "ZohoCRM.org.READ",
      "ZohoCRM.users.READ",
    ])
  })

  it("contains no scope twice", () => {
    const scopes = scopesFor(FEATURES)
    expect(new Set(scopes).size).toBe(scopes.length)
  })

  it("can request all scopes for tags in place of single ones", () => {
    const scopes = scopesFor(["delete", "restore"], ["delete", "restore"])
    expect(scopes).toEqual(["ZohoCRM.settings.modules.READ", TAGS_ALL])
  })

  it("treats single scopes as sufficient except for refused features", () => {
    const granted = scopesFor(["delete", "merge"])
    expect(scopesCover(granted, ["delete"], ["merge"])).toBe(true)
    expect(scopesCover(granted, ["merge"], ["merge"])).toBe(false)
    expect(scopesToAsk(granted, ["merge"], ["merge"])).toEqual(["ZohoCRM.settings.modules.READ", TAGS_ALL])
  })

  it("accepts ALL, in any case, for the single scopes of its group", () => {
    expect(scopesCover(["ZohoCRM.settings.modules.READ", "ZohoCRM.settings.tags.all"], ["delete"])).toBe(true)
    expect(scopesCover(["ZohoCRM.settings.tags.READ", "ZohoCRM.settings.modules.READ"], ["delete"])).toBe(
      false,
    )
    expect(scopesCover([], ["org"])).toBe(false)
  })
})
