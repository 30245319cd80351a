/** Every state of our UI on Zoho's page, over a fake tag page. */
import { t } from "../../src/i18n/translate"
import { PageUi } from "../../src/tag-page/ui/mount"
import type { BarState, PageUiProps } from "../../src/tag-page/ui/props"
import * as f from "./fixtures"

type Story = () => void

const ROW = 40

function fakePage(rows: number): HTMLElement {
  document.body.className = "zoho"
  const table = document.createElement("div")
  table.className = "rows"
  for (const tag of f.tags(rows)) {
    const row = document.createElement("div")
    row.className = "zrow"
    row.append(Object.assign(document.createElement("span"), { textContent: tag.name }))
    row.append(Object.assign(document.createElement("span"), { textContent: `${tag.records}` }))
    table.append(row)
  }
  const heading = Object.assign(document.createElement("h1"), { textContent: "Tags" })
  document.body.append(heading, table)
  return table
}

const nothing = (): void => undefined

function show(state: BarState, more: Partial<PageUiProps> = {}): Story {
  return () => {
    const list = fakePage(14).getBoundingClientRect()
    const rows = f.tags(14)
    const boxes = ["ready", "running"].includes(state.kind)
      ? rows.map((tag, index) => ({
          tagId: tag.id,
          name: tag.name,
          rect: { x: 8, y: index * ROW + 12, width: 16, height: 16 },
          checked: index % 3 === 0,
          disabled: index === 4,
          ...(index === 4 ? { reason: t("row_twice") } : {}),
        }))
      : []
    const whole = rows.map((tag, index) => ({
      tagId: tag.id,
      name: tag.name,
      rect: { x: 0, y: index * ROW, width: list.width, height: ROW },
    }))
    const outcomes = state.kind === "finished" ? state.job.outcomes : []
    const gone = new Set(outcomes.filter((tag) => tag.state === "done").map(({ name }) => name))
    const marks = whole.filter(({ name }) => gone.has(name)).slice(0, 3)
    const tints = whole.filter((_, index) => boxes[index]?.checked)
    const width = Math.min(1120, list.width)
    const ui = new PageUi({
      onToggleAll: nothing,
      onSelectRest: nothing,
      onToggle: nothing,
      onBeyond: nothing,
      onDelete: nothing,
      onShow: nothing,
      onTryNow: nothing,
      onUndo: nothing,
      onOpenManager: nothing,
      onConnect: nothing,
      onRetry: nothing,
      onReloadList: nothing,
      onCopyDiagnostics: () => Promise.resolve(true),
      onCancelJob: nothing,
      onClose: nothing,
      onDismissResult: nothing,
      onPickModule: nothing,
      onLeave: nothing,
    })
    ui.update({
      state,
      selection: f.selectionOf(5, { notVisible: 2 }),
      place: { at: "bottom", top: 0, left: list.x + list.width / 2 - width / 2, width },
      tail: 0,
      overlay: { origin: { x: list.x + scrollX, y: list.y + scrollY }, clip: null, boxes, tints, marks },
      isRead: true,
      lookedFor: "known",
      ...more,
    })
  }
}

const ready = {
  ...{ kind: "ready", org: f.acme, tags: f.moduleTags(), problem: null, outcome: null },
} as const satisfies BarState

export const pageStories: Readonly<Record<string, Story>> = {
  "bar-loading": show({ kind: "loading" }, { isRead: false }),
  "bar-not-connected": show({ kind: "not-connected", connecting: false, problem: null }, { isRead: false }),
  "bar-connecting": show({ kind: "not-connected", connecting: true, problem: null }, { isRead: false }),
  "bar-connect-failed": show(
    { kind: "not-connected", connecting: false, problem: f.badRedirect },
    { isRead: false },
  ),
  "bar-wrong-org": show({ kind: "wrong-org", pageOrgId: "700000009" }),
  "bar-no-org": show({ kind: "no-org" }, { isRead: false }),
  "bar-no-module": show({ kind: "no-module", org: f.acme, modules: [f.deals] }, { isRead: false }),
  "bar-asked": show(ready, { lookedFor: "asked" }),
  "bar-asked-module": show(
    { kind: "no-module", org: f.acme, modules: [f.deals] },
    { isRead: false, lookedFor: "asked" },
  ),
  "bar-looking": show(
    { kind: "looking", org: f.acme, tags: f.moduleTags() },
    { isRead: false, lookedFor: "asked" },
  ),
  "bar-look-failed": show(
    { kind: "list-only", org: f.acme, tags: f.moduleTags() },
    { isRead: true, lookedFor: "asked" },
  ),
  "bar-remembered": show(ready, { lookedFor: "remembered" }),
  "bar-problem": show({ kind: "problem", org: f.acme, problem: f.offline }),
  "bar-access-removed": show({ ...ready, problem: f.accessRemoved }),
  "bar-no-permission": show({ kind: "problem", org: f.acme, problem: f.noPermission }),
  "bar-no-tags": show({ kind: "no-tags", org: f.acme, tags: f.moduleTags(0) }),
  "bar-list-only": show({ kind: "list-only", org: f.acme, tags: f.moduleTags() }, { isRead: true }),
  "bar-translated": show({ kind: "untrusted", why: "translated", org: f.acme, tags: f.moduleTags() }),
  "bar-unknown-names": show({
    kind: "untrusted",
    why: "unknown-names",
    org: f.acme,
    tags: f.moduleTags(),
  }),
  "bar-ready": show(ready),
  "bar-ready-none": show(ready, {
    selection: f.selectionOf(0),
  }),
  "bar-ready-part": show(ready, { selection: f.selectionOf(12, { selectable: 178, listed: 12 }) }),
  "bar-ready-list": show(
    { ...ready, org: f.sandbox },
    {
      place: { at: "list", top: 96, left: 32, width: innerWidth - 64 },
      selection: f.selectionOf(180),
    },
  ),
  "bar-ready-long": show({
    ...ready,
    org: f.longOrg,
    tags: {
      ...f.moduleTags(),
      module: { ...f.deals, pluralLabel: "Angebots- und Auftragsbestätigungspositionen" },
    },
  }),
  "bar-ready-problem": show({ ...ready, problem: f.offline }),
  "bar-cancelled": show({ ...ready, outcome: "cancelled" }),
  "bar-signing-in": show({ kind: "signing-in" }),
  "bar-reading": show({ kind: "reading", tags: 37 }),
  "bar-asking": show({ kind: "asking", question: { draftId: "d1", kind: "deletion", tags: 37 } }),
  "bar-running": show({
    kind: "running",
    job: f.progress("running", { tags: f.counts({ done: 21, pending: 16 }) }),
  }),
  "bar-waiting": show({ kind: "running", job: f.progress("waiting") }),
  "bar-zoho-works": show({
    kind: "running",
    job: f.progress("running", { wait: { what: "zoho", since: Date.now() - 32_000, until: null } }),
  }),
  "bar-no-answer": show({
    kind: "running",
    job: f.progress("running", { wait: { what: "outcome", since: null, until: Date.now() + 12_000 } }),
  }),
  "bar-grace": show({ kind: "running", job: f.progress("waiting", { startAt: Date.now() + 4_500 }) }),
  "bar-backing-up": show({
    kind: "running",
    job: f.progress("waiting", { backup: f.jobBackup({ collected: 12 }) }),
  }),
  "bar-backup-stopped": show({
    kind: "running",
    job: f.progress("paused", {
      pause: { ...f.pause("backup"), reason: { kind: "backup-unwritten" } },
      backup: f.jobBackup({ collected: 12 }),
    }),
  }),
  "bar-paused": show({
    kind: "running",
    job: f.progress("paused", { reportedDone: 21, pause: f.pause("sign-in") }),
  }),
  "bar-paused-why": show({
    kind: "running",
    job: f.progress("paused", {
      reportedDone: 21,
      pause: {
        ...f.pause("too-many-failures"),
        reason: { kind: "server-error", zohoCode: "INTERNAL_ERROR" },
      },
    }),
  }),
  "bar-finished": show({
    kind: "finished",
    problem: null,
    job: f.progress("completed"),
  }),
  "bar-finished-problems": show({
    kind: "finished",
    problem: null,
    job: f.progress("completed-with-problems", {
      tags: f.counts({ done: 35, refused: 1, "not-done": 1 }),
      outcomes: [...f.progress("completed").outcomes.slice(2), ...f.kept],
    }),
  }),
  "bar-failed": show({
    kind: "finished",
    problem: null,
    job: f.progress("failed", {
      tags: f.counts({ "not-done": 37 }),
      reason: { kind: "no-permission", zohoCode: "NO_PERMISSION" },
      outcomes: [],
    }),
  }),
  "bar-restoring": show({ ...ready, outcome: "restoring" }),
  "bar-invalidated": show({ kind: "invalidated" }, { isRead: false }),
  "bar-details": show(ready),
}

export const pageCss = `
body.zoho{margin:0;font:14px/20px Arial;background:#fff;color:#222;height:100vh}
.zoho h1{font-size:18px;margin:0;padding:32px 32px 44px}
.zoho .rows{margin:0 32px;border:1px solid #ddd}
.zoho .zrow{display:flex;justify-content:space-between;height:${ROW}px;align-items:center;padding:0 16px 0 40px;border-top:1px solid #eee;box-sizing:border-box}
.zoho .zrow span:first-child{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
[dir=rtl] .zoho .zrow{padding:0 40px 0 16px}
@media (prefers-color-scheme:dark){body.zoho{background:#15181d;color:#ddd}.zoho .rows,.zoho .zrow{border-color:#333}}`
