import "fake-indexeddb/auto"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import type { Runner } from "../../src/deletion/runner"
import type { ReplyOf } from "../../src/messaging/contract"
import type { DeletionDraft, ManyDraft, Outcome } from "../../src/messaging/views"
import type { Sender } from "../../src/messaging/sender"
import type { Account } from "../../src/store/accounts"
import { openStore } from "../../src/store/store"
import type { Store } from "../../src/store/store"
import type { Catalog } from "../../src/worker/catalog"
import { deletionHandlers } from "../../src/worker/deletion-handlers"
import { manyHandlers } from "../../src/worker/many-handlers"
import { accountOfPage } from "../../src/worker/page-org"
import { dataCentreByCrmHost } from "../../src/zoho/data-centres"
import { fault } from "../../src/zoho/errors/fault"

const account: Account = {
  id: "eu-production-600",
  org: { id: "600", name: "Acme", location: "eu", environment: "production" },
  kind: "client-based",
  clientId: "1000.X",
  apiEnvironment: "production",
  scopes: [],
  user: "Ada",
  connectedAt: 1,
}

function page(
  url = "https://crm.zoho.eu/crm/org600/settings/manage-tags?module=Leads",
  tabId = 7,
): Extract<Sender, { callerClass: "page" }> {
  const parsed = new URL(url)
  const host = dataCentreByCrmHost(parsed.hostname)
  if (!host) throw new Error("no host of Zoho's")
  return { callerClass: "page", tabId, frameId: 0, url: parsed, host }
}

const tags = Array.from({ length: 30 }, (_, at) => ({ id: `${900 + at}`, name: `T${at}`, colorCode: null }))
const module = { id: "1", apiName: "Leads", moduleName: "Leads", pluralLabel: "Leads" }
const pick = (count: number): { id: string; name: string }[] =>
  tags.slice(0, count).map(({ id, name }) => ({ id, name }))

interface SetUp {
  readonly added: Parameters<Runner["add"]>[0][]
  readonly protectedTags: string[]
  /** API names of modules whose jobs the browser has no room for. */
  readonly noRoomFor: string[]
  draftMany(
    parts: { module: string; tags: { id: string; name: string }[] }[],
    sender?: Sender,
  ): Promise<Outcome<ManyDraft>>
  confirmMany(
    draftId: string,
    typed: string | null,
    sender?: Sender,
  ): Promise<ReplyOf<"deletion.confirmMany">>
  draft(picked: { id: string; name: string }[], sender?: Sender): Promise<Outcome<DeletionDraft>>
  confirm(draftId: string, typed: string | null, sender?: Sender): Promise<Outcome<{ jobId: string }>>
}

const manager: Sender = { callerClass: "extension", tabId: 9 }

function setUp(listed = tags, typedAbove = 20): SetUp {
  const added: Parameters<Runner["add"]>[0][] = []
  const protectedTags: string[] = []
  const noRoomFor: string[] = []
  const needs = {
    store: {
      accounts: {
        get: (id: string) => Promise.resolve(id === account.id ? account : undefined),
        list: () => Promise.resolve([account]),
      },
      drafts,
      policy: { get: () => Promise.resolve({}) },
      capabilities: { of: () => Promise.resolve({ orgId: "600" }) },
      settings: { get: () => Promise.resolve({ typedAbove, protectedTags }) },
      tagUsage: { of: () => Promise.resolve(new Map([["900", { records: 7, usedIn: ["Workflow: Big"] }]])) },
    } as unknown as Store,
    catalog: {
      findModule: (_account: Account, apiName: string) =>
        Promise.resolve({ ok: true, value: { ...module, apiName } }),
      tagsOf: (_account: Account, of: typeof module) =>
        Promise.resolve(
          of.apiName === "Contacts"
            ? { ok: false, fault: fault("no-permission") }
            : { ok: true, value: { module: of, tags: listed, allowed: 200 } },
        ),
    } as unknown as Catalog,
    runner: {
      add: (record: (typeof added)[number]) => {
        if (noRoomFor.includes(record.job.module.apiName)) return Promise.reject(new Error("QuotaExceeded"))
        added.push(record)
        return Promise.resolve()
      },
    } as unknown as Runner,
  }
  const handlers = { ...deletionHandlers(needs), ...manyHandlers(needs) }
  return {
    added,
    protectedTags,
    noRoomFor,
    draftMany: (parts, sender = manager) =>
      handlers["deletion.draftMany"]({ accountId: account.id, parts }, sender),
    confirmMany: (draftId, typed, sender = manager) =>
      handlers["deletion.confirmMany"]({ draftId, typed, records: false }, sender),
    draft: (picked: { id: string; name: string }[], sender: Sender = page()) =>
      handlers["deletion.draft"]({ accountId: account.id, module: "Leads", tags: picked }, sender),
    confirm: (draftId: string, typed: string | null, sender: Sender = page()) =>
      handlers["deletion.confirm"]({ draftId, typed, records: false }, sender),
  }
}

async function draftId(setup: SetUp, count = 3): Promise<string> {
  const drafted = await setup.draft(pick(count))
  if (!drafted.ok) throw new Error(drafted.problem.kind)
  return drafted.value.draftId
}

let name: string
let drafts: Store["drafts"]

beforeEach(async () => {
  name = `drafts ${Math.random()}`
  drafts = (await openStore(name)).drafts
})

afterEach(() => vi.useRealTimers())

describe("a draft", () => {
  it("holds exactly the picked tags that are still there under their names", async () => {
    const { draft } = setUp(tags.filter((tag) => tag.id !== "901"))
    const drafted = await draft([...pick(3), { id: "905", name: "Renamed since" }])
    expect(drafted).toMatchObject({
      ok: true,
      value: {
        tags: [{ id: "900" }, { id: "902" }],
        dropped: [
          { name: "T1", why: "gone" },
          { name: "Renamed since", why: "renamed" },
        ],
        calls: 1,
        typed: false,
      },
    })
  })

  it("is refused for a page of another org", async () => {
    const elsewhere = page("https://crm.zoho.eu/crm/org601/settings/manage-tags?module=Leads")
    expect(await setUp().draft(pick(1), elsewhere)).toMatchObject({
      ok: false,
      problem: { kind: "other-org" },
    })
  })

  it.each(["acme/settings/manage-tags?module=Leads", "settings/manage-tags?module=Leads&org=org600"])(
    "is refused for a page whose address does not name its org, though only one is connected: %s",
    async (path) => {
      expect(await setUp().draft(pick(1), page(`https://crm.zoho.eu/crm/${path}`))).toMatchObject({
        ok: false,
        problem: { kind: "other-org" },
      })
    },
  )

  it("is refused for the same org id in another data centre or in a sandbox", async () => {
    for (const host of ["crm.zoho.com", "crmsandbox.zoho.eu"])
      expect(
        accountOfPage([account], page(`https://${host}/crm/org600/settings/manage-tags`)),
      ).toBeUndefined()
  })
})

describe("a draft that the browser has no room for", () => {
  const noRoom = {
    keep: () => Promise.reject(new Error("QuotaExceeded")),
    take: () => Promise.reject(new Error()),
  }

  it("says so, and that nothing was changed", async () => {
    drafts = { ...drafts, deletion: noRoom, many: noRoom }
    const told = { ok: false, problem: { kind: "unwritten", unchanged: "Nothing was changed." } }
    expect(await setUp().draft(pick(1))).toMatchObject(told)
    expect(await setUp().draftMany([{ module: "Leads", tags: pick(1) }])).toMatchObject(told)
  })
})

describe("confirming", () => {
  it("starts a job of exactly the draft's tags", async () => {
    const setup = setUp()
    expect(await setup.confirm(await draftId(setup), null)).toMatchObject({ ok: true })
    expect(setup.added[0]?.chunks.flatMap((chunk) => chunk.tags.map((tag) => tag.id))).toEqual([
      "900",
      "901",
      "902",
    ])
    expect(setup.added[0]?.job).toMatchObject({ org: account.org, confirmedBy: "Ada", accountId: account.id })
  })

  it("works once", async () => {
    const setup = setUp()
    const id = await draftId(setup)
    await setup.confirm(id, null)
    expect(await setup.confirm(id, null)).toMatchObject({ ok: false, problem: { kind: "draft-expired" } })
    expect(setup.added).toHaveLength(1)
  })

  it("works after the worker was ended and began anew", async () => {
    const id = await draftId(setUp())
    drafts = (await openStore(name)).drafts
    expect(await setUp().confirm(id, null)).toMatchObject({ ok: true })
  })

  it("works once where it is asked for twice at the same time", async () => {
    const setup = setUp()
    const id = await draftId(setup)
    const both = await Promise.all([setup.confirm(id, null), setup.confirm(id, null)])
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(setup.added).toHaveLength(1)
  })

  it("works only in the tab that asked, and leaves the draft to it", async () => {
    const setup = setUp()
    const id = await draftId(setup)
    expect(await setup.confirm(id, null, page(undefined, 8))).toMatchObject({ ok: false })
    expect(await setup.confirm(id, null)).toMatchObject({ ok: true })
  })

  it("does not work when the tab has gone to an address that names no org meanwhile", async () => {
    const setup = setUp()
    const vanity = page("https://crm.zoho.eu/crm/acme/settings/manage-tags?module=Leads")
    expect(await setup.confirm(await draftId(setup), null, vanity)).toMatchObject({
      ok: false,
      problem: { kind: "other-org" },
    })
    expect(setup.added).toEqual([])
  })

  it("does not work when the tab has gone to another org meanwhile", async () => {
    const setup = setUp()
    const elsewhere = page("https://crm.zoho.eu/crm/org601/settings/manage-tags?module=Leads")
    expect(await setup.confirm(await draftId(setup), null, elsewhere)).toMatchObject({
      problem: { kind: "other-org" },
    })
    expect(setup.added).toEqual([])
  })

  it("does not work after ten minutes", async () => {
    vi.useFakeTimers({ now: 1_000_000, toFake: ["Date"] })
    const setup = setUp()
    const id = await draftId(setup)
    vi.setSystemTime(1_000_000 + 10 * 60_000 + 1)
    expect(await setup.confirm(id, null)).toMatchObject({ ok: false, problem: { kind: "draft-expired" } })
    expect(setup.added).toEqual([])
  })

  it.each([
    ["nothing", null],
    ["another number", "20"],
  ])("above twenty tags is refused with %s typed", async (_what, typed) => {
    const setup = setUp()
    const id = await draftId(setup, 21)
    expect(await setup.confirm(id, typed)).toMatchObject({ ok: false, problem: { kind: "wrong-number" } })
    expect(setup.added).toEqual([])
  })

  it("asks for the number above as many tags as the user has set", async () => {
    expect(await setUp(tags, 2).draft(pick(2))).toMatchObject({ ok: true, value: { typed: false } })
    expect(await setUp(tags, 2).draft(pick(3))).toMatchObject({ ok: true, value: { typed: true } })
  })

  it.each([" 21 ", "２１", "٢١", "२१"])("above twenty tags works with the number typed: %s", async (typed) => {
    const setup = setUp()
    expect(await setup.confirm(await draftId(setup, 21), typed)).toMatchObject({ ok: true })
    const many = await setup.draftMany([{ module: "Leads", tags: pick(21) }])
    expect(await setup.confirmMany(many.ok ? many.value.draftId : "", typed)).toMatchObject({ ok: true })
  })
})

describe("protected tags", () => {
  it("are left out of a draft, with the reason", async () => {
    const setup = setUp()
    setup.protectedTags.push("t0", "T2*")
    expect(await setup.draft(pick(4))).toMatchObject({
      value: {
        tags: [{ id: "901" }, { id: "903" }],
        dropped: [
          { name: "T0", why: "protected", like: "t0" },
          { name: "T2", why: "protected" },
        ],
      },
    })
  })

  it("stop the whole deletion when they were protected after the draft was shown", async () => {
    const setup = setUp()
    const one = await draftId(setup)
    const many = await setup.draftMany([{ module: "Leads", tags: pick(3) }])
    setup.protectedTags.push("T1")
    expect(await setup.confirm(one, null)).toMatchObject({ problem: { kind: "protected" } })
    const id = many.ok ? many.value.draftId : ""
    expect(await setup.confirmMany(id, null)).toMatchObject({ problem: { kind: "protected" } })
    expect(setup.added).toEqual([])
  })
})

describe("several modules", () => {
  const parts = (count: number): { module: string; tags: { id: string; name: string }[] }[] =>
    ["Leads", "Deals"].map((of) => ({ module: of, tags: pick(count) }))
  const ids = (record: SetUp["added"][number] | undefined): string[] | undefined =>
    record?.chunks.flatMap((chunk) => chunk.tags.map((tag) => tag.id))

  it("are drafted as one, and confirmed as one job each under one heading", async () => {
    const setup = setUp()
    const many = await setup.draftMany(parts(2))
    expect(many).toMatchObject({
      ok: true,
      value: { calls: 2, parts: [{ module: { apiName: "Leads" } }, { module: { apiName: "Deals" } }] },
    })
    if (!many.ok) return
    expect(many.value.parts.map(({ tags }) => tags.length)).toEqual([2, 2])
    const confirmed = await setup.confirmMany(many.value.draftId, null)
    expect(setup.added.map(({ job }) => job.module.apiName)).toEqual(["Leads", "Deals"])
    expect(setup.added.map(ids)).toEqual([
      ["900", "901"],
      ["900", "901"],
    ])
    const group = setup.added[0]?.job.group
    expect(group).toMatchObject({ modules: 2, tags: 4 })
    expect(setup.added[1]?.job.group).toEqual(group)
    expect(confirmed).toMatchObject({
      value: { jobIds: setup.added.map(({ job }) => job.id), problem: null },
    })
  })

  it("that cannot all be written down are named, and those that can go on", async () => {
    const setup = setUp()
    const many = await setup.draftMany(parts(2))
    setup.noRoomFor.push("Deals")
    expect(await setup.confirmMany(many.ok ? many.value.draftId : "", null)).toMatchObject({
      ok: true,
      value: {
        jobIds: [setup.added[0]?.job.id],
        problem: { kind: "unwritten", unchanged: "Nothing was changed there. The rest goes on." },
      },
    })
    const none = await setup.draftMany(parts(2))
    setup.noRoomFor.push("Leads")
    expect(await setup.confirmMany(none.ok ? none.value.draftId : "", null)).toMatchObject({
      problem: { kind: "unwritten", unchanged: "Nothing was changed." },
    })
  })

  it("ask for the number of all tags together, once, in the tab that asked", async () => {
    const setup = setUp()
    const many = await setup.draftMany(parts(11))
    const id = many.ok ? many.value.draftId : ""
    expect(many).toMatchObject({ value: { typed: true } })
    expect(await setup.confirmMany(id, "22", { ...manager, tabId: 8 })).toMatchObject({ ok: false })
    expect(await setup.confirmMany(id, "22")).toMatchObject({ ok: true })
    expect(await setup.confirmMany(id, "22")).toMatchObject({ problem: { kind: "draft-expired" } })
    const again = await setup.draftMany(parts(11))
    const wrong = await setup.confirmMany(again.ok ? again.value.draftId : "", "11")
    expect(wrong).toMatchObject({ problem: { kind: "wrong-number" } })
    expect(setup.added).toHaveLength(2)
  })

  it("take the place of what the tab was asked before, and of no other tab's", async () => {
    const setup = setUp()
    const idOf = (many: Outcome<ManyDraft>): string => (many.ok ? many.value.draftId : "")
    const first = idOf(await setup.draftMany(parts(2)))
    const one = await draftId(setup)
    const other = idOf(await setup.draftMany(parts(2), { ...manager, tabId: 8 }))
    const last = idOf(await setup.draftMany(parts(2)))
    expect(await setup.confirmMany(first, null)).toMatchObject({ problem: { kind: "draft-expired" } })
    expect(await setup.confirm(one, null)).toMatchObject({ ok: true })
    expect(await setup.confirmMany(other, null, { ...manager, tabId: 8 })).toMatchObject({ ok: true })
    expect(await setup.confirmMany(last, null)).toMatchObject({ ok: true })
  })

  it("cannot be confirmed one by one", async () => {
    const setup = setUp()
    const many = await setup.draftMany(parts(2))
    for (const part of many.ok ? many.value.parts : [])
      expect(await setup.confirm(part.draftId, null)).toMatchObject({ problem: { kind: "draft-expired" } })
    expect(setup.added).toEqual([])
  })

  it("tell which module could not be read, and go on with the others", async () => {
    const setup = setUp()
    const both = ["Contacts", "Leads"].map((of) => ({ module: of, tags: pick(1) }))
    expect(await setup.draftMany(both)).toMatchObject({
      value: {
        parts: [{ module: { apiName: "Leads" } }],
        unread: [{ module: "Contacts", problem: { kind: "no-permission" } }],
      },
    })
    expect(await setup.draftMany(both.slice(0, 1))).toMatchObject({ problem: { kind: "no-permission" } })
  })

  it("show what is known to use a tag, and its records", async () => {
    expect(await setUp().draftMany(parts(1))).toMatchObject({
      value: { parts: Array(2).fill({ tags: [{ records: 7, usedIn: ["Workflow: Big"] }] }) },
    })
  })
})
