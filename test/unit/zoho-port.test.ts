/** Every call of the engine returns a result, even if the browser's storage fails. */
import { expect, test } from "vitest"
import type { Tokens } from "../../src/accounts/tokens"
import { createZohoPort } from "../../src/background/ports"
import type { ZohoPort } from "../../src/jobs/ports"
import type { Store } from "../../src/storage/store"
import { fault } from "../../src/zoho/errors/fault"
import { plan } from "../support/job-records"

const broken = (): Promise<never> => Promise.reject(new Error("The disk is full"))
const { job } = plan(1)
const tag = { id: "1", name: "VIP" }
const mayLeave = (): Promise<boolean> => Promise.resolve(true)

function port(tokens: Tokens): ZohoPort {
  const store = {
    ...{ accounts: { get: broken }, orgFeatures: { of: broken, remember: broken } },
    policy: { get: () => Promise.resolve({}) },
  } as unknown as Store
  return createZohoPort({ store, tokens }, job)
}

test.each<[string, (zoho: ZohoPort) => Promise<unknown>]>([
  ["mass delete", (zoho) => zoho.massDelete(job.module, ["1"], mayLeave)],
  ["status", (zoho) => zoho.status("7")],
  ["create tags", (zoho) => zoho.createTags(job.module, [{ name: "VIP", colorCode: null }])],
  ["add tags", (zoho) => zoho.addTag(job.module, tag, ["2"])],
  ["merge", (zoho) => zoho.mergeTags("1", "2", mayLeave)],
  ["delete a tag", (zoho) => zoho.deleteTag("1", mayLeave)],
  ["list", (zoho) => zoho.listTags(job.module)],
  [
    "find records",
    (zoho) => zoho.findRecords(job.module, { tagName: "VIP", afterId: "0", limit: 1, converted: false }),
  ],
  ["read a module", (zoho) => zoho.readModule(job.module)],
  ["renew", (zoho) => zoho.renew()],
])("%s: a token that cannot be read leaves the outcome unknown", async (_, call) => {
  const zoho = port({ valid: broken, renew: broken })
  expect(await call(zoho)).toEqual({ ok: false, fault: fault("unreachable") })
})

test("Zoho's refusal is reported even if it cannot be stored", async () => {
  const refused = { ok: false, fault: fault("sign-in-needed") } as const
  const zoho = port({ valid: () => Promise.resolve(refused), renew: broken })
  expect(await zoho.listTags(job.module)).toEqual(refused)
})
