/**
 * Runs before each file of unit tests. The files of a worker share its process, for a new one for each costs more than
 * most tests; so nothing is left here of the file before: no module, document, database or stub, and no faked time.
 */
import "fake-indexeddb/auto"
import { IDBFactory } from "fake-indexeddb"
import { afterAll, inject, vi } from "vitest"
import { builtinEnvironments } from "vitest/runtime"
import messages from "../../assets/_locales/en/messages.json"
import { installI18n } from "../gallery/fake-i18n"

vi.resetModules()
globalThis.indexedDB = new IDBFactory()

/** Every context of a built extension has its messages, so every unit test has the English ones. */
installI18n(messages)

/** A window of its own for each file that asks for one: what the window before has put beside Node's globals goes. */
const worker = globalThis as { hasWindows?: boolean }
worker.hasWindows ??= typeof window === "object"
if (worker.hasWindows) {
  const ofNode = inject("nodeGlobals")
  for (const [name, { get }] of Object.entries(Object.getOwnPropertyDescriptors(globalThis)))
    if (get && !ofNode.includes(name)) Reflect.deleteProperty(globalThis, name)
  const { teardown } = await builtinEnvironments["happy-dom"].setup(globalThis, {})
  afterAll(() => teardown(globalThis))
}

afterAll(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
})

declare module "vitest" {
  interface ProvidedContext {
    readonly nodeGlobals: readonly string[]
  }
}
