/** Record counts of an org's tags, and where the tags are used. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { featuresOf } from "../../src/accounts/scopes"
import { createTokens } from "../../src/accounts/tokens"
import { accountHandlers } from "../../src/background/handlers/accounts"
import { managerHandlers } from "../../src/background/handlers/tags"
import { Catalog } from "../../src/background/org-catalog"
import type { Readings, SeededOrg } from "../sandbox"
import { accountsWorld, type AccountsWorld } from "../support/accounts-world"

const OWN_PAGE = { callerClass: "extension", tabId: null } as never

let world: AccountsWorld
let org: SeededOrg
let asked: URL[]

beforeEach(async () => {
  world = await accountsWorld()
  const view = (name: string, hidden: boolean): object => ({ type: "CustomView", id: "1", name, hidden })
  const usedIn = ["Big deals", view("Hot leads", false), view("Secret", true)] as never
  org = world.zoho.seedOrg({
    dataCenter: "eu",
    modules: ["Leads"],
    tags: { Leads: [{ name: "Used", records: 3, usedIn }, { name: "Free" }] },
  })
  asked = []
  world.onCall = (call) => void asked.push(new URL(call.url))
})

afterEach(() => {
  vi.unstubAllGlobals()
})

type Parts = ReturnType<typeof managerHandlers> &
  ReturnType<typeof accountHandlers> & { readonly accountId: string }

async function start(readings: Partial<Readings>): Promise<Parts> {
  world.zoho.setReadings(readings)
  const { store } = world
  const nothing = (): Promise<void> => Promise.resolve()
  const runner = { add: nothing, dispatch: nothing, resumeWaiting: nothing }
  const accounts = accountHandlers({ store, runner })
  const { clientId } = world.client("client-based")
  const connect = { kind: "client-based", clientId, location: "eu", environment: "production" }
  const account = await accounts["account.connect"](connect as never, OWN_PAGE)
  if (!account.ok) return expect.fail(account.problem.kind)
  const tokens = createTokens(store)
  const handlers = managerHandlers({ store, tokens, catalog: new Catalog(store, tokens) })
  return { ...accounts, ...handlers, accountId: account.value.id }
}

describe("where a tag is used", () => {
  const usedIn = async (parts: Parts, at: number): Promise<unknown> => {
    const tagId = org.modules["Leads"]?.tags[at]?.id ?? ""
    const { accountId } = parts
    return parts["tags.usage"]({ accountId, module: "Leads", tagId }, OWN_PAGE)
  }

  it("is shown by the names of rules and views; hidden views have no name", async () => {
    const parts = await start({ configuredAreas: true })
    const uses = ["Workflow: Big deals", "Custom view: Hot leads", "a view you cannot see"]
    expect(await usedIn(parts, 0)).toMatchObject({ ok: true, value: { records: 3, usedIn: uses } })
    expect(await usedIn(parts, 1)).toMatchObject({ ok: true, value: { records: 0, usedIn: [] } })
  })

  it("is shown after one more consent if it needs `tags.ALL`, which deleting does not", async () => {
    const parts = await start({ configuredAreas: true, tagScopes: "all-for-some" })
    expect(await usedIn(parts, 0)).toMatchObject({ ok: false, problem: { kind: "scope-missing" } })
    const account = await world.store.accounts.get(parts.accountId)
    const features = account ? await featuresOf(world.store, account) : []
    expect(features).toContain("delete")
    await parts["account.reconnect"]({ accountId: parts.accountId }, OWN_PAGE)
    expect(world.windows.at(-1)?.searchParams.get("scope")).toContain("ZohoCRM.settings.tags.ALL")
    expect(await usedIn(parts, 0)).toMatchObject({ ok: true, value: { records: 3 } })
  })

  it("is unknown if the org does not report it", async () => {
    const parts = await start({ configuredAreas: false })
    expect(await usedIn(parts, 0)).toMatchObject({ ok: true, value: { records: 3, usedIn: null } })
  })
})

describe("record counts beside the tags", () => {
  it.each([
    // The first list tries the parameter, then omits it if refused. The second uses what worked.
    ["answered", 3, ["associated_record_count", "associated_record_count"]],
    ["error", null, ["associated_record_count", null, null]],
    ["ignored", null, ["associated_record_count", null]],
  ] as const)(
    "are requested by a parameter, and the outcome is remembered: %s",
    async (include, records, calls) => {
      const parts = await start({ include })
      const { accountId } = parts
      asked = []
      for (let times = 0; times < 2; times++) {
        const list = await parts["tags.ofModule"]({ accountId, module: "Leads" }, OWN_PAGE)
        expect(list).toMatchObject({ ok: true, value: { tags: [{ name: "Used", records }, {}] } })
      }
      const lists = asked.filter(({ pathname }) => pathname.endsWith("/settings/tags"))
      expect(lists.map((url) => url.searchParams.get("include"))).toEqual(calls)
      const { recordCounts } = await world.store.orgFeatures.of(org.zgid)
      expect(recordCounts?.value).toBe(include === "answered")
    },
  )
})
