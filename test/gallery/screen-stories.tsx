/** Every state of the popup and the options page. */
import { render, type JSX } from "preact"
import { t } from "../../src/i18n/translate"
import type { Job } from "../../src/jobs/job"
import { EMPTY_FORM } from "../../src/options/connect-state"
import { SettingsView, type SettingsViewProps } from "../../src/options/settings"
import { optionsStyles } from "../../src/options/app"
import { OptionsView, type OptionsViewProps } from "../../src/options/view"
import { popupStyles } from "../../src/popup/app"
import { PopupView, type PopupViewProps } from "../../src/popup/view"
import { DEFAULTS } from "../../src/storage/settings"
import { noResponse, unsaved } from "../../src/ui/notices"
import { LossNotice } from "../../src/ui/own-page"
import { adoptStyles } from "../../src/ui/styles"
import { scopesFor } from "../../src/zoho/scopes"
import { backupOf } from "./backup-fixtures"
import * as f from "./fixtures"
import { job, jobs, record, withProblems } from "./job-fixtures"
import { merged, restoredWithProblems, restoring, waitingForRoom } from "./restore-fixtures"
import { selfTestCards } from "./self-test-stories"

type Story = () => void

const nothing = (): void => undefined

function page(view: JSX.Element, styles: string): Story {
  return () => {
    adoptStyles(document, styles)
    render(view, document.getElementById("__plasmo")!)
  }
}

const popup = (more: Partial<PopupViewProps>): Story =>
  page(
    <PopupView
      orgs={[f.acme]}
      jobs={[]}
      restorable={new Set()}
      open={f.openJob()}
      on={f.jobActs}
      connectNow={null}
      isReading={false}
      failure={null}
      now={f.NOW}
      onFindTags={nothing}
      missing={[]}
      onAllowed={nothing}
      onOpenManager={nothing}
      onOpenBackups={nothing}
      onOpenOptions={nothing}
      {...more}
    />,
    popupStyles,
  )

/** Thirteen modules that were confirmed together, `over` of them finished. */
const set = (over: number): readonly Job[] =>
  ["Leads", "Deals", "Contacts", ...Array.from({ length: 10 }, (_, at) => `Unit ${at + 1}`)].map(
    (pluralLabel, at) => {
      const state = at < Math.max(over, 2) ? "completed" : at < 5 ? "running" : "waiting"
      const deleted = state === "completed" ? 200 : at < 5 ? 20 * at : 0
      return job(`set-${at}`, state, 2, {
        tags: f.counts({ done: deleted, pending: 200 - deleted }),
        group: { id: "set", modules: 13, tags: 2_600 },
        module: { ...f.deals, apiName: pluralLabel, pluralLabel },
      })
    },
  )

const gone = job("3", "completed", 95, { tags: f.counts({ done: 9 }) })

const options = (more: Partial<OptionsViewProps>): Story =>
  page(
    <OptionsView
      initial={EMPTY_FORM}
      decided={{}}
      redirectUrl="https://lddlnmkgkfdnppamdjalnammoigikgcd.chromiumapp.org/"
      connectNow={null}
      accounts={[]}
      connecting={false}
      problem={null}
      accountProblem={null}
      onConnect={nothing}
      onFind={() => Promise.resolve([])}
      onCheck={() => Promise.resolve({ ok: true, value: false })}
      onReconnect={nothing}
      accountNote={null}
      disconnecting={null}
      onDisconnect={nothing}
      onDisconnectAnswer={nothing}
      {...more}
    />,
    optionsStyles,
  )

const settings = (more: Partial<SettingsViewProps>): Story =>
  options({
    accounts: [account(f.acme, true)],
    children: (
      <SettingsView
        settings={DEFAULTS}
        locked={new Set()}
        policyProtected={[]}
        saved={false}
        failure={null}
        onChange={nothing}
        {...more}
      />
    ),
  })

const account = (
  org: typeof f.acme,
  signedIn: boolean,
): NonNullable<OptionsViewProps["accounts"]>[number] => ({
  id: org.id,
  org,
  kind: signedIn ? "client-based" : "server-based",
  user: signedIn ? null : "Jane Doe",
  signedIn,
  permitted: true,
  features: signedIn ? ["delete", "org"] : ["delete", "org", "user"],
  codeScope: null,
  needsSecret: false,
})

export const screenStories: Readonly<Record<string, Story>> = {
  "popup-restorable": popup({
    jobs: [{ ...gone, backup: f.jobBackup({ phase: "done" }) }],
    restorable: new Set(["3"]),
  }),
  "popup-restoring": popup({ jobs: [restoring().job] }),
  "popup-restore-no-room": popup({
    ...{ jobs: [waitingForRoom().job], open: f.openJob(waitingForRoom()) },
  }),
  "popup-restored": popup({
    jobs: [restoredWithProblems().job, merged().job],
    open: f.openJob(restoredWithProblems()),
  }),
  "popup-merged": popup({ jobs: [merged().job], open: f.openJob(merged()) }),
  "popup-loading": popup({ orgs: undefined, jobs: undefined }),
  "popup-asking": popup({ jobs: jobs.slice(0, 1), onFindTags: undefined }),
  "popup-empty": popup({}),
  "popup-not-connected": popup({ orgs: [] }),
  "popup-connect-now": popup({ orgs: [], connectNow: { ...f.connectNow, problem: f.accessRemoved } }),
  "popup-host-missing": popup({ missing: ["https://accounts.zoho.eu/*", "https://crmplus.zoho.eu/*"] }),
  "popup-lost": popup({ orgs: [], loss: <LossNotice onKnown={nothing} /> }),
  "popup-not-connected-jobs": popup({ orgs: [], jobs: jobs.slice(0, 1) }),
  "popup-jobs": popup({ jobs }),
  "popup-set": popup({ jobs: [...set(0), ...jobs.slice(0, 2)] }),
  "popup-set-finished": popup({ jobs: [...set(13), withProblems] }),
  "popup-waiting": popup({
    jobs: [job("1", "waiting", 0), job("2", "paused", 3, { pause: f.pause("user") })],
  }),
  "popup-nothing-moves": popup({
    jobs: [
      job("1", "running", 1, { wait: { what: "zoho", since: Date.now() - 32_000, until: null } }),
      job("2", "running", 2, { wait: { what: "outcome", since: null, until: Date.now() + 12_000 } }),
      job("3", "running", 2, { wait: { what: "retry", since: null, until: Date.now() + 16_000 } }),
      job("4", "waiting", 3, { wait: { what: "turn", since: Date.now() - 60_000, until: null } }),
    ],
  }),
  "popup-stopping": popup({ jobs: [job("1", "running", 1, { cancelRequested: true, reportedDone: 12 })] }),
  "popup-backing-up": popup({
    jobs: [
      job("1", "waiting", 0, { startAt: Date.now() + 4_500 }),
      job("2", "waiting", 1, { backup: f.jobBackup({ collected: 12 }) }),
      job("3", "paused", 3, {
        backup: f.jobBackup({ collected: 12 }),
        pause: { ...f.pause("backup"), reason: { kind: "records-unreadable" } },
      }),
      job("4", "paused", 3, {
        backup: f.jobBackup({ records: false }),
        pause: { ...f.pause("backup"), reason: { kind: "backup-unwritten" } },
      }),
    ],
  }),
  "popup-paused": popup({
    jobs: [
      job("1", "paused", 3, { pause: f.pause("sign-in"), reportedDone: 21 }),
      job("2", "paused", 9, {
        pause: { ...f.pause("unreachable"), until: f.NOW + 300_000 },
        reportedDone: 5,
      }),
      job("3", "paused", 9, { pause: f.pause("too-many-failures"), reportedDone: 5 }),
      job("4", "paused", 9, { pause: f.pause("permission-removed"), reportedDone: 5 }),
    ],
  }),
  "popup-details-records": popup({ jobs: [gone], open: f.openJob(record(gone), backupOf(record(gone))) }),
  "popup-details-no-backup": popup({ jobs: [withProblems], open: f.openJob(record(withProblems), null) }),
  "popup-details": popup({ jobs: [withProblems], open: f.openJob(record(withProblems)) }),
  "popup-orgs": popup({
    orgs: [f.acme, f.sandbox, f.longOrg],
    jobs: jobs.map((each, index) => ({ ...each, org: [f.acme, f.sandbox, f.longOrg][index % 3] ?? f.acme })),
  }),
  "popup-long": popup({
    orgs: [f.longOrg],
    jobs: [
      job("1", "running", 1, {
        org: f.longOrg,
        module: { ...f.deals, pluralLabel: "Angebots- und Auftragsbestätigungspositionen" },
      }),
    ],
    failure: noResponse(),
  }),
  "options-first": options({}),
  "options-lost": options({ loss: <LossNotice onKnown={nothing} /> }),
  "options-filled": options({
    initial: { ...EMPTY_FORM, location: "eu", clientId: "1000.ABCDEFGHIJ0123456789KLMNOP" },
  }),
  "options-server": options({ initial: { ...EMPTY_FORM, kind: "server-based", clientId: "abc" } }),
  "options-secret-not-kept": options({
    initial: {
      ...{ ...EMPTY_FORM, kind: "server-based", keepSecret: false },
      ...{ clientId: "1000.ABCDEFGHIJ0123456789KLMNOP", clientSecret: "0123456789abcdef" },
    },
  }),
  "options-secret-needed": options({
    accounts: [
      { ...account(f.acme, false), needsSecret: true },
      {
        ...{ ...account(f.sandbox, false), kind: "self-client", needsSecret: true },
        codeScope: scopesFor(["delete", "org", "user"]).join(","),
      },
    ],
  }),
  "options-self": options({ initial: { ...EMPTY_FORM, kind: "self-client" } }),
  "options-connecting": options({
    connecting: true,
    initial: { ...EMPTY_FORM, clientId: "1000.ABCDEFGHIJ0123456789KLMNOP" },
  }),
  "options-connect-now": options({ connectNow: f.connectNow }),
  "options-connect-provided": options({
    connectNow: {
      ...{ ...f.connectNow, place: null, connecting: true },
      client: { clientId: "1000.OURS", location: "eu", isOnlyOne: true },
    },
  }),
  "options-self-client": options({
    initial: {
      ...{ ...EMPTY_FORM, kind: "self-client", location: "eu", orgId: "60001234567", grantCode: "1000.x" },
      clientId: "1000.ABCDEFGHIJ0123456789KLMNOP",
    },
  }),
  "options-ready": options({
    initial: { ...EMPTY_FORM, location: "eu", clientId: "1000.ABCDEFGHIJ0123456789KLMNOP" },
    onCheck: () => Promise.resolve({ ok: true, value: true }),
  }),
  "options-problem": options({
    problem: f.badRedirect,
    initial: { ...EMPTY_FORM, clientId: "1000.ABCDEFGHIJ0123456789KLMNOP" },
  }),
  "options-wrong-secret": options({
    problem: f.wrongSecret,
    initial: { ...EMPTY_FORM, kind: "server-based", clientId: "1000.ABCDEFGHIJ0123456789KLMNOP" },
  }),
  "options-scope-missing": options({
    problem: f.scopeMissing,
    initial: { ...EMPTY_FORM, clientId: "1000.ABCDEFGHIJ0123456789KLMNOP" },
  }),
  "options-connected": options({
    accounts: [
      { ...account(f.acme, true), permitted: false },
      account(f.sandbox, false),
      account(f.longOrg, true),
    ],
  }),
  "options-disconnect": options({
    accounts: [account(f.acme, true)],
    disconnecting: { account: account(f.acme, true), stops: [] },
  }),
  "options-disconnect-jobs": options({
    accounts: [account(f.acme, true), account(f.longOrg, true)],
    disconnecting: {
      account: account(f.longOrg, true),
      stops: ["Deals: 300 tags", "Restore in Leads: 4 tags", "Merge in Contacts: 3 tags into “VIP”"],
    },
  }),
  "options-disconnected": options({
    accountNote: t("disconnected", f.acme.name),
    initial: { ...EMPTY_FORM, location: "eu", clientId: "1000.ABCDEFGHIJ0123456789KLMNOP" },
  }),
  "options-settings": settings({ saved: true }),
  "options-settings-changed": settings({
    settings: {
      ...DEFAULTS,
      graceSeconds: 0,
      backups: false,
      protectedTags: ["VIP", "Legal *", "עסקה חמה", "見込み客"],
    },
  }),
  "options-policy": options({
    initial: { ...EMPTY_FORM, location: "eu", clientId: "1000.ABCDEFGHIJ0123456789KLMNOP" },
    decided: { clientId: "1000.ABCDEFGHIJ0123456789KLMNOP", location: "eu", kind: "client-based" },
    children: (
      <SettingsView
        settings={{ ...DEFAULTS, typedAbove: 0, protectedTags: ["Mine"] }}
        locked={new Set(["typedAbove", "backups"])}
        policyProtected={["VIP", "Legal *"]}
        saved={false}
        failure={null}
        onChange={nothing}
      />
    ),
  }),
  "options-settings-failed": settings({
    failure: unsaved(),
  }),
  "options-new-code": options({
    accounts: [
      {
        ...account(f.acme, true),
        kind: "self-client",
        codeScope: scopesFor(["delete", "org", "records"]).join(","),
      },
      account(f.sandbox, true),
    ],
  }),
  ...Object.fromEntries(
    Object.entries(selfTestCards).map(([name, card]) => [
      name,
      options({ accounts: [account(f.acme, true)], children: card }),
    ]),
  ),
}
