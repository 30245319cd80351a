/** What is switched off is refused at the draft; `worker-policy` has what is confirmed and what is under way. */
import { describe, expect, it } from "vitest"
import { draftHandlers } from "../../src/background/handlers/drafts"
import type { Policy } from "../../src/storage/managed-policy"
import type { Store } from "../../src/storage/store"

const nobody = {
  get: () => Promise.resolve(undefined),
}

/** A worker of an organization with this policy, in which nothing else is known. */
function worker(policy: Policy): ReturnType<typeof draftHandlers> {
  const store = {
    policy: { get: () => Promise.resolve(policy) },
    accounts: nobody,
    backups: { ...nobody, head: nobody.get, list: () => Promise.resolve([]) },
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

describe("what an organization has switched off", () => {
  const off = worker({ featuresOff: ["merge", "restore"] })

  it("is refused before anything is read, whatever rights the account holds", async () => {
    const answers = [
      await off.draft(merge, OWN_PAGE),
      await off.draft({ kind: "restore", backupId: "b", tags: null }, OWN_PAGE),
    ]
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, problem: { kind: "policy" } })
  })

  it("is one feature and not another", async () => {
    const merging = worker({ featuresOff: ["restore"] })
    expect(await merging.draft(merge, OWN_PAGE)).toMatchObject({ problem: { kind: "sign-in-needed" } })
  })
})
