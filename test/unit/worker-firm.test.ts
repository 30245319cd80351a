import { describe, expect, it } from "vitest"
import type { Sender } from "../../src/messaging/sender"
import type { Policy } from "../../src/store/policy"
import type { Store } from "../../src/store/store"
import { mergeHandlers } from "../../src/worker/merge-handlers"
import { restoreHandlers } from "../../src/worker/restore-handlers"

const own: Sender = { callerClass: "extension", tabId: null }
const nobody = {
  get: () => Promise.resolve(undefined),
}

/** A worker of a firm with this policy, in which nothing else is known. */
function worker(policy: Policy): ReturnType<typeof mergeHandlers> & ReturnType<typeof restoreHandlers> {
  const store = {
    policy: { get: () => Promise.resolve(policy) },
    accounts: nobody,
    backups: { ...nobody, head: nobody.get, list: () => Promise.resolve([]) },
  } as unknown as Store
  const needs = { store, catalog: {}, tasks: {} } as never
  return { ...mergeHandlers(needs), ...restoreHandlers(needs) }
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
      await off["merge.draft"](merge, own),
      await off["merge.confirm"]({ draftId: "d", records: false, only: null }, own),
      await off["restore.draft"]({ backupId: "b", tags: null }, own),
      await off["restore.confirm"]({ draftId: "d", only: null }, own),
    ]
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, problem: { kind: "policy" } })
  })

  it("is one feature and not another", async () => {
    const merging = worker({ featuresOff: ["restore"] })
    expect(await merging["merge.draft"](merge, own)).toMatchObject({ problem: { kind: "sign-in-needed" } })
  })
})
