/** A storage that does not open, is closed by the browser, or has lost its data. */
import "fake-indexeddb/auto"
import { deleteDB, openDB } from "idb"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import browser from "webextension-polyfill"
import { openStore, type Store } from "../../src/storage/store"
import { StorageError, storageFaultOf } from "../../src/storage/database"

let name = ""

beforeEach(() => {
  name = `opening ${Math.random()}`
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
  void deleteDB(name)
})

/** Why the storage does not open. */
async function fault(): Promise<string> {
  const error: unknown = await openStore(name).then(
    () => "it opens",
    (cause: unknown) => cause,
  )
  return error instanceof StorageError ? error.fault : String(error)
}

const account = (id: string): Parameters<Store["accounts"]["put"]>[0] => ({
  ...{ id, kind: "client-based", clientId: "1000.X", apiEnvironment: "production", scopes: [] },
  org: { id: "600", name: "Acme", location: "eu", environment: "production" },
  ...{ user: null, connectedAt: 1 },
})

describe("a storage that does not open", () => {
  it("belongs to a newer version after a rollback, and is left unchanged", async () => {
    const newer = await openDB(name, 999, { upgrade: (db) => void db.createObjectStore("jobs") })
    await newer.put("jobs", "what only the newer version knows", "job")
    newer.close()
    expect(await fault()).toBe("newer")
    const again = await openDB(name)
    expect(again.version).toBe(999)
    expect(await again.get("jobs", "job")).toBe("what only the newer version knows")
    again.close()
  })

  it.each([
    ["QuotaExceededError", "full"],
    ["InvalidStateError", "refused"],
    ["UnknownError", "refused"],
    ["SecurityError", "refused"],
  ])("with %s counts as %s, and opens once the error is gone", async (error, why) => {
    const open = vi.spyOn(indexedDB, "open").mockImplementation(() => {
      throw new DOMException("refused", error)
    })
    expect(await fault()).toBe(why)
    open.mockRestore()
    expect(await fault()).toBe("it opens")
  })

  it("is reported after a timeout if another context blocks it, and is closed if it opens later", async () => {
    const other = await openDB(name, 1)
    const gone = deleteDB(name)
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] })
    const why = fault()
    await vi.advanceTimersByTimeAsync(10_000)
    vi.useRealTimers()
    expect(await why).toBe("refused")
    other.close()
    await gone
    expect(await fault()).toBe("it opens")
  })

  it("counts as refused for an unknown error", () => {
    expect(storageFaultOf(new Error("x"))).toBe("refused")
  })
})

describe("an open storage", () => {
  it("closes for a newer version at once, and signals that", async () => {
    const store = await openStore(name)
    expect(store.closed.aborted).toBe(false)
    const newer = await openDB(name, 999)
    expect(store.closed.aborted).toBe(true)
    await expect(store.jobs.list(1)).rejects.toThrow()
    newer.close()
  })

  it("can be deleted, and opens again", async () => {
    const store = await openStore(name)
    await store.accounts.put(account("eu-production-600"))
    await deleteDB(name)
    expect(store.closed.aborted).toBe(true)
    expect(await (await openStore(name)).accounts.list()).toEqual([])
  })
})

describe("a lost storage", () => {
  it("is reported until the user has acknowledged it, unless it was empty", async () => {
    const empty = await openStore(name)
    expect(await empty.loss.isLost()).toBe(false)
    await deleteDB(name)
    expect(await (await openStore(name)).loss.isLost()).toBe(false)

    await (await openStore(name)).loss.mark()
    expect(await (await openStore(name)).loss.isLost()).toBe(false)
    await deleteDB(name)
    const fresh = await openStore(name)
    expect(await fresh.loss.isLost()).toBe(true)
    expect(await (await openStore(name)).loss.isLost()).toBe(true)
    await fresh.loss.mark()
    expect(await fresh.loss.isLost()).toBe(false)
  })

  it("is not reported if the browser has no mark or an unknown one", async () => {
    const store = await openStore(name)
    await browser.storage.local.set({ database: { of: "a newer version" } })
    expect(await store.loss.isLost()).toBe(false)
    vi.spyOn(browser.storage.local, "get").mockRejectedValue(new Error("no"))
    expect(await store.loss.isLost()).toBe(false)
  })
})
