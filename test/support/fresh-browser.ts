/** Resets the fake browser before each test. Runs for every test file, even if files share modules. */
import { fakeBrowser } from "@webext-core/fake-browser"
import { beforeEach } from "vitest"

// `reset` does not clear the managed storage. Extensions cannot write it, so its type has no `clear`.
const policy = fakeBrowser.storage.managed as unknown as typeof fakeBrowser.storage.local

beforeEach(async () => {
  fakeBrowser.reset()
  await policy.clear()
})
