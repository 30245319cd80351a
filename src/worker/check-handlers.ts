/** "Check on my org", as the options page asks for it. */
import type { Handlers } from "../messaging/receive"
import { newCheck } from "../org-check/record"
import type { Store } from "../store/store"
import { fault } from "../zoho/errors/fault"
import { orUnknown } from "./catalog"
import type { Catalog } from "./catalog"
import type { OrgChecks } from "./org-checks"
import { failed } from "./problems"

type Needs = { readonly store: Store; readonly catalog: Catalog; readonly checks: OrgChecks }
type Names = "check.start" | "check.continue" | "check.of"

export function checkHandlers({ store, catalog, checks }: Needs): Pick<Handlers, Names> {
  return {
    "check.start": async ({ accountId, module: name }) => {
      const account = await store.accounts.get(accountId)
      if (!account) return failed(fault("sign-in-needed"))
      const last = await store.checks.of(accountId)
      // What may be left of the last one comes first.
      if (last && last.phase !== "finished") return { ok: true, value: null }
      const module = orUnknown(await catalog.findModule(account, name))
      if (!module.ok) return failed(module.fault)
      const { id, apiName, pluralLabel } = module.value
      const check = newCheck({
        ...{ id: randomName(), accountId, org: account.org, now: Date.now() },
        module: { id, apiName, pluralLabel },
      })
      await store.checks.save(check)
      void checks.run(check)
      return { ok: true, value: null }
    },
    "check.continue": async ({ accountId }) => {
      const check = await store.checks.of(accountId)
      if (check && check.phase !== "finished") void checks.run(check)
      return null
    },
    "check.of": async ({ accountId }) => (await store.checks.of(accountId)) ?? null,
  }
}

/** Without the letters and digits that are easily taken for one another. */
const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"

function randomName(): string {
  return [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => LETTERS[byte % LETTERS.length]).join("")
}
