/** Drafts of switched-off features are refused. `policy.test.ts` covers confirmations and running jobs. */
import { describe, expect, it } from "vitest"
import { draftHandlers } from "../../src/background/handlers/drafts"
import type { Policy } from "../../src/storage/managed-policy"
import type { Store } from "../../src/storage/store"

const empty = {
  get: () => Promise.resolve(undefined),
}

/** The handlers of a worker with this policy and an empty store. */
function worker(policy: Policy): ReturnType<typeof draftHandlers> {
  const store = {
    policy: { get: () => Promise.resolve(policy) },
    accounts: empty,
    backups: { ...empty, head: empty.get, list: () => Promise.resolve([]) },
  } as unknown as Store
  const others = { tokens: {}, catalog: {}, runner: {}, isTooOften: () => false }
  return draftHandlers({ store, ...others } as never)
}

const OWN_PAGE = { callerClass: "extension", tabId: null } as const
const merge = {
  kind: "merge" as const,
  accountId: "a",
  module: "Leads",
  keep: { id: "1", name: "x" },
  absorb: [{ id: "2", name: "X" }],
}

describe("a feature that an organization has switched off", () => {
  const off = worker({ featuresOff: ["merge", "restore"] })

  it("is refused before anything is read, whatever the account's scopes", async () => {
    const answers = [
      await off.draft(merge, OWN_PAGE),
      await off.draft({ kind: "restore", backupId: "b", tags: null }, OWN_PAGE),
    ]
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, problem: { kind: "policy" } })
  })

  it("does not affect other features", async () => {
    const restoreOff = worker({ featuresOff: ["restore"] })
    expect(await restoreOff.draft(merge, OWN_PAGE)).toMatchObject({ problem: { kind: "sign-in-needed" } })
  })
})
