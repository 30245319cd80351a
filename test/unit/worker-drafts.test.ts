import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import browser from "webextension-polyfill"
import type { Runner } from "../../src/deletion/runner"
import type { DeletionDraft, Outcome } from "../../src/messaging/views"
import type { Sender } from "../../src/messaging/sender"
import type { Account } from "../../src/store/accounts"
import type { Store } from "../../src/store/store"
import type { Catalog } from "../../src/worker/catalog"
import { deletionHandlers } from "../../src/worker/deletion-handlers"
import { accountOfPage } from "../../src/worker/page-org"
import { dataCentreByCrmHost } from "../../src/zoho/data-centres"

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
  draft(picked: { id: string; name: string }[], sender?: Sender): Promise<Outcome<DeletionDraft>>
  confirm(draftId: string, typed: string | null, sender?: Sender): Promise<Outcome<{ jobId: string }>>
}

function setUp(listed = tags): SetUp {
  const added: Parameters<Runner["add"]>[0][] = []
  const needs = {
    store: {
      accounts: { get: (id: string) => Promise.resolve(id === account.id ? account : undefined) },
      capabilities: { of: () => Promise.resolve({ orgId: "600" }) },
    } as unknown as Store,
    catalog: {
      findModule: () => Promise.resolve({ ok: true, value: module }),
      tagsOf: () => Promise.resolve({ ok: true, value: { module, tags: listed, allowed: 200 } }),
    } as unknown as Catalog,
    runner: {
      add: (record: (typeof added)[number]) => {
        added.push(record)
        return Promise.resolve()
      },
    } as unknown as Runner,
  }
  const handlers = deletionHandlers(needs)
  return {
    added,
    draft: (picked: { id: string; name: string }[], sender: Sender = page()) =>
      handlers["deletion.draft"]({ accountId: account.id, module: "Leads", tags: picked }, sender),
    confirm: (draftId: string, typed: string | null, sender: Sender = page()) =>
      handlers["deletion.confirm"]({ draftId, typed }, sender),
  }
}

async function draftId(setup: SetUp, count = 3): Promise<string> {
  const drafted = await setup.draft(pick(count))
  if (!drafted.ok) throw new Error(drafted.problem.kind)
  return drafted.value.draftId
}

beforeEach(async () => {
  await browser.storage.session.clear()
  vi.stubGlobal("navigator", { locks: { request: (_name: string, work: () => unknown) => work() } })
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

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

  it("is refused for the same org id in another data centre or in a sandbox", async () => {
    for (const host of ["crm.zoho.com", "crmsandbox.zoho.eu"])
      expect(
        accountOfPage([account], page(`https://${host}/crm/org600/settings/manage-tags`)),
      ).toBeUndefined()
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

  it("works only in the tab that asked, and leaves the draft to it", async () => {
    const setup = setUp()
    const id = await draftId(setup)
    expect(await setup.confirm(id, null, page(undefined, 8))).toMatchObject({ ok: false })
    expect(await setup.confirm(id, null)).toMatchObject({ ok: true })
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

  it("above twenty tags works with the number typed", async () => {
    const setup = setUp()
    expect(await setup.confirm(await draftId(setup, 21), " 21 ")).toMatchObject({ ok: true })
  })
})
