import type { Sandbox } from "../../sandbox"
import type { Tab } from "./driver"

/** Every access token that the sandbox has seen in use. */
export function usedTokens(sandbox: Sandbox): string[] {
  const sent = sandbox.log.calls.map((call) => call.headers["authorization"]?.split(" ")[1])
  return [...new Set(sent.filter((token) => token !== undefined))]
}

/** Everything that a page's scripts could read: the whole document, open shadow roots included, and its storage. */
export function everythingIn(tab: Tab): Promise<string> {
  return tab.evaluate(() => {
    const html = (root: Document | ShadowRoot): string => {
      const own = new XMLSerializer().serializeToString(root)
      const inner = [...root.querySelectorAll("*")]
        .map((element) => element.shadowRoot)
        .filter((root) => root !== null)
      const fields = [...root.querySelectorAll("input, textarea")].map(
        (field) => (field as HTMLInputElement).value,
      )
      return [own, ...fields, ...inner.map(html)].join("\n")
    }
    const stored = (store: Storage): string => JSON.stringify(Object.entries(store))
    // Other pages have none, and a blank page may not even ask.
    const kept = location.protocol.startsWith("http")
      ? [document.cookie, stored(localStorage), stored(sessionStorage)]
      : []
    return [html(document), location.href, ...kept].join("\n")
  })
}

/** The extension's storage on disk as one string; runs on a page of the extension. */
export function everythingOnDisk(extensionPage: Tab): Promise<string> {
  return extensionPage.evaluate(async () => {
    const all = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(new Error(String(request.error)))
      })
    const dump: unknown[] = []
    for (const { name } of await indexedDB.databases()) {
      const database = await all(indexedDB.open(name ?? ""))
      for (const store of database.objectStoreNames) {
        dump.push(name, store, await all(database.transaction(store).objectStore(store).getAll()))
      }
      database.close()
    }
    interface Api {
      readonly storage: { readonly local: { get(): Promise<unknown> } }
    }
    const globals = globalThis as unknown as Partial<Record<"browser" | "chrome", Api>>
    dump.push(await (globals.browser ?? globals.chrome)?.storage.local.get())
    return JSON.stringify(dump)
  })
}
