/** A self client's tokens for an org, without a code, in both readings of Zoho's documents. */
import { afterEach, expect, it, vi } from "vitest"
import { dataCenterByLocation } from "../../src/zoho/data-centers"
import { createSelfClientGrant } from "../../src/zoho/oauth/code"
import { SIGN_IN_FEATURES, scopesFor } from "../../src/zoho/scopes"
import { createZoho } from "../sandbox/zoho"
import { zohoFetch } from "../sandbox/fetch"

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

it.each([
  ["granted", { ok: true }],
  ["refused", { fault: { kind: "sign-in-refused" } }],
] as const)("are issued on every request if Zoho has them %s", async (reading, then) => {
  const clock = { time: 1_800_000_000_000 }
  const zoho = createZoho({ clock: { now: () => clock.time }, readings: { clientCredentials: reading } })
  const org = zoho.seedOrg({ dataCenter: "eu" })
  const { clientId, clientSecret } = zoho.registerClient({ type: "self" })
  const dataCenter = dataCenterByLocation("eu") ?? expect.fail("no data center")
  const scopes = scopesFor(SIGN_IN_FEATURES)
  const known = { clientId, clientSecret, dataCenter, scopes, environment: "production" } as const
  const fetch = zohoFetch(zoho)
  vi.spyOn(Date, "now").mockImplementation(() => clock.time)
  vi.stubGlobal("fetch", (input: RequestInfo | URL, init?: RequestInit) => fetch(new Request(input, init)))
  const grantFor = (orgId: string | undefined): ReturnType<typeof createSelfClientGrant> =>
    createSelfClientGrant({ ...known, code: "", orgId })

  const grant = grantFor(org.zgid)
  const first = await grant.signIn()
  expect(first).toMatchObject(then)
  expect(await grantFor(undefined).signIn()).toMatchObject({ fault: { kind: "grant-code-needed" } })
  if (!first.ok) return
  expect(first.value).not.toHaveProperty("refreshToken")
  clock.time += 3_700_000
  expect(await grant.renew(undefined)).toMatchObject({ ok: true, value: { apiOrigin: org.apiUrl, scopes } })
  expect(await grantFor("404").signIn()).toMatchObject({ fault: { kind: "missing-org-info" } })
})
