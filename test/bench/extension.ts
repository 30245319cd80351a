/** The production build in a real Chromium, connected to a sandbox org, with an open page to send commands from. */
import type { CommandName, ReplyOf, RequestOf } from "../../src/messages/contract"
import { MARK } from "../../src/messages/send"
import type { Settings } from "../../src/storage/settings"
import type { BrowserUnderTest, Tab } from "../e2e/support/driver"
import { connect } from "../e2e/support/flows"
import { launch } from "../e2e/support/launch"
import { startSandbox, type OrgSeed, type Sandbox, type SeededOrg } from "../sandbox"

export interface Extension {
  readonly sandbox: Sandbox
  readonly org: SeededOrg
  readonly browser: BrowserUnderTest
  /** A static page of the extension. */
  readonly page: Tab
  readonly accountId: string
  ask<N extends CommandName>(name: N, request: RequestOf<N>): Promise<ReplyOf<N>>
  close(): Promise<void>
}

/** Settings for every bench: no time to cancel, because that is time for the user. Everything else is the default. */
const SETTINGS: Partial<Settings> = { graceSeconds: 0 }

/** Starts sandbox and browser, and signs in. */
export async function startExtension(seed: OrgSeed): Promise<Extension> {
  const sandbox = await startSandbox()
  const org = sandbox.zoho.seedOrg(seed)
  const browser = await launch("chromium", { proxyPort: sandbox.proxyPort })
  await connect(browser, sandbox, org)
  const page = await browser.openExtensionPage("options.html")
  await write(page, "settings", { ...SETTINGS }, "user")
  const ask = <N extends CommandName>(name: N, request: RequestOf<N>): Promise<ReplyOf<N>> =>
    page.evaluate(askBackground<ReplyOf<N>>, { mark: MARK, name, request })
  const [account] = await ask("account.list", {})
  if (!account) throw new Error("the org is not connected")
  const close = async (): Promise<void> => {
    await browser.close()
    await sandbox.close()
  }
  return { sandbox, org, browser, page, accountId: account.id, ask, close }
}

/** Runs in the page. */
async function askBackground<T>(envelope: unknown): Promise<T> {
  interface Api {
    readonly runtime: { sendMessage(message: unknown): Promise<{ done: boolean; value: T; error: string }> }
  }
  const reply = await (globalThis as unknown as { readonly chrome: Api }).chrome.runtime.sendMessage(envelope)
  if (!reply.done) throw new Error(reply.error)
  return reply.value
}

/**
 * Writes a value (or each value of a list) to one of the extension's stores, and notifies its contexts.
 * @param notifies false to keep an open page from asking the background, which would wake it
 */
export function write(
  page: Tab,
  store: string,
  value: unknown,
  key?: string,
  notifies = true,
): Promise<void> {
  return page.evaluate(
    async (name, stored, at, isNotified) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open("tagsweep")
        opening.onsuccess = () => resolve(opening.result)
        opening.onerror = () => reject(new Error(String(opening.error)))
      })
      const work = database.transaction(name, "readwrite")
      for (const one of Array.isArray(stored) ? (stored as unknown[]) : [stored])
        work.objectStore(name).put(one, at ?? undefined)
      await new Promise<void>((resolve, reject) => {
        work.oncomplete = () => resolve()
        work.onerror = () => reject(new Error(String(work.error)))
      })
      database.close()
      if (!isNotified) return
      const channel = new BroadcastChannel("tagsweep-store")
      channel.postMessage(null)
      channel.close()
    },
    store,
    value,
    key ?? null,
    notifies,
  )
}

/** Clears some of the extension's stores; its worker must be idle. */
export function empty(page: Tab, stores: readonly string[]): Promise<void> {
  return page.evaluate(async (names) => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open("tagsweep")
      opening.onsuccess = () => resolve(opening.result)
    })
    const work = database.transaction([...names], "readwrite")
    for (const name of names) work.objectStore(name).clear()
    await new Promise((resolve) => (work.oncomplete = resolve))
    database.close()
  }, stores)
}
