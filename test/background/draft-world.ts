/** Test setup for drafts: a browser with windows, an org with thirty tags, and an engine that only records jobs. */
import { expect } from "vitest"
import browser from "webextension-polyfill"
import { draftHandlers } from "../../src/background/handlers/drafts"
import { createTabLimit } from "../../src/background/page-org"
import { failed } from "../../src/background/problems"
import { tagsOf } from "../../src/jobs/items"
import type { JobRecord } from "../../src/jobs/record"
import type { CheckedRequestOf } from "../../src/messages/contract"
import type { Sender } from "../../src/messages/receive"
import type { Drafted, Outcome, Started } from "../../src/messages/views"
import type { Account } from "../../src/storage/accounts"
import type { DeletionDraft } from "../../src/storage/drafts"
import { DEFAULTS } from "../../src/storage/settings"
import { openStore, type Store } from "../../src/storage/store"
import type { Usage } from "../../src/storage/tag-cache"
import { dataCenterByCrmHost } from "../../src/zoho/data-centers"
import { fault } from "../../src/zoho/errors/fault"

export const account: Account = {
  id: "eu-production-600",
  org: { id: "600", name: "Acme", location: "eu", environment: "production" },
  kind: "client-based",
  clientId: "1000.X",
  apiEnvironment: "production",
  scopes: [],
  user: "Ada",
  connectedAt: 1,
}

export function page(
  url = "https://crm.zoho.eu/crm/org600/settings/manage-tags?module=Leads",
  tabId = 7,
): Extract<Sender, { callerClass: "page" }> {
  const parsed = new URL(url)
  const host = dataCenterByCrmHost(parsed.hostname)
  if (!host) throw new Error("no Zoho host")
  return { callerClass: "page", tabId, frameId: 0, url: parsed, host }
}
export const ELSEWHERE = page("https://crm.zoho.eu/crm/org601/settings/manage-tags?module=Leads", 8)
export const own: Sender = { callerClass: "extension", tabId: 9 }

export const tags = Array.from({ length: 30 }, (_, at) => ({
  id: `${900 + at}`,
  name: `T${at}`,
  colorCode: null,
}))
const module = { id: "1", apiName: "Leads", pluralLabel: "Leads" }
export const pick = (count: number): { id: string; name: string }[] =>
  tags.slice(0, count).map(({ id, name }) => ({ id, name }))
type Request = CheckedRequestOf<"draft">
export const deletion = (picked: { id: string; name: string }[], ...modules: string[]): Request => ({
  ...{ kind: "deletion", accountId: account.id },
  parts: (modules.length > 0 ? modules : ["Leads"]).map((each) => ({ module: each, tags: picked })),
})

/** Installs a browser in which each window has one tab. */
function windows(): { open: Map<number, string>; focused: number[] } {
  const open = new Map<number, string>()
  const focused: number[] = []
  let next = 100
  const tabAt = (id: number): Promise<object> =>
    open.has(id) || id < 100 ? Promise.resolve({ id, windowId: id }) : Promise.reject(new Error("no tab"))
  Object.assign(browser, {
    permissions: { contains: () => Promise.resolve(true) },
    runtime: { ...browser.runtime, getURL: (path: string) => `ours/${path}` },
    tabs: {
      get: tabAt,
      update: tabAt,
      remove: (id: number) => Promise.resolve(void open.delete(id)),
    },
    windows: {
      get: () => Promise.resolve({ left: 0, top: 0, width: 1280, height: 800 }),
      getLastFocused: () => Promise.resolve({}),
      create: ({ url }: { url: string }) => {
        open.set(++next, url)
        return Promise.resolve({ tabs: [{ id: next }] })
      },
      update: (id: number) => Promise.resolve(void focused.push(id)),
    },
  })
  return { open, focused }
}

export interface SetUp {
  readonly added: JobRecord[]
  readonly protectedTags: string[]
  /** API names of modules whose jobs the browser has no room to store. */
  readonly noRoomFor: string[]
  readonly usage: Map<string, Partial<Usage>>
  readonly scopes: string[]
  draft(request: Request, sender?: Sender): Promise<Outcome<Drafted>>
  confirm(draftId: string, typed?: string | null, records?: boolean): Promise<Outcome<Started>>
  handlers: ReturnType<typeof draftHandlers>
}

export function setUp(listed = tags, typedAbove = 20): SetUp {
  const added: JobRecord[] = []
  const protectedTags: string[] = []
  const noRoomFor: string[] = []
  const scopes: string[] = []
  const usage = new Map<string, Partial<Usage>>([["900", { records: 7, usedIn: ["Workflow: Big"] }]])
  const heads = new Map<string, JobRecord["job"]>()
  const store = {
    accounts: {
      get: (id: string) => Promise.resolve(id === account.id ? { ...account, scopes } : undefined),
      list: () => Promise.resolve([account]),
    },
    drafts: world.drafts,
    policy: { get: () => Promise.resolve({}) },
    jobs: {
      head: (id: string) => Promise.resolve(heads.get(id)),
      load: (id: string) => Promise.resolve(added.find(({ job }) => job.id === id)),
    },
    orgFeatures: { of: () => Promise.resolve({ orgId: "600" }) },
    settings: { get: () => Promise.resolve({ ...DEFAULTS, backups: false, typedAbove, protectedTags }) },
    tagUsage: { of: () => Promise.resolve(usage) },
  } as unknown as Store
  const needs = {
    ...{ store, isTooOften: createTabLimit() },
    tokens: { valid: () => Promise.resolve(world.signIn) },
    catalog: {
      cachedModule: () => undefined,
      tagsIn: async (_account: Account, apiName: string) => {
        if (apiName === "Accounts") await new Promise((resolve) => setTimeout(resolve))
        const of = { ...module, apiName, pluralLabel: apiName }
        return apiName === "Contacts"
          ? failed(fault("no-permission"))
          : { ok: true, value: { module: of, tags: listed, allowed: 200 } }
      },
    },
    runner: {
      add: (record: JobRecord) => {
        if (noRoomFor.includes(record.job.module.apiName)) return Promise.reject(new Error("QuotaExceeded"))
        added.push(record)
        heads.set(record.job.id, record.job)
        return Promise.resolve()
      },
    },
  } as unknown as Parameters<typeof draftHandlers>[0]
  const handlers = draftHandlers(needs)
  return {
    ...{ added, protectedTags, noRoomFor, usage, scopes, handlers },
    draft: (request, sender = own) => handlers.draft(request, sender),
    confirm: (draftId, typed = null, records = false) =>
      handlers.confirm({ draftId, typed, records, only: null }, own),
  }
}

export const idOf = (drafted: Outcome<Drafted>): string =>
  drafted.ok ? drafted.value.draftId : expect.fail(drafted.problem.kind)
export async function drafted(setup: SetUp, request: Request, sender?: Sender): Promise<DeletionDraft> {
  const saved = await world.drafts.get(idOf(await setup.draft(request, sender)))
  return saved?.draft.kind === "deletion" ? saved.draft : expect.fail("no such draft")
}
export const draftId = async (setup: SetUp, count = 3): Promise<string> =>
  idOf(await setup.draft(deletion(pick(count))))
export const idsIn = (record: JobRecord | undefined): string[] | undefined =>
  record?.steps.flatMap(tagsOf).map((tag) => tag.id)

/** State that a test may change or inspect. */
export const world: {
  name: string
  drafts: Store["drafts"]
  shown: ReturnType<typeof windows>
  /** The result of the sign-in at a confirmation. */
  signIn: unknown
} = { name: "", drafts: undefined as never, shown: undefined as never, signIn: undefined }

/** Resets the world. Call before each test. */
export async function begin(): Promise<void> {
  world.name = `drafts ${Math.random()}`
  world.drafts = (await openStore(world.name)).drafts
  world.shown = windows()
  world.signIn = { ok: true }
}
