/** A draft contains exactly the selected tags, read again from Zoho. */
import { tagsOf } from "../../src/jobs/items"
import "fake-indexeddb/auto"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import browser from "webextension-polyfill"
import type { Draft } from "../../src/storage/drafts"
import { openStore } from "../../src/storage/store"
import { accountOfPage } from "../../src/background/page-org"
import { fault } from "../../src/zoho/errors/fault"
import {
  account,
  begin,
  deletion,
  drafted,
  draftId,
  ELSEWHERE,
  idOf,
  idsIn,
  own,
  page,
  pick,
  setUp,
  tags,
  world,
} from "./draft-world"

beforeEach(begin)
afterEach(() => vi.useRealTimers())

describe("a draft", () => {
  it("contains exactly the selected tags that still exist under their names", async () => {
    const setup = setUp(tags.filter((tag) => tag.id !== "901"))
    const picked = [...pick(3), { id: "905", name: "Renamed since" }]
    expect(await drafted(setup, deletion(picked))).toMatchObject({
      parts: [{ tags: [{ id: "900" }, { id: "902" }] }],
      dropped: [
        { name: "T1", why: "gone" },
        { name: "Renamed since", why: "renamed" },
      ],
      typed: false,
    })
  })

  it("reveals only its kind and tag count to the requesting page", async () => {
    expect(await setUp().draft(deletion(pick(2)), page())).toEqual({
      ok: true,
      value: { draftId: expect.any(String) as string, kind: "deletion", tags: 2 },
    })
  })

  it("contains a tag's known usage and record count", async () => {
    expect(await drafted(setUp(), deletion(pick(1)))).toMatchObject({
      parts: [{ tags: [{ records: 7, usedIn: ["Workflow: Big"] }] }],
    })
  })

  it.each([
    ["another org", ELSEWHERE],
    ["an address that does not name its org", page("https://crm.zoho.eu/crm/acme/settings/manage-tags")],
    [
      "an address that names its org elsewhere",
      page("https://crm.zoho.eu/crm/settings/manage-tags?org=org600"),
    ],
  ])("is refused for a page of %s, even if only one org is connected", async (_what, sender) => {
    expect(await setUp().draft(deletion(pick(1)), sender)).toMatchObject({
      ok: false,
      problem: { kind: "other-org" },
    })
    expect(world.shown.open.size).toBe(0)
  })

  it("is refused for the same org id in another data center or in a sandbox", async () => {
    for (const host of ["crm.zoho.com", "crmsandbox.zoho.eu"])
      expect(
        accountOfPage([account], page(`https://${host}/crm/org600/settings/manage-tags`)),
      ).toBeUndefined()
  })

  it("is refused if the browser cannot store it, and the problem says that nothing was changed", async () => {
    world.drafts = { ...world.drafts, save: () => Promise.reject(new Error("QuotaExceeded")) }
    expect(await setUp().draft(deletion(pick(1)))).toMatchObject({
      ...{ ok: false, problem: { kind: "unwritten", unchanged: "Nothing was changed." } },
    })
  })

  it("is refused before any call to Zoho if a page sends too many requests", async () => {
    const setup = setUp([])
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => setup.draft(deletion(pick(1)), page())),
    )
    const kinds = answers.map((each) => (each.ok ? "ok" : each.problem.kind))
    expect(kinds.filter((kind) => kind === "asked-too-often")).toHaveLength(10)
    expect(await setup.draft(deletion(pick(1)), page(undefined, 8))).toMatchObject({
      problem: { kind: "nothing-left" },
    })
  })
})

describe("confirming", () => {
  it("starts a job of exactly the draft's tags, with the draft's id", async () => {
    const setup = setUp()
    const id = await draftId(setup)
    expect(await setup.confirm(id)).toEqual({ ok: true, value: { jobIds: [id], problem: null } })
    expect(idsIn(setup.added[0])).toEqual(["900", "901", "902"])
    expect(setup.added[0]?.job).toMatchObject({ org: account.org, confirmedBy: "Ada", accountId: account.id })
    expect(await setup.handlers["draft.state"]({ draftId: id }, page())).toBe("confirmed")
  })

  it("uses record counts that arrived while the question was open", async () => {
    const setup = setUp()
    const id = await draftId(setup, 2)
    setup.usage.set("901", { records: 12 })
    await setup.confirm(id)
    expect(setup.added[0]?.steps.flatMap(tagsOf).map(({ records }) => records)).toEqual([7, 12])
  })

  it("works once", async () => {
    const setup = setUp()
    const id = await draftId(setup)
    await setup.confirm(id)
    expect(await setup.confirm(id)).toMatchObject({ ok: false, problem: { kind: "draft-expired" } })
    expect(setup.added).toHaveLength(1)
  })

  it("works after a restart of the worker", async () => {
    const id = await draftId(setUp())
    world.drafts = (await openStore(world.name)).drafts
    expect(await setUp().confirm(id)).toMatchObject({ ok: true })
  })

  it("works once if requested twice at the same time", async () => {
    const setup = setUp()
    const id = await draftId(setup)
    const both = await Promise.all([setup.confirm(id), setup.confirm(id)])
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(setup.added).toHaveLength(1)
  })

  it("fails after ten minutes and after a cancel", async () => {
    vi.useFakeTimers({ now: 1_000_000, toFake: ["Date"] })
    const setup = setUp()
    const id = await draftId(setup)
    vi.setSystemTime(1_000_000 + 10 * 60_000 + 1)
    expect(await setup.confirm(id)).toMatchObject({ ok: false, problem: { kind: "draft-expired" } })
    const other = await draftId(setup)
    await setup.handlers["draft.cancel"]({ draftId: other }, own)
    expect(await setup.confirm(other)).toMatchObject({ ok: false, problem: { kind: "draft-expired" } })
    expect(setup.added).toEqual([])
  })

  it.each([
    ["nothing", null],
    ["another number", "20"],
  ])("more than twenty tags is refused with %s typed, and can be repeated", async (_what, typed) => {
    const setup = setUp()
    const id = await draftId(setup, 21)
    expect(await setup.confirm(id, typed)).toMatchObject({ ok: false, problem: { kind: "wrong-number" } })
    expect(setup.added).toEqual([])
    expect(await setup.confirm(id, " 21 ")).toMatchObject({ ok: true })
  })

  it("requires the typed number above the limit in the user's settings", async () => {
    expect(await drafted(setUp(tags, 2), deletion(pick(2)))).toMatchObject({ typed: false })
    expect(await drafted(setUp(tags, 2), deletion(pick(3)))).toMatchObject({ typed: true })
  })

  it("starts nothing without a sign-in, and can be repeated after it", async () => {
    const setup = setUp()
    const id = await draftId(setup)
    world.signIn = { ok: false, fault: fault("sign-in-needed") }
    expect(await setup.confirm(id)).toMatchObject({ problem: { kind: "sign-in-needed", action: "sign-in" } })
    expect(setup.added).toEqual([])
    world.signIn = { ok: true }
    expect(await setup.confirm(id)).toMatchObject({ ok: true })
  })

  it("starts nothing without the host permissions", async () => {
    const setup = setUp()
    const id = await draftId(setup)
    Object.assign(browser, { permissions: { contains: () => Promise.resolve(false) } })
    expect(await setup.confirm(id)).toMatchObject({ problem: { kind: "access-removed", action: "allow" } })
    expect(setup.added).toEqual([])
  })
})

describe("protected tags", () => {
  it("are dropped from a draft, with the reason", async () => {
    const setup = setUp()
    setup.protectedTags.push("t0", "T2*")
    expect(await drafted(setup, deletion(pick(4)))).toMatchObject({
      parts: [{ tags: [{ id: "901" }, { id: "903" }] }],
      dropped: [
        { name: "T0", why: "protected", like: "t0" },
        { name: "T2", why: "protected" },
      ],
    })
  })

  it("stop the whole deletion if they were protected after the draft was shown", async () => {
    const setup = setUp()
    const id = idOf(await setup.draft(deletion(pick(3), "Leads", "Deals")))
    setup.protectedTags.push("T1")
    expect(await setup.confirm(id)).toMatchObject({ problem: { kind: "protected" } })
    expect(setup.added).toEqual([])
  })
})

describe("several modules", () => {
  it("share one draft, and become one job each under one heading", async () => {
    const setup = setUp()
    const draft = await drafted(setup, deletion(pick(2), "Leads", "Deals"))
    expect(draft.parts.map(({ module: { apiName }, tags: of }) => [apiName, of.length])).toEqual([
      ["Leads", 2],
      ["Deals", 2],
    ])
    const confirmed = await setup.confirm(draft.draftId)
    expect(setup.added.map(({ job }) => job.module.apiName)).toEqual(["Leads", "Deals"])
    expect(setup.added.map(idsIn)).toEqual([
      ["900", "901"],
      ["900", "901"],
    ])
    const group = setup.added[0]?.job.group
    expect(group).toMatchObject({ modules: 2, tags: 4 })
    expect(setup.added[1]?.job.group).toEqual(group)
    expect(confirmed).toEqual({
      ok: true,
      value: { jobIds: setup.added.map(({ job }) => job.id), problem: null },
    })
    expect(setup.added[0]?.job.id).toBe(draft.draftId)
  })

  it("keep the order of selection, whichever Zoho answers first", async () => {
    const draft = await drafted(setUp(), deletion(pick(1), "Accounts", "Leads", "Deals"))
    expect(draft.parts.map(({ module }) => module.apiName)).toEqual(["Accounts", "Leads", "Deals"])
  })

  it("are named if their jobs cannot be stored, and the others start", async () => {
    const setup = setUp()
    const first = idOf(await setup.draft(deletion(pick(2), "Leads", "Deals")))
    setup.noRoomFor.push("Deals")
    expect(await setup.confirm(first)).toMatchObject({
      ok: true,
      value: {
        jobIds: [setup.added[0]?.job.id],
        problem: { kind: "unwritten", unchanged: "Nothing was changed there. The rest continues." },
      },
    })
    const none = idOf(await setup.draft(deletion(pick(2), "Leads", "Deals")))
    setup.noRoomFor.push("Leads")
    expect(await setup.confirm(none)).toMatchObject({
      problem: { kind: "unwritten", unchanged: "Nothing was changed." },
    })
  })

  it("require the total number of tags to be typed", async () => {
    const setup = setUp()
    const draft = await drafted(setup, deletion(pick(11), "Leads", "Deals"))
    expect(draft.typed).toBe(true)
    expect(await setup.confirm(draft.draftId, "11")).toMatchObject({ problem: { kind: "wrong-number" } })
    expect(await setup.confirm(draft.draftId, "22")).toMatchObject({ ok: true })
    expect(setup.added).toHaveLength(2)
  })

  it("replace the same tab's earlier draft, and no other tab's", async () => {
    const setup = setUp()
    const request = deletion(pick(2), "Leads", "Deals")
    const first = idOf(await setup.draft(request))
    const other = idOf(await setup.draft(request, { ...own, tabId: 8 }))
    const last = idOf(await setup.draft(request))
    expect(await setup.confirm(first)).toMatchObject({ problem: { kind: "draft-expired" } })
    expect(await setup.confirm(other)).toMatchObject({ ok: true })
    expect(await setup.confirm(last)).toMatchObject({ ok: true })
  })

  it("are drafted without those that could not be read, which are named", async () => {
    const setup = setUp()
    expect(await drafted(setup, deletion(pick(1), "Contacts", "Leads"))).toMatchObject({
      parts: [{ module: { apiName: "Leads" } }],
      unread: [{ module: "Contacts", problem: { kind: "no-permission" } }],
    })
    expect(await setup.draft(deletion(pick(1), "Contacts"))).toMatchObject({
      problem: { kind: "no-permission" },
    })
  })
})

describe("stored drafts", () => {
  const saved = (draft: Partial<Draft>): Draft =>
    ({ draftId: "d1", tabId: 1, kind: "deletion", ...draft }) as Draft

  it("are ignored if damaged", async () => {
    await world.drafts.save(saved({ expiresAt: Date.now() + 1_000 }))
    expect(await world.drafts.get("d1")).toBeUndefined()
    expect(await world.drafts.claim("d1")).toBeUndefined()
  })

  it("are removed after a browser restart, except those created since", async () => {
    vi.useFakeTimers({ toFake: ["Date"] })
    const setup = setUp()
    const before = await draftId(setup)
    // In a window, so that the same page's next question does not replace it.
    await world.drafts.putInWindow(before, 7)
    vi.advanceTimersByTime(1_000)
    const start = Date.now()
    const since = await draftId(setup, 2)
    await world.drafts.removeEarlier(start)
    expect([await world.drafts.get(before), await world.drafts.get(since)]).toEqual([
      undefined,
      expect.objectContaining({ isExpired: false }),
    ])
    vi.useRealTimers()
    expect(await setUp().confirm(before)).toMatchObject({ problem: { kind: "draft-expired" } })
  })
})
