/** Every state of the tag manager. */
import { render } from "preact"
import { act } from "preact/test-utils"
import { t, type MessageKey } from "../../src/i18n/translate"
import { protection } from "../../src/jobs/protected-tags"
import { NO_FILTERS, type Filters } from "../../src/manager/filters"
import { ManagerView, type ManagerViewProps } from "../../src/manager/view"
import { BY_NAME, rowsOf, type Row } from "../../src/manager/rows"
import { indexed, similarGroups, type Similar } from "../../src/manager/similar-names"
import { managerStyles } from "../../src/manager/styles"
import type { Counting, Jobs } from "../../src/manager/hooks"
import type { ModuleEntry, Modules } from "../../src/manager/use-modules"
import type { JobSummary, ListedTag, ModuleTags } from "../../src/messages/views"
import type { Account } from "../../src/storage/accounts"
import type { DeletionDraft } from "../../src/storage/drafts"
import type { Usage } from "../../src/storage/tag-cache"
import type { Asking } from "../../src/ui/confirmation/draft-question"
import { setsOf } from "../../src/ui/job-set"
import { createSelection } from "../../src/ui/selection"
import { adoptStyles } from "../../src/ui/styles"
import * as f from "./fixtures"
import { job, record } from "./job-fixtures"

const nothing = (): void => undefined

export const account = (org = f.acme): Account => ({
  id: `${org.location}-${org.environment}-${org.id}`,
  org,
  kind: "client-based",
  clientId: "1000.ABC",
  apiEnvironment: org.environment,
  scopes: [],
  user: "Jane Doe",
  connectedAt: f.NOW,
})

/** Tags as the manager receives them, with people and times. */
export function listed(count: number, counted = true): ListedTag[] {
  return f.tags(count).map((tag, index) => ({
    ...tag,
    records: counted ? tag.records : null,
    createdBy: ["Jane Doe", "Zoë Müller-Lüdenscheidt", "אבי כהן"][index % 3] ?? "",
    createdTime: new Date(f.NOW - index * 86_400_000 * 3).toISOString(),
    modifiedTime: new Date(f.NOW - index * 86_400_000).toISOString(),
  }))
}

const moduleOf = (apiName: string, pluralLabel = apiName): ModuleTags["module"] => ({
  id: `41508680000000${Array.from(apiName, (letter) => letter.charCodeAt(0) % 10)
    .join("")
    .slice(0, 5)}`,
  apiName,
  pluralLabel,
})

export const read = (
  module: ModuleTags["module"],
  tags: readonly ListedTag[],
  allowed: number | null = 200,
): ModuleEntry => ({
  ...{ module, problem: null },
  // No two tags of an org have the same id.
  tags: { module, tags: tags.map((tag) => ({ ...tag, id: module.id.slice(-5) + tag.id })), allowed },
})

export const open = read(f.deals, listed(180))

export const entries: readonly ModuleEntry[] = [
  read(moduleOf("Accounts"), listed(200)),
  open,
  read(f.leads, listed(12)),
  read(moduleOf("Angebots", "Angebots- und Auftragsbestätigungspositionen"), listed(3), null),
  { module: moduleOf("Contacts"), tags: null, problem: f.noPermission },
  { module: moduleOf("Meetings"), tags: null, problem: null },
]

export const modules = (more: Partial<Modules> = {}): Modules => ({
  entries,
  problem: null,
  progress: null,
  stop: nothing,
  reload: nothing,
  reloadModule: nothing,
  ...more,
})

export const asking = (more: Partial<Asking> = {}): Asking => ({
  draft: null,
  reading: null,
  problem: null,
  ask: nothing,
  setProblem: nothing,
  onStarted: nothing,
  onCancel: nothing,
  ...more,
})

export const jobs = (of: readonly JobSummary[], more: Partial<Jobs> = {}): Jobs => ({
  ...{ sets: setsOf(of), busy: new Set(), dismiss: nothing, follow: nothing },
  ...more,
})

export const counting = (more: Partial<Counting> = {}): Counting => ({
  usage: new Map(),
  offered: null,
  progress: null,
  problem: null,
  offer: nothing,
  start: nothing,
  stop: nothing,
  ...more,
})

/** A draft with a part per count, each for another module. */
export function many(counts: readonly number[]): DeletionDraft {
  const names = [f.deals, f.leads, ...["Contacts", "Accounts", "Meetings"].map((each) => moduleOf(each))]
  const parts = counts.map((count, at) => f.draftPart(count, names[at]))
  return f.draft(
    counts.reduce((sum, count) => sum + count, 0),
    { parts },
  )
}

/** The usage of every third tag was read; the first is used by a workflow. */
function used(of: readonly ModuleEntry[]): ReadonlyMap<string, Usage> {
  const asked = of.flatMap(({ tags }) => tags?.tags ?? []).filter((_tag, at) => at % 3 === 0)
  return new Map(
    asked.map(({ id, records }, at) => [
      id,
      {
        accountId: "",
        tagId: id,
        records: records ?? 3,
        usedIn: at === 0 ? ["Workflow: Big deals"] : [],
        at: 0,
      },
    ]),
  )
}

export function rowsOfAll(
  of: readonly ModuleEntry[],
  usage: ReadonlyMap<string, Usage> = new Map(),
  protectedBy: (name: string) => string | undefined = () => undefined,
): ReadonlyMap<string, readonly Row[]> {
  return rowsOf(of, usage, protectedBy)
}

/** The similar names, as the page finds them, but immediately. */
export function similarOf(rows: ReadonlyMap<string, readonly Row[]>): Similar {
  return indexed([...rows.values()].flatMap(similarGroups))
}

export function props(more: Partial<ManagerViewProps> = {}): ManagerViewProps {
  const first = account()
  const shown = more.modules ?? modules()
  const rows = more.rows ?? rowsOfAll(shown.entries ?? [])
  return {
    accounts: [first],
    account: first,
    modules: shown,
    rows,
    similar: more.similar ?? similarOf(rows),
    place: at("Deals"),
    selection: createSelection(),
    asking: asking(),
    jobs: jobs([]),
    counting: counting(),
    online: true,
    failure: null,
    onPlace: nothing,
    connectNow: null,
    onConnect: nothing,
    onSignIn: nothing,
    onProtect: nothing,
    onExport: nothing,
    onDelete: nothing,
    onMerge: nothing,
    open: f.openJob(),
    on: f.jobActs,
    ...more,
  }
}

/** What the manager shows: a module, or all of them, and filters. */
export const at = (module: string | null, filters: Partial<Filters> = {}): ManagerViewProps["place"] => ({
  account: null,
  module,
  filters: { ...NO_FILTERS, ...filters },
  sort: BY_NAME,
})

type More = Partial<ManagerViewProps>

/** @param more differences from the defaults; a function if it needs messages, which are not available on import */
function story(more: More | (() => More) = {}, picked = 0, elsewhere = 0): () => void {
  return () => {
    adoptStyles(document, managerStyles)
    const all = props(typeof more === "function" ? more() : more)
    const pick = (module: string, count: number): void =>
      all.selection.selectAll((all.rows.get(module) ?? []).slice(0, count).map((tag) => tag.id))
    pick(all.place.module ?? "Deals", picked)
    pick("Leads", elsewhere)
    render(<ManagerView {...all} />, document.getElementById("__plasmo")!)
  }
}

const press = (button: HTMLElement | null | undefined): void => void act(() => button?.click())
const pressNamed = (key: MessageKey): void =>
  press(
    [...document.querySelectorAll("button")].find((each) =>
      [each.textContent, each.ariaLabel].includes(t(key)),
    ),
  )

/** A pasted list. @param selected whether its names were already searched for */
function pasted(text: string, selected = false): () => void {
  return () => {
    story(() => ({ rows: known() }))()
    pressNamed("list_open")
    void act(() => {
      const field = document.querySelector<HTMLTextAreaElement>("dialog textarea")
      if (field) field.value = text
      field?.dispatchEvent(new Event("input", { bubbles: true }))
    })
    if (selected) press(document.querySelector<HTMLButtonElement>("dialog .btn.primary"))
  }
}

/** The manager with a part opened by a button. @param key the button's message */
function opened(key: MessageKey, picked = 0): () => void {
  return () => {
    story(() => ({ rows: known() }), picked)()
    pressNamed(key)
  }
}

const empty = read(f.deals, [])
const uncounted = read(f.deals, listed(30, false))
const others = [account(), account(f.sandbox), account(f.longOrg)]
const isKept = protection(["vip", "do not*"])
const known = (): ManagerViewProps["rows"] => rowsOfAll(entries, used(entries), isKept)
const alike = read(f.deals, [
  ...listed(12),
  ...["Trade fair", "trade-fair", "Trade fairs", "Webinar", "Webinars"].map((name, index) => ({
    ...{ id: `90${index}`, name, colorCode: index % 2 ? "#63C57E" : null, records: index * 3 },
    createdTime: "2024-02-03T09:00:00Z",
  })),
])
const group = { id: "g", modules: 5, tags: 260 }
const FIVE = ["Deals", "Leads", "Contacts", "Accounts", "Meetings"].map((each) => moduleOf(each))
const five = (each: (index: number) => Partial<JobSummary>): JobSummary[] =>
  FIVE.map((module, index) => f.progress("running", { id: `job-${index}`, module, group, ...each(index) }))

export const managerStories: Readonly<Record<string, () => void>> = {
  "manager-loading": story({ accounts: undefined, account: undefined }),
  "manager-not-connected": story({ accounts: [], account: undefined }),
  "manager-asking": story({ modules: modules({ entries: undefined }) }),
  "manager-list-problem": story({ modules: modules({ entries: undefined, problem: f.noPermission }) }),
  "manager-no-modules": story({ modules: modules({ entries: [] }) }),
  "manager-all": story(() => ({ place: at(null), rows: known() })),
  "manager-all-reading": story({
    place: at(null),
    modules: modules({
      entries: entries.slice(0, 3).concat(entries.slice(5)),
      progress: { done: 3, total: 4 },
    }),
  }),
  "manager-all-stopped": story({
    place: at(null),
    modules: modules({ entries: entries.map((each) => ({ ...each, problem: null })) }),
  }),
  "manager-ready": story(),
  "manager-orgs": story({ accounts: others, account: others[2] }),
  "manager-selected": story({}, 37),
  "manager-selected-elsewhere": story({ place: at("Deals", { text: "import" }) }, 20, 5),
  "manager-filtered": story({ place: at("Deals", { text: "import", quick: ["unused"] }) }, 15),
  "manager-filtered-fully": story(() => ({
    place: at(null, {
      by: "Jane Doe",
      color: "blue",
      before: "2026-06-01",
      text: "import*5",
    }),
    rows: known(),
  })),
  "manager-similar": story(
    { place: at("Deals", { quick: ["similar"] }), modules: modules({ entries: [alike] }) },
    0,
  ),
  "manager-protected": story(() => ({ place: at("Deals", { quick: ["protected"] }), rows: known() })),
  "manager-merge": opened("merge", 4),
  "manager-keys": opened("keys_title"),
  "manager-more-filters": opened("more_filters"),
  "manager-list": pasted("VIP\nHot, new\nvip\n"),
  "manager-list-table": pasted("Module;Tag\nDeals;VIP\nDeals;do; not touch\nDeals\n"),
  "manager-list-found": pasted("VIP\nvip\nTrade fair\ta\nnever seen\nimport batch 3\n🔥 hot\n", true),
  "manager-no-match": story({ place: at("Deals", { text: "nothing is called that" }) }, 2),
  "manager-empty": story({ modules: modules({ entries: [empty] }) }),
  "manager-uncounted": story({ modules: modules({ entries: [uncounted] }) }, 3),
  "manager-count-offer": story(() => ({
    counting: counting({ offered: (known().get("Deals") ?? []).slice(0, 120) }),
  })),
  "manager-counting": story(() => ({
    rows: known(),
    counting: counting({ progress: { done: 41, total: 120 } }),
  })),
  "manager-module-loading": story({
    place: at("Meetings"),
    modules: modules({ progress: { done: 4, total: 6 } }),
  }),
  "manager-module-unread": story({ place: at("Meetings") }),
  "manager-module-problem": story({ place: at("Contacts") }),
  "manager-merged": story({
    jobs: jobs([
      f.progress("completed", {
        ...{ kind: "merge", keep: { id: "1", name: "Trade fair", colorCode: null } },
        tags: f.counts({ done: 3 }),
      }),
    ]),
  }),
  "manager-restored": story({
    jobs: jobs([
      f.progress("completed-with-problems", {
        ...{ kind: "restore", backupId: "b1", backup: null },
        tags: f.counts({ done: 3, refused: 1 }),
        records: f.counts({ done: 1_580, "not-done": 37 }),
      }),
    ]),
  }),
  "manager-offline": story({ online: false }, 3),
  "manager-reading": story({ asking: asking({ reading: 37 }) }, 37),
  "manager-dialog": story({ asking: asking({ draft: f.draft(7) }) }, 7),
  "manager-dialog-many": story({ place: at(null), asking: asking({ draft: many([37, 12, 52]) }) }, 37, 12),
  "manager-running": story({
    jobs: jobs([f.progress("running", { tags: f.counts({ done: 21, pending: 16 }) })], {
      busy: new Set(["Deals"]),
    }),
  }),
  "manager-running-many": story({
    place: at(null),
    jobs: jobs(
      five((index) => ({ tags: f.counts({ done: index * 13, pending: 52 - index * 13 }) })),
      { busy: new Set(FIVE.map((each) => each.apiName)) },
    ),
  }),
  "manager-finished": story({
    jobs: jobs([f.progress("completed")]),
  }),
  "manager-finished-problems": story({
    jobs: jobs([
      f.progress("completed-with-problems", {
        tags: f.counts({ done: 35, refused: 1, "not-done": 1 }),
      }),
    ]),
    open: f.openJob(
      record(job("job-1", "completed-with-problems", 1, { tags: f.counts({ done: 35, refused: 2 }) })),
    ),
  }),
  "manager-finished-many": story({
    place: at(null),
    jobs: jobs(
      five((index) => ({
        state: index === 1 ? "completed-with-problems" : "completed",
        tags: f.counts({ done: index === 1 ? 50 : 52, refused: index === 1 ? 2 : 0 }),
      })),
    ),
  }),
  "manager-connect-now": story({ accounts: [], account: undefined, connectNow: f.connectNow }),
  "manager-access-removed": story({ asking: asking({ problem: f.accessRemoved }) }, 5),
  "manager-problem": story({ asking: asking({ problem: f.offline }) }, 5),
}
