/**
 * Whatever the user presses on any of our pages, in any state, nothing starts or resumes without a confirmation.
 * The apps run over the real background, store and engine, and the sandbox's Zoho.
 */
import { render, type JSX } from "preact"
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest"
import browser from "webextension-polyfill"
import messages from "../../assets/_locales/en/messages.json"
import { connect } from "../../src/accounts/connect"
import { reconnect } from "../../src/accounts/reconnect"
import { Background } from "../../src/background/start"
import { newBackup, type BackupTag } from "../../src/backup/backup"
import { Backups } from "../../src/backups/app"
import { Confirm } from "../../src/confirm/app"
import { settlePending, tagsOf } from "../../src/jobs/items"
import { isFinished, type ItemState, type Job } from "../../src/jobs/job"
import { planDeletion, planMerge, planRestore } from "../../src/jobs/plan"
import { withSteps, type JobRecord } from "../../src/jobs/record"
import { Manager } from "../../src/manager/app"
import { MARK, send, type Reply } from "../../src/messages/send"
import { Options } from "../../src/options/app"
import { Popup } from "../../src/popup/app"
import type { Account } from "../../src/storage/accounts"
import { openStore, type Store } from "../../src/storage/store"
import { installI18n } from "../gallery/fake-i18n"
import { accountsWorld, REDIRECT, type AccountsWorld } from "../support/accounts-world"
import { pressEverything } from "./press-everything"

const OWN = "chrome-extension://tagsweep"
const sender = { id: "tagsweep", origin: OWN, url: `${OWN}/popup.html` }

let world: AccountsWorld
let store: Store
let account: Account
/** The kinds of the questions that were opened. */
let drafted: string[]
/** The number of pending requests. */
let unanswered = 0
const isAsking = (): boolean => unanswered > 0
let worker: Background

vi.mock("../../src/messages/send", async (load) => ({
  ...(await load<object>()),
  send: async (name: string, request: unknown) => {
    unanswered++
    const answer = worker.receive({ mark: MARK, name, request }, sender) as Promise<Reply>
    const reply = await answer.finally(() => unanswered--)
    if (!reply.done) throw new Error(`${name}: ${reply.error}`)
    if (name === "draft") drafted.push((request as { kind: string }).kind)
    return reply.value
  },
}))

const NAMES = ["VIP", "vip", "Kept", "Refused", "Cancelled", "Unknown", "Paused", "Left", "Lost", "Other"]
const PAUSED = "Paused"

beforeAll(() => {
  installI18n(messages)
  HTMLDialogElement.prototype.showModal = function (): void {
    this.open = true
  }
})

beforeEach(async () => {
  drafted = []
  world = await accountsWorld()
  stubBrowser()
  const org = world.zoho.seedOrg({
    ...{ dataCenter: "eu", modules: ["Leads"], tags: { Leads: NAMES.map((name) => ({ name, records: 1 })) } },
  })
  world.zoho.setJobLength(1)
  store = await openStore()
  await store.settings.change({ graceSeconds: 0 })
  const { clientId } = world.client("client-based")
  const made = await connect(store, {
    kind: "client-based",
    clientId,
    location: "eu",
    environment: "production",
  })
  if (!made.ok) return expect.fail(made.fault.kind)
  const features = ["user", "restore", "merge", "records", "retag"] as const
  const all = await reconnect(store, made.value.id, { features })
  account = all.ok ? all.value : expect.fail(all.fault.kind)
  expect(account.org.id).toBe(org.zgid)
  await putEveryState()
  worker = new Background()
})

afterEach(() => {
  render(null, document.body)
  vi.unstubAllGlobals()
})

/** Stubs the browser APIs that the apps use besides storage. */
function stubBrowser(): void {
  vi.stubGlobal("navigator", {
    ...{ locks: navigator.locks, onLine: true, language: "en", userAgent: "", platform: "" },
    storage: {
      estimate: () => Promise.resolve({ usage: 0, quota: 1e9 }),
      persisted: () => Promise.resolve(false),
      persist: () => Promise.resolve(true),
    },
    clipboard: { writeText: () => Promise.resolve() },
  })
  vi.stubGlobal("close", () => undefined)
  vi.spyOn(URL, "createObjectURL").mockReturnValue("blob:x")
  const nothing = (): Promise<undefined> => Promise.resolve(undefined)
  const event = { addListener: () => undefined, removeListener: () => undefined }
  const permissions = { contains: () => Promise.resolve(true), request: () => Promise.resolve(true) }
  Object.assign(browser, {
    permissions: { ...permissions, onAdded: event, onRemoved: event },
    action: { setBadgeText: nothing, setBadgeBackgroundColor: nothing, setTitle: nothing },
    windows: { create: () => Promise.resolve({ tabs: [{ id: 99 }] }), getLastFocused: nothing },
    tabs: {
      ...{ ...browser.tabs, get: () => Promise.reject(new Error("closed")), onRemoved: event },
      ...{ create: nothing, remove: nothing, getCurrent: () => Promise.resolve({ id: 3 }) },
    },
  })
  const manifest = { version: "1.0.0", icons: { 128: "icon.png" } }
  Object.assign(browser.runtime, {
    id: "tagsweep",
    getURL: (path: string) => `${OWN}${path.startsWith("/") ? "" : "/"}${path}`,
    getManifest: () => manifest,
    getPlatformInfo: () => Promise.resolve({ os: "linux", arch: "x86-64" }),
  })
}

const tagNamed = (name: string): { id: string; name: string; colorCode: null; records: null } => {
  const tag = world.zoho.tags(account.org.id, "Leads").find((each) => each.name === name)
  return { id: tag?.id ?? expect.fail(`no ${name}`), name, colorCode: null, records: null }
}

/** Stores a deletion, a restore and a merge in every state with work left, and a backup. */
async function putEveryState(): Promise<void> {
  const now = Date.now()
  const who = (id: string): Parameters<typeof planMerge>[0] => ({
    ...{ id, now, org: account.org, accountId: account.id, confirmedBy: "Ada", backup: null },
    ...{ module: { id: "1", apiName: "Leads", pluralLabel: "Leads" }, absorb: [] },
    keep: tagNamed("Kept"),
  })
  const job = (id: string, name: string, state: Job["state"], tagState: ItemState, more = {}): JobRecord => {
    const plan = { ...who(id), grace: 0, tagsPerCall: 200, tags: [tagNamed(name)] }
    const record = planDeletion(plan)
    const settled =
      tagState === "pending" ? record.steps : record.steps.map((step) => settlePending(step, tagState, null))
    const moved = withSteps(record, ...settled)
    return { ...moved, job: { ...moved.job, state, finishedAt: isFinished(state) ? now : null, ...more } }
  }
  const group = { id: "g", modules: 2, tags: 2 }
  for (const each of [
    job("refused", "Refused", "completed-with-problems", "refused"),
    job("cancelled", "Cancelled", "cancelled", "not-sent"),
    job("unknown", "Unknown", "failed", "unknown"),
    job("one", "Left", "cancelled", "not-sent", { group }),
    job("two", "Lost", "failed", "not-done", { group }),
    job("paused", PAUSED, "paused", "pending", { pause: { why: "user", until: null, reason: null } }),
  ])
    await store.jobs.save(each.job, each.steps)
  const ended = (record: JobRecord, state: Job["state"], itemState: ItemState): JobRecord => {
    const steps = record.steps.map((step) => settlePending(step, itemState, { kind: "cancelled" }))
    const moved = withSteps(record, ...steps)
    return { ...moved, job: { ...moved.job, state, finishedAt: now } }
  }
  const gone: BackupTag = {
    ...{ id: "9001", name: "Gone", colorCode: null, records: null, createdBy: null, createdTime: null },
    ...{ modifiedBy: null, modifiedTime: null, backupId: "backup", index: 0 },
    ...{ recordIds: null, recordsComplete: true },
  }
  const backup = { ...newBackup({ ...who("backup"), createdAt: now }, 1, false), complete: true }
  await store.backups.take({ backup: { ...backup, origin: "file" }, tags: [gone] })
  const restore = planRestore({ ...who("restore"), backupId: "backup", tags: [gone], confirmBy: "answers" })
  const merge = (id: string): JobRecord => planMerge({ ...who(id), absorb: [tagNamed("Other")] })
  for (const each of [
    ended(restore, "failed", "refused"),
    ended(merge("merge"), "cancelled", "not-sent"),
    ended(merge("merge2"), "failed", "unknown"),
  ])
    await store.jobs.save(each.job, each.steps)
}

/** What is wrong, or null. Checked after each press. */
async function flaw(): Promise<string | null> {
  const there = new Set(world.zoho.tags(account.org.id, "Leads").map(({ name }) => name))
  const lost = NAMES.find((name) => name !== PAUSED && !there.has(name))
  if (lost !== undefined) return `${lost} was deleted`
  if (there.has("Gone")) return "Gone was restored"
  const known = ["refused", "cancelled", "unknown", "one", "two", "paused", "restore", "merge", "merge2"]
  const all = await store.jobs.list(100)
  for (const { id, state, module } of all) {
    // The self-test deletes only the tags that it created.
    const isOwn = !known.includes(id)
    if (isOwn && (await hasKnownTags(id))) return `${id} was started in ${module.apiName}`
    if (!isOwn && id !== "paused" && !isFinished(state)) return `${id} was resumed`
  }
  return null
}

/** Whether a job contains tags that existed before. */
async function hasKnownTags(id: string): Promise<boolean> {
  const tags = (await store.jobs.load(id))?.steps.flatMap(tagsOf)
  return tags === undefined || tags.some(({ name }) => NAMES.includes(name))
}

type Question = Parameters<typeof send<"draft">>[1]
const parts = (...names: string[]): Question => ({
  ...{ kind: "deletion", accountId: account.id },
  parts: [{ module: "Leads", tags: names.map(tagNamed).map(({ id, name }) => ({ id, name })) }],
})

/** The window that asks the question. */
async function asking(question: Question): Promise<JSX.Element> {
  const asked = await send("draft", question)
  return <Confirm store={store} draftId={asked.ok ? asked.value.draftId : expect.fail(asked.problem.kind)} />
}

type Screen = () => JSX.Element | Promise<JSX.Element>
/** Screens, each with the questions that it opens and some of the controls that must be pressed. */
const SCREENS: readonly (readonly [string, Screen, readonly string[], readonly string[]])[] = [
  ["the popup", () => <Popup store={store} />, ["again"], ["Try again…", "Delete again…", "Resume"]],
  [
    ...["the manager", () => <Manager store={store} />, ["deletion", "merge"]],
    ["Delete selected tags", "Merge into this: vip", "Merge", "Unprotect"],
  ] as const,
  ["the backups", () => <Backups store={store} />, ["restore", "again"], ["Restore", "Try again…"]],
  [
    "the options",
    () => <Options {...{ redirectUrl: REDIRECT, store, policy: {}, place: null, lastClient: undefined }} />,
    [],
    ["Run self-test", "Disconnect"],
  ],
  ["the question before a deletion", () => asking(parts("Kept", "Other")), ["deletion"], ["Cancel"]],
  [
    "the question before a restore",
    () => asking({ kind: "restore", backupId: "backup", tags: null }),
    ["restore"],
    ["Cancel"],
  ],
  ["the question about what was left", () => asking({ kind: "again", jobIds: ["merge"] }), ["again"], []],
]

describe("no control starts anything without a confirmation", () => {
  it.each(SCREENS)("on the screen: %s", async (_name, screen, questions, names) => {
    const pressed = await pressEverything(screen, flaw, isAsking)
    expect([...new Set(drafted)].sort()).toEqual([...questions].sort())
    expect(pressed).toEqual(expect.arrayContaining([...names]))
  })

  it("and this test would find one that did", async () => {
    const retry = async (): Promise<void> => {
      const asked = await send("draft", { kind: "again", jobIds: ["cancelled"] })
      if (asked.ok) await send("confirm", { draftId: asked.value.draftId, typed: null, only: null })
    }
    const screen = (): JSX.Element => <button onClick={() => void retry()}>Retry failed</button>
    await expect(pressEverything(screen, flaw, isAsking)).rejects.toThrow("After “Retry failed”: ")
  })
})
