/** Each test begins in a browser that remembers nothing. Run for every file, also where files share modules. */
import { fakeBrowser } from "@webext-core/fake-browser"
import { beforeEach } from "vitest"

// What `reset` leaves. No extension could write it, so the types do not have it.
const policy = fakeBrowser.storage.managed as unknown as typeof fakeBrowser.storage.local

beforeEach(async () => {
  fakeBrowser.reset()
  await policy.clear()
})
