import type Browser from "webextension-polyfill"

/**
 * Runs in a page of the extension and deletes everything that it stores. A working background loses its database,
 * so the extension must be reloaded afterwards.
 */
export async function forgetEverything(): Promise<void> {
  const globals = globalThis as unknown as Partial<Record<"browser" | "chrome", typeof Browser>>
  const api = globals.browser ?? globals.chrome
  if (!api) throw new Error("not on a page of the extension")
  await api.alarms.clearAll()
  for (const area of ["local", "session"] as const) await api.storage[area].clear()
  const { origins = [] } = await api.permissions.getAll()
  if (origins.length > 0) await api.permissions.remove({ origins })
  await api.scripting.unregisterContentScripts()
  for (const { name } of await indexedDB.databases()) {
    await new Promise<void>((resolve, reject) => {
      const deletion = indexedDB.deleteDatabase(name ?? "")
      deletion.onsuccess = () => resolve()
      deletion.onerror = () => reject(new Error(`${name} was not deleted`))
    })
  }
}
