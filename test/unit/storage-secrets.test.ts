/** Secrets at rest: each account's are encrypted with its own key, which is deleted with them. */
import "fake-indexeddb/auto"
import { openDB } from "idb"
import { beforeEach, describe, expect, it } from "vitest"
import { openStore, type Store } from "../../src/storage/store"

let name: string
let store: Store

beforeEach(async () => {
  name = `secrets ${Math.random()}`
  store = await openStore(name)
})

const first = { refreshToken: "1000.first", clientSecret: "s3cret" }
const second = { refreshToken: "1000.second" }

/** The contents of the database, as anyone who opens it sees them. */
async function atRest(): Promise<{ keys: unknown[]; sealed: unknown[]; text: string }> {
  const db = await openDB(name)
  const [keys, sealed] = [await db.getAll("keys"), (await db.getAll("secrets")) as { data: ArrayBuffer }[]]
  db.close()
  return { keys, sealed, text: sealed.map(({ data }) => new TextDecoder().decode(data)).join() }
}

describe("secrets at rest", () => {
  it("are read back, but are not stored as plain text", async () => {
    await store.secrets.write("one", first)
    await store.secrets.write("two", second)
    expect([await store.secrets.read("one"), await store.secrets.read("two")]).toEqual([first, second])
    const { keys, text } = await atRest()
    expect(text).not.toContain("s3cret")
    for (const key of keys) await expect(crypto.subtle.exportKey("raw", key as CryptoKey)).rejects.toThrow()
  })

  it("are deleted with their key, and the last account's removal deletes the last key", async () => {
    await store.secrets.write("one", first)
    await store.secrets.write("two", second)
    await store.secrets.wipe("one")
    expect((await atRest()).keys).toHaveLength(1)
    expect([await store.secrets.read("one"), await store.secrets.read("two")]).toEqual([{}, second])
    await store.secrets.wipe("two")
    expect(await atRest()).toMatchObject({ keys: [], sealed: [] })
  })

  it("are encrypted differently at each write", async () => {
    await store.secrets.write("one", first)
    const { sealed: before } = await atRest()
    await store.secrets.write("one", first)
    const { keys, sealed } = await atRest()
    expect([keys.length, sealed.length]).toEqual([1, 1])
    expect(sealed).not.toEqual(before)
  })

  it("written by two contexts at once are complete, from one of them", async () => {
    const other = await openStore(name)
    await Promise.all([store.secrets.write("one", first), other.secrets.write("one", second)])
    expect([first, second]).toContainEqual(await store.secrets.read("one"))
    await Promise.all([other.secrets.write("one", first), store.secrets.wipe("one")])
    expect([first, {}]).toContainEqual(await store.secrets.read("one"))
  })

  it("that cannot be decrypted count as missing, so the user signs in again", async () => {
    await store.secrets.write("one", first)
    const db = await openDB(name)
    const other = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
      "decrypt",
      "encrypt",
    ])
    await db.put("keys", other, "one")
    db.close()
    expect(await store.secrets.read("one")).toEqual({})
  })
})
