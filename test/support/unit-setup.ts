/**
 * Runs before each file of unit tests. The files of a worker share its process, for a new one for each costs more than
 * most tests; so nothing is left here of the file before: no module, no database, no stub and no faked time.
 */
import "fake-indexeddb/auto"
import { IDBFactory } from "fake-indexeddb"
import { afterAll, vi } from "vitest"
import messages from "../../assets/_locales/en/messages.json"
import { installI18n } from "../gallery/fake-i18n"

vi.resetModules()
globalThis.indexedDB = new IDBFactory()

/** Every context of a built extension has its messages, so every unit test has the English ones. */
installI18n(messages)

afterAll(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
})
