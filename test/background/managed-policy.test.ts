/** What is switched off is refused at the draft; `worker-policy` has what is confirmed and what is under way. */
import { describe, expect, it } from "vitest"
import { draftMerge } from "../../src/background/merge"
import { draftRestore } from "../../src/background/restore"
import type { Policy } from "../../src/storage/managed-policy"
import type { Store } from "../../src/storage/store"

const nobody = {
  get: () => Promise.resolve(undefined),
}

/** A worker of an organization with this policy, in which nothing else is known. */
function worker(policy: Policy): { readonly store: Store; readonly catalog: never; readonly tasks: never } {
  const store = {
    policy: { get: () => Promise.resolve(policy) },
    accounts: nobody,
    backups: { ...nobody, head: nobody.get, list: () => Promise.resolve([]) },
  } as unknown as Store
  return { store, catalog: {} as never, tasks: {} as never }
}

const merge = {
  accountId: "a",
  module: "Leads",
  keep: { id: "1", name: "x" },
  absorb: [{ id: "2", name: "X" }],
}

describe("what a firm has switched off", () => {
  const off = worker({ featuresOff: ["merge", "restore"] })

  it("is refused before anything is read, whatever rights the account holds", async () => {
    const answers = [
      await draftMerge(off, merge, null),
      await draftRestore(off, { backupId: "b", tags: null }, null),
    ]
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, problem: { kind: "policy" } })
  })

  it("is one feature and not another", async () => {
    const merging = worker({ featuresOff: ["restore"] })
    expect(await draftMerge(merging, merge, null)).toMatchObject({ problem: { kind: "sign-in-needed" } })
  })
})
