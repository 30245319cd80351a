/** Diagnostics contain useful details, but no name, ID or secret. */
import { describe, expect, it } from "vitest"
import { diagnosticsText } from "../../src/options/diagnostics"
import { checkId } from "../../src/jobs/check"
import { planCheck } from "../../src/jobs/plan"
import { DEFAULTS } from "../../src/storage/settings"
import { acme, leads, longOrg } from "../gallery/fixtures"

/** All of these are private: a name, an ID, a secret. */
const SECRETS = [
  ...[acme, longOrg].flatMap(({ id, name }) => [id, name]),
  "1000.CLIENTIDOFTHEFIRM",
  "1000.refreshtoken.secret",
  "Jane Doe",
  "VIP customers",
  "CustomModule7",
  "/crm/org700000001/tags",
  "policy_entry 700000001",
  "Tagsweep check",
]

describe("diagnostics", () => {
  const at = 1_700_000_000_000
  const account = {
    user: "Jane Doe",
    clientId: "1000.CLIENTIDOFTHEFIRM",
    refresh: "1000.refreshtoken.secret",
  }
  const call = "settings/tags?module"
  const exchange = { method: "POST", call, httpStatus: 201, words: ["SUCCESS"], shape: "{tags:[]}" }
  const selfTest = planCheck({
    ...{ id: checkId("k3f9q2"), accountId: "a", org: acme, module: leads, now: at, confirmedBy: "Jane Doe" },
    tagsPerCall: 200,
    notes: [
      { what: "create", at, fault: null, exchanges: [exchange] },
      { what: "usage", at, fault: "scope-missing", exchanges: [] },
    ],
  })
  const text = diagnosticsText({
    version: "0.1.0",
    browser: "Mozilla/5.0 Firefox/153.0",
    language: "de",
    orgs: [
      {
        ...{ ...account, kind: "client-based", org: acme, selfTest },
        found: {
          orgId: acme.id,
          tagsPerCall: { value: 100, at },
          untaggedModules: { value: ["CustomModule7"], at },
          tagPages: { value: [{ path: "/crm/org700000001/tags", moduleParam: null }], at },
        },
      },
      {
        ...{ ...account, kind: "server-based", org: longOrg, selfTest: null },
        found: { orgId: longOrg.id },
      },
    ],
    settings: { ...DEFAULTS, protectedTags: ["VIP customers"] },
    policy: { clientId: "1000.CLIENTIDOFTHEFIRM", protectedTags: ["VIP customers"] },
    policyWrong: ["policy_entry 700000001", "typedAbov"],
    states: ["completed", "failed", "completed"],
  })

  it("contain no name, ID or secret", () => {
    expect(SECRETS.filter((secret) => text.includes(secret))).toEqual([])
  })

  it("contain useful details", () => {
    expect(text).toContain("Tagsweep 0.1.0")
    expect(text).toContain("1: client-based, eu, production; tagsPerCall 100")
    expect(text).toContain("2: server-based, us, developer; nothing found out yet")
    expect(text).toContain("protectedTags 1 entries")
    expect(text).toContain("     Self-test: waiting, 2023-11-14T22:13:20.000Z, 0 s")
    expect(text).toContain("     create: POST settings/tags?module 201 SUCCESS {tags:[]}")
    expect(text).toContain("     usage (scope-missing): no answer")
    expect(text).toContain("Policy: clientId, protectedTags; left out: (other), typedAbov")
    expect(text).toContain("Jobs: completed 2, failed 1")
  })
})
