/** Settings start with their defaults and keep changes. */
import "fake-indexeddb/auto"
import { deleteDB, openDB } from "idb"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { BOUNDS } from "../../src/storage/settings"
import { openStore, type Store } from "../../src/storage/store"

let name = ""
let store: Store

beforeEach(async () => {
  name = `settings ${Math.random()}`
  store = await openStore(name)
})

afterEach(() => {
  void deleteDB(name)
})

async function storeRaw(value: unknown): Promise<void> {
  const raw = await openDB(name)
  await raw.put("settings", value, "user")
  raw.close()
}

describe("the settings", () => {
  it("start with the defaults, which include backups", async () => {
    const settings = await store.settings.get()
    for (const [key, { otherwise }] of Object.entries(BOUNDS)) expect(settings).toHaveProperty(key, otherwise)
    expect(settings).toMatchObject({ backups: true, backupRecords: true, notify: false, protectedTags: [] })
  })

  it("keep a change and leave the rest", async () => {
    await store.settings.change({ graceSeconds: 0 })
    await store.settings.change({ protectedTags: ["VIP", "Legal *"] })
    expect(await store.settings.get()).toMatchObject({
      graceSeconds: 0,
      protectedTags: ["VIP", "Legal *"],
      typedAbove: BOUNDS.typedAbove.otherwise,
    })
  })

  it.each(Object.entries(BOUNDS))(
    "accept %s only within its bounds",
    async (key, { least, most, otherwise }) => {
      for (const [set, stored] of [
        [least, least],
        [most, most],
        [least - 1, otherwise],
        [most + 1, otherwise],
        [1.5, otherwise],
        [NaN, otherwise],
      ] as const) {
        await store.settings.change({ [key]: set })
        expect(await store.settings.get()).toHaveProperty(key, stored)
      }
    },
  )

  it.each([null, 7, "x", [], { graceSeconds: "5", backups: "no", protectedTags: [1] }])(
    "fall back to the defaults if the record is damaged: %j",
    async (damaged) => {
      const fresh = await store.settings.get()
      await storeRaw(damaged)
      expect(await store.settings.get()).toEqual(fresh)
    },
  )
})
