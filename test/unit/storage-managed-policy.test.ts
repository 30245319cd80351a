/** A managed policy is read entry by entry, as the browser's schema describes it. */
import "fake-indexeddb/auto"
import { readFileSync } from "node:fs"
import { fakeBrowser } from "@webext-core/fake-browser"
import * as v from "valibot"
import { describe, expect, it } from "vitest"
import {
  governed,
  lockedBy,
  POLICY_VALUES,
  providedClient,
  readPolicy,
} from "../../src/storage/managed-policy"
import { BOUNDS, DEFAULTS } from "../../src/storage/settings"
import { openStore } from "../../src/storage/store"

interface Property {
  readonly type: string
  readonly description: string
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: Property
}

const schema = JSON.parse(
  readFileSync(new URL("../../assets/managed-schema.json", import.meta.url), "utf8"),
) as { properties: Record<string, Property> }
const properties = Object.entries(schema.properties)

/** Values at the limits that Chrome's schema accepts, and values that it rejects. */
function samples({ type, enum: choices, minimum = 0, maximum = 0, items }: Property): {
  good: unknown[]
  bad: unknown[]
} {
  if (choices) return { good: [...choices], bad: ["none of them"] }
  if (type === "integer") return { good: [minimum, maximum], bad: [minimum - 1, maximum + 1] }
  if (type === "boolean") return { good: [true, false], bad: ["true"] }
  if (items) {
    const inner = samples(items)
    return { good: [[], inner.good], bad: inner.bad.map((each) => [each]) }
  }
  return { good: ["text"], bad: [7] }
}

describe("the schema with which browsers validate a policy", () => {
  it("has the same entries as ours", () => {
    expect(properties.map(([key]) => key).toSorted()).toEqual(Object.keys(POLICY_VALUES).toSorted())
  })

  it.each(properties)("accepts for %s exactly what ours accepts", (key, property) => {
    const ours = POLICY_VALUES[key as keyof typeof POLICY_VALUES]
    const { good, bad } = samples(property)
    expect(good.filter((value) => !v.is(ours, value))).toEqual([])
    expect(bad.filter((value) => v.is(ours, value))).toEqual([])
    expect(property.description).toMatch(/\.$/)
  })

  it("offers the same choices", () => {
    const choices = properties.flatMap(([key, { enum: plain, items }]) => {
      const stated = plain ?? items?.enum
      return stated ? [[key, stated]] : []
    })
    const { clientKind, dataCenter, featuresOff } = POLICY_VALUES
    expect(Object.fromEntries(choices)).toEqual({
      clientKind: clientKind.options,
      dataCenter: dataCenter.options,
      featuresOff: featuresOff.item.options,
    })
  })

  it("has the bounds of the settings", () => {
    const bounded = properties.filter(([, { type }]) => type === "integer")
    const stated = bounded.map(([key, { minimum, maximum }]) => [key, minimum, maximum])
    const wanted = Object.entries(BOUNDS).map(([key, { least, most }]) => [key, least, most])
    expect(stated.toSorted()).toEqual(wanted.toSorted())
  })
})

describe("an organization's policy", () => {
  it("ignores invalid entries and applies the rest", () => {
    const raw = { backups: true, typedAbove: -1, featuresOff: ["merge", "nothing"], color: "red" }
    expect(readPolicy(raw)).toEqual({
      policy: { backups: true },
      wrong: ["typedAbove", "featuresOff", "color"],
    })
  })

  it.each([undefined, null, 7, "x", []])("that is not an object decides nothing: %j", (raw) => {
    expect(readPolicy(raw).policy).toEqual({})
  })

  it("overrides the user's settings and locks them", () => {
    const { policy } = readPolicy({ typedAbove: 0, backups: true })
    expect(governed({ ...DEFAULTS, typedAbove: 1_000, backups: false }, policy)).toEqual({
      ...DEFAULTS,
      typedAbove: 0,
      backups: true,
    })
    expect([...lockedBy(policy)].toSorted()).toEqual(["backups", "typedAbove"])
  })

  it("adds protected names, and lets the user add more", () => {
    const { policy } = readPolicy({ protectedTags: ["VIP", "Legal *"] })
    const { protectedTags } = governed({ ...DEFAULTS, protectedTags: ["Mine", "VIP"] }, policy)
    expect(protectedTags).toEqual(["VIP", "Legal *", "Mine"])
    expect(lockedBy(policy).size).toBe(0)
  })

  it("turns off features that have a setting", () => {
    const { policy } = readPolicy({ featuresOff: ["records", "notifications"], backupRecords: true })
    const wanted = { ...DEFAULTS, backupRecords: true, notify: true }
    expect(governed(wanted, policy)).toEqual({ ...DEFAULTS, backupRecords: false })
    expect([...lockedBy(policy)].toSorted()).toEqual(["backupRecords", "notify"])
  })

  it("applies to all readers of the settings, and does not change what is stored", async () => {
    const store = await openStore(`policy ${Math.random()}`)
    await store.settings.change({ graceSeconds: 1 })
    // Extensions cannot write the browser's policy storage, but the fake one can be written.
    await (fakeBrowser.storage.managed as unknown as typeof fakeBrowser.storage.local).set({
      graceSeconds: 60,
    })
    expect(await store.settings.get()).toHaveProperty("graceSeconds", 60)
    expect(await store.settings.own()).toHaveProperty("graceSeconds", 1)
  })
})

describe("a client that users need not register", () => {
  it("is absent in the repository's own build", () => expect(providedClient({})).toBeNull())

  it.each([
    ["the publisher's", {}, "1000.PUB", { clientId: "1000.PUB", location: null, isOnlyOne: false }],
    [
      "the publisher's, with the organization's data center",
      { dataCenter: "eu" },
      "1000.PUB",
      { clientId: "1000.PUB", location: "eu", isOnlyOne: false },
    ],
    [
      "the organization's rather than the publisher's",
      { clientId: "1000.OURS" },
      "1000.PUB",
      { clientId: "1000.OURS", location: null, isOnlyOne: true },
    ],
    [
      "absent if the organization's requires a secret",
      { clientId: "1000.OURS", clientKind: "server-based" },
      "",
      null,
    ],
    ["absent if the organization requires another kind", { clientKind: "server-based" }, "1000.PUB", null],
  ] as const)("is %s", (_what, policy, publishers, client) => {
    expect(providedClient(policy, publishers)).toEqual(client)
  })
})
