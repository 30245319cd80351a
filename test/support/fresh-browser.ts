/** Each test begins in a browser that remembers nothing. Run anew for every file, also where files share modules. */
import { fakeBrowser } from "@webext-core/fake-browser"
import { beforeEach } from "vitest"

beforeEach(() => fakeBrowser.reset())
