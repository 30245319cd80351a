/** A fake of the browser's content-script APIs: granted hosts and registered scripts. */
import { vi } from "vitest"
import browser, { type Scripting } from "webextension-polyfill"
import { crmMatches } from "../../src/zoho/data-centers"

export interface PageScripts {
  readonly registered: Scripting.RegisteredContentScript[]
  readonly executeScript: ReturnType<typeof vi.fn<Scripting.Static["executeScript"]>>
  /** Match patterns of granted hosts. */
  granted: readonly string[]
}

/** Installs a new fake. All CRM pages are granted until a test changes that. */
export function pageScripts(): PageScripts {
  const registered: Scripting.RegisteredContentScript[] = []
  const executeScript = vi.fn<Scripting.Static["executeScript"]>().mockResolvedValue([])
  // A tab whose address the browser hides.
  Object.assign(browser.tabs, { get: () => Promise.resolve({}) })
  const world: PageScripts = { registered, executeScript, granted: crmMatches() }
  const dropped = (ids: readonly string[]): void => {
    const left = registered.filter(({ id }) => !ids.includes(id))
    registered.splice(0, registered.length, ...left)
  }
  const add = (scripts: Scripting.RegisteredContentScript[]): Promise<void> => {
    if (scripts.some(({ id }) => registered.some((each) => each.id === id)))
      throw new Error("registered already")
    return Promise.resolve(void registered.push(...scripts))
  }
  Object.assign(browser.scripting, {
    executeScript,
    getRegisteredContentScripts: () => Promise.resolve([...registered]),
    registerContentScripts: add,
    updateContentScripts: (scripts: Scripting.RegisteredContentScript[]) => {
      dropped(scripts.map(({ id }) => id))
      return add(scripts)
    },
    unregisterContentScripts: ({ ids }: { ids: string[] }) => {
      dropped(ids)
      return Promise.resolve()
    },
  })
  Object.assign(browser.permissions, {
    contains: ({ origins = [] }: { origins?: string[] }) =>
      Promise.resolve(origins.every((origin) => world.granted.includes(origin))),
  })
  return world
}
