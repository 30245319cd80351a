import { fakeBrowser } from "@webext-core/fake-browser"

/** What `webextension-polyfill` is in tests: storage, alarms, messages and tabs in memory (`fresh-browser.ts`). */
export default fakeBrowser
