/** Replaces `webextension-polyfill` in tests: storage, alarms, messages and tabs in memory (`fresh-browser.ts`). */
import { fakeBrowser } from "@webext-core/fake-browser"

export default fakeBrowser
