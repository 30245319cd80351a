/** Test setup for accounts: the sandbox, the store and the browser's sign-in window. */
import "fake-indexeddb/auto"
import { vi } from "vitest"
import browser from "webextension-polyfill"
import { openStore, type Store } from "../../src/storage/store"
import { createZoho, request, type Client, type ClientSeed, type Zoho } from "../sandbox"
import { zohoFetch } from "../sandbox/fetch"

export const REDIRECT = "https://abc.chromiumapp.org/"

export interface AccountsWorld {
  readonly zoho: Zoho
  readonly store: Store
  /** Addresses of the sign-in windows that were opened. */
  readonly windows: URL[]
  /** Every network call to Zoho, as `METHOD host/path`. */
  readonly calls: string[]
  /** Called before every call is sent. */
  onCall: (call: Request) => void
  /** False: there is no network. */
  online: boolean
  /** The button that the user clicks in Zoho's window. */
  decision: "accept" | "reject"
  /** False: the user has revoked the host permissions, so every call fails as without a network. */
  permitted: boolean
  /** Match patterns of host permissions that were removed. */
  readonly givenBack: string[]
  client(type: NonNullable<ClientSeed["type"]>): Client
}

/** Web Locks: one holder per name, others in turn. */
function locks(): Pick<LockManager, "request"> {
  const last = new Map<string, Promise<unknown>>()
  const request = async (name: string, ...options: unknown[]): Promise<unknown> => {
    const work = options.at(-1) as () => unknown
    const before = last.get(name) ?? Promise.resolve()
    const mine = before.then(work, work)
    last.set(name, mine)
    return mine
  }
  return { request }
}

export async function accountsWorld(): Promise<AccountsWorld> {
  const zoho = createZoho()
  const ask = zohoFetch(zoho)
  const world: AccountsWorld = {
    zoho,
    store: await openStore(`accounts ${Math.random()}`),
    windows: [],
    calls: [],
    onCall: () => undefined,
    online: true,
    decision: "accept",
    permitted: true,
    givenBack: [],
    client: (type) =>
      zoho.registerClient({
        type,
        redirectUris: [REDIRECT],
        javascriptDomains: [new URL(REDIRECT).origin],
      }),
  }
  vi.stubGlobal("navigator", { locks: locks() })
  vi.stubGlobal("fetch", async (input: string | URL | Request, init?: RequestInit) => {
    const call = new Request(input, init)
    const { host, pathname } = new URL(call.url)
    world.calls.push(`${call.method} ${host}${pathname}`)
    world.onCall(call)
    if (!world.online || !world.permitted) throw new TypeError("Failed to fetch")
    return ask(call)
  })
  Object.assign(browser.permissions, {
    contains: () => Promise.resolve(world.permitted),
    remove: ({ origins = [] }: { origins?: string[] }) => {
      world.givenBack.push(...origins)
      return Promise.resolve(true)
    },
  })
  Object.assign(browser.identity, {
    getRedirectURL: () => REDIRECT,
    launchWebAuthFlow: ({ url, interactive }: { url: string; interactive: boolean }) => {
      const address = new URL(url)
      if (interactive) world.windows.push(address)
      return Promise.resolve(interactive ? decided(world, address) : silently(zoho, address))
    },
  })
  return world
}

/** Where Zoho's window redirects after the user has clicked a button. */
function decided({ zoho, decision }: AccountsWorld, address: URL): string {
  const body = new URLSearchParams([...address.searchParams, ["decision", decision], ["session", "on"]])
  const headers = { "content-type": "application/x-www-form-urlencoded" }
  const url = `${address.origin}/oauth/v2/auth/decision`
  return redirected(zoho.handle(request("POST", url, { headers, body: String(body) })).headers)
}

function silently(zoho: Zoho, address: URL): string {
  return redirected(zoho.handle(request("GET", address.href)).headers)
}

function redirected(headers: Readonly<Record<string, string>>): string {
  const { location } = headers
  if (location === undefined) throw new Error("User interaction required.")
  return location
}
