/** The confirmation window: one at a time, for the requesting tab. */
import "fake-indexeddb/auto"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import browser from "webextension-polyfill"
import { tagsOf, withItems } from "../../src/jobs/items"
import type { JobRecord } from "../../src/jobs/record"
import type { Drafted, Outcome } from "../../src/messages/views"
import {
  begin,
  deletion,
  drafted,
  draftId,
  ELSEWHERE,
  idOf,
  page,
  pick,
  setUp,
  tags,
  world,
  type SetUp,
} from "./draft-world"

beforeEach(begin)
afterEach(() => vi.useRealTimers())

describe("the confirmation window", () => {
  it("opens for a page's request, but not for our own pages' requests", async () => {
    const setup = setUp()
    await setup.draft(deletion(pick(1)))
    expect(world.shown.open.size).toBe(0)
    const id = idOf(await setup.draft(deletion(pick(1)), page()))
    expect([...world.shown.open.values()]).toEqual([`ours/tabs/confirm.html?draft=${id}`])
  })

  it("comes to the front if a second question is requested, and the answer names the open one", async () => {
    const setup = setUp()
    await setup.draft(deletion(pick(2)), page())
    const second = await setup.draft(deletion(pick(1), "Deals"), page(undefined, 8))
    expect(second).toMatchObject({ ok: false, problem: { kind: "question-open" } })
    expect(second.ok ? "" : second.problem.happened).toContain("Delete 2 tags from Leads?")
    expect(world.shown.open.size).toBe(1)
    expect(world.shown.focused).toHaveLength(1)
  })

  it("opens once for two tabs that request it at the same moment", async () => {
    const setup = setUp()
    const both = await Promise.all([7, 8].map((tab) => setup.draft(deletion(pick(1)), page(undefined, tab))))
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(world.shown.open.size).toBe(1)
  })

  it("opens once for a tab that sends several requests at the same moment", async () => {
    const setup = setUp()
    const all = await Promise.all([1, 2, 3, 4].map((size) => setup.draft(deletion(pick(size)), page())))
    expect(world.shown.open.size).toBe(1)
    const [url = ""] = world.shown.open.values()
    const draftIds = all.flatMap((each) => (each.ok ? [each.value.draftId] : []))
    expect(draftIds).toContain(url.replace("ours/tabs/confirm.html?draft=", ""))
    const states = await Promise.all(
      draftIds.map((id) => setup.handlers["draft.state"]({ draftId: id }, page())),
    )
    expect(states.filter((state) => state === "open")).toHaveLength(1)
  })

  it("does not open for a tab that was closed meanwhile", async () => {
    const setup = setUp()
    const id = idOf(await setup.draft(deletion(pick(1)), page(undefined, 500)))
    expect(world.shown.open.size).toBe(0)
    expect(await setup.handlers["draft.state"]({ draftId: id }, page(undefined, 500))).toBe("closed")
  })

  it("reveals nothing about an open question to a page of another org", async () => {
    const setup = setUp()
    await setup.draft(deletion(pick(2)), page())
    const other = { ...ELSEWHERE, url: new URL("https://crm.zoho.eu/crm/org601/x") }
    const state = await setup.handlers["draft.state"]({ draftId: "d" }, other)
    expect(state).toBe("closed")
    const answer = await setup.draft(deletion(pick(1)), other)
    expect(JSON.stringify(answer)).not.toContain("Leads")
    expect(answer).toMatchObject({ problem: { kind: "other-org" } })
  })

  it("counts as cancelled once it is closed, and the next question can open", async () => {
    const setup = setUp()
    const id = idOf(await setup.draft(deletion(pick(1)), page()))
    const state = (): Promise<string> => setup.handlers["draft.state"]({ draftId: id }, page())
    expect(await state()).toBe("open")
    world.shown.open.clear()
    expect(await state()).toBe("closed")
    expect(await setup.confirm(id)).toMatchObject({ problem: { kind: "draft-expired" } })
    expect(await setup.draft(deletion(pick(1)), page())).toMatchObject({ ok: true })
  })

  it("is replaced by the next question once its own has expired", async () => {
    vi.useFakeTimers({ now: 1_000_000, toFake: ["Date"] })
    const setup = setUp()
    const id = idOf(await setup.draft(deletion(pick(1)), page()))
    vi.setSystemTime(1_000_000 + 11 * 60_000)
    expect(await setup.handlers["draft.state"]({ draftId: id }, page())).toBe("expired")
    const next = idOf(await setup.draft(deletion(pick(1)), page()))
    expect([...world.shown.open.values()]).toEqual([`ours/tabs/confirm.html?draft=${next}`])
  })

  it("comes to the front only for the page that requested it", async () => {
    const setup = setUp()
    const id = idOf(await setup.draft(deletion(pick(1)), page()))
    await setup.handlers["draft.show"]({ draftId: id }, page())
    expect(world.shown.focused).toHaveLength(1)
    expect(await setup.handlers["draft.show"]({ draftId: id }, page(undefined, 8))).toMatchObject({
      problem: { kind: "draft-expired" },
    })
    expect(world.shown.focused).toHaveLength(1)
    expect(await setup.handlers["draft.state"]({ draftId: id }, page(undefined, 8))).toBe("closed")
  })

  it("is a tab if the browser has no windows, as on Android", async () => {
    const opened: object[] = []
    Object.assign(browser, { windows: undefined })
    Object.assign(browser.tabs, {
      create: (tab: object) => Promise.resolve({ id: 200 + opened.push(tab) }),
      get: (id: number) => Promise.resolve({ id }),
    })
    const id = idOf(await setUp().draft(deletion(pick(1)), page()))
    expect(opened).toEqual([{ url: `ours/tabs/confirm.html?draft=${id}`, openerTabId: 7 }])
  })
})

describe("trying again", () => {
  /** A finished job with three tags: one deleted, two left. */
  async function finished(setup: SetUp, state: JobRecord["job"]["state"]): Promise<string> {
    const id = await draftId(setup)
    await setup.confirm(id)
    const [record] = setup.added
    if (!record) expect.fail("no job")
    const states = ["done", "not-sent", "refused"] as const
    const steps = record.steps.map((step) =>
      withItems(
        step,
        tagsOf(step).map((tag, at) => ({ ...tag, state: states[at]! })),
      ),
    )
    setup.added[0] = { job: { ...record.job, state }, steps }
    return id
  }

  it.each(["cancelled", "failed", "completed-with-problems"] as const)(
    "drafts what a %s job left, and starts nothing without a confirmation",
    async (state) => {
      const setup = setUp()
      const draft = await drafted(setup, { kind: "again", jobIds: [await finished(setup, state)] })
      expect(draft.parts[0]?.tags.map(({ id }) => id)).toEqual(["901", "902"])
      expect(setup.added).toHaveLength(1)
      await setup.confirm(draft.draftId)
      expect(setup.added.map(({ job }) => job.id)).toHaveLength(2)
      expect(setup.added[1]?.job).toMatchObject({ state: "waiting", tags: { pending: 2 } })
      expect(setup.added[1]?.job.startAt).toBe((setup.added[1]?.job.createdAt ?? 0) + 5_000)
    },
  )

  it("is refused while the job runs and if the job is unknown", async () => {
    const setup = setUp()
    const id = await draftId(setup)
    await setup.confirm(id)
    for (const jobIds of [[id], ["another"]])
      expect(await setup.draft({ kind: "again", jobIds })).toMatchObject({
        problem: { kind: "nothing-left" },
      })
  })

  it("leaves out tags that are protected or gone by now", async () => {
    const listed = [...tags]
    const setup = setUp(listed)
    const job = await finished(setup, "cancelled")
    setup.protectedTags.push("T1")
    const again = (): Promise<Outcome<Drafted>> => setup.draft({ kind: "again", jobIds: [job] })
    expect(await again()).toMatchObject({ value: { tags: 1 } })
    listed.splice(2, 1)
    expect(await again()).toMatchObject({ problem: { kind: "nothing-left" } })
  })
})
