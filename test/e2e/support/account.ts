/** Connects an org without a user's clicks, which `first-run` and `grants` test separately. */
import type Browser from "webextension-polyfill"
import { orgPatterns } from "../../../src/zoho/data-centers"
import { scopesFor, SIGN_IN_FEATURES } from "../../../src/zoho/scopes"
import { apiHost, type Client, type Sandbox, type SeededOrg } from "../../sandbox"
import type { BrowserUnderTest, Tab } from "./driver"
import { setInStore } from "./flows"

/** The lifetime of the sandbox's tokens (ms). */
const TOKEN_LIVES = 3_600_000

/** Stores the org as a client-based sign-in leaves it, and removes the countdown before jobs. */
export async function connected(
  browser: BrowserUnderTest,
  sandbox: Sandbox,
  org: SeededOrg,
): Promise<Client> {
  const { zgid, name, dataCenter: location, environment } = org
  const own = await browser.openExtensionPage("manifest.json")
  const redirect = await own.evaluate(startAndGiveRedirect)
  const client = sandbox.zoho.registerClient({
    redirectUris: [redirect],
    javascriptDomains: [new URL(redirect).origin],
  })
  await browser.grant(orgPatterns({ location, environment }))
  const { clientId } = client
  const scopes = scopesFor(SIGN_IN_FEATURES)
  const now = Date.now()
  const { id: userId, name: user } = sandbox.zoho.org(zgid).user
  const account = {
    ...{ id: `${location}-${environment}-${zgid}`, org: { id: zgid, name, location, environment } },
    ...{ kind: "client-based", clientId, apiEnvironment: environment, scopes, connectedAt: now },
    ...{ user, userId },
  }
  const token = {
    accessToken: sandbox.zoho.issueToken({ zgid, scopes, clientId, forSession: true }),
    expiresAt: now + TOKEN_LIVES,
    apiOrigin: `https://${apiHost(location, environment)}`,
    ...{ location, environment, scopes },
  }
  await putAccount(own, account, token)
  await setInStore(own, { graceSeconds: 0 })
  await own.close()
  return client
}

/** Runs on one of our pages: starts the background, which creates the database, and returns the redirect address. */
async function startAndGiveRedirect(): Promise<string> {
  const globals = globalThis as unknown as Partial<Record<"browser" | "chrome", typeof Browser>>
  const api = globals.browser ?? globals.chrome
  if (!api) throw new Error("not on a page of the extension")
  const isMade = async (): Promise<boolean> => (await indexedDB.databases()).length > 0
  while (!(await isMade())) {
    await api.runtime.sendMessage({}).catch(() => undefined)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return api.identity.getRedirectURL()
}

function putAccount(own: Tab, account: { readonly id: string }, token: object): Promise<void> {
  return own.evaluate(
    async (kept, token) => {
      const opening = indexedDB.open("tagsweep")
      await new Promise((resolve) => (opening.onsuccess = resolve))
      const work = opening.result.transaction("accounts", "readwrite")
      work.objectStore("accounts").put(kept)
      await new Promise((resolve) => (work.oncomplete = resolve))
      opening.result.close()
      const globals = globalThis as unknown as Partial<Record<"browser" | "chrome", typeof Browser>>
      await (globals.browser ?? globals.chrome)?.storage.session.set({ [`token:${kept.id}`]: token })
    },
    account,
    token,
  )
}
