import { beforeEach } from "vitest"
import { fakeBrowser } from "@webext-core/fake-browser"

beforeEach(() => fakeBrowser.reset())

/** What `webextension-polyfill` is in tests: storage, alarms, messages and tabs in memory, fresh for each test. */
export default fakeBrowser
