/** Every state of the popup and the options page. */
import { render } from "preact"
import type { JSX } from "preact"
import type { Chunk, Job, JobRecord, JobTag } from "../../src/deletion/job"
import { EMPTY_FORM } from "../../src/options/kinds"
import { optionsStyles } from "../../src/options/styles"
import { OptionsView } from "../../src/options/view"
import type { OptionsViewProps } from "../../src/options/view"
import { popupStyles } from "../../src/popup/styles"
import { PopupView } from "../../src/popup/view"
import type { PopupViewProps } from "../../src/popup/view"
import { adoptStyles } from "../../src/ui/style"
import * as f from "./fixtures"

type Story = () => void

const nothing = (): void => undefined

function page(view: JSX.Element, styles: readonly string[]): Story {
  return () => {
    adoptStyles(document, ...styles)
    render(view, document.getElementById("__plasmo")!)
  }
}

const popup = (more: Partial<PopupViewProps>): Story =>
  page(
    <PopupView
      orgs={[f.acme]}
      jobs={[]}
      openJob={null}
      record={undefined}
      failure={null}
      now={f.NOW}
      onOpenJob={nothing}
      onCommand={nothing}
      onSignIn={nothing}
      onDownload={nothing}
      onOpenManager={nothing}
      onOpenOptions={nothing}
      {...more}
    />,
    popupStyles,
  )

const options = (more: Partial<OptionsViewProps>): Story =>
  page(
    <OptionsView
      initial={EMPTY_FORM}
      redirectUrl="https://lddlnmkgkfdnppamdjalnammoigikgcd.chromiumapp.org/"
      accounts={[]}
      connecting={false}
      problem={null}
      accountProblem={null}
      onConnect={nothing}
      onReconnect={nothing}
      onDisconnect={nothing}
      {...more}
    />,
    optionsStyles,
  )

const job = (id: string, state: Job["state"], minutes: number, more: Partial<Job> = {}): Job => ({
  id,
  schema: 1,
  createdAt: f.NOW - minutes * 60_000,
  updatedAt: f.NOW,
  finishedAt: null,
  startAt: f.NOW,
  org: f.acme,
  accountId: "eu-production-700000001",
  confirmedBy: "Jane Doe",
  module: f.deals,
  tagCount: 37,
  state,
  pause: null,
  pauseBelow: null,
  needs: null,
  cancelRequested: false,
  counts: f.counts({ pending: 37 }),
  reportedDone: 0,
  chunkLimit: 200,
  nextChunkIndex: 1,
  failuresInRow: 0,
  moduleReread: false,
  renewed: false,
  reason: null,
  ...more,
})

const withProblems = job("3", "completed-with-problems", 95, {
  module: f.leads,
  counts: f.counts({ deleted: 31, "already-gone": 1, refused: 3, "still-there": 2 }),
})

const jobs: readonly Job[] = [
  job("2", "completed", 12, { counts: f.counts({ deleted: 37 }) }),
  job("1", "running", 1, {
    tagCount: 450,
    counts: f.counts({ pending: 250, deleted: 200 }),
    reportedDone: 263,
  }),
  withProblems,
  job("4", "failed", 60 * 26, { tagCount: 1, counts: f.counts({ "not-sent": 1 }) }),
  job("5", "cancelled", 60 * 24 * 40, { tagCount: 12, counts: f.counts({ deleted: 5, "not-sent": 7 }) }),
]

function record(of: Job): JobRecord {
  const reasons: Partial<Record<JobTag["state"], JobTag["reason"]>> = {
    refused: {
      kind: "tag-in-use",
      zohoCode: "NOT_ALLOWED",
      places: ["Workflow: Big deals", "Blueprint: Sales"],
    },
    "still-there": { kind: "kept-by-zoho" },
  }
  const states = Object.entries(of.counts).flatMap(([state, count]) =>
    Array.from({ length: count }, () => state as JobTag["state"]),
  )
  const tags = f.tags(of.tagCount).map((tag, index): JobTag => {
    const state = states[index] ?? "pending"
    return { ...tag, state, reason: reasons[state] ?? null }
  })
  const chunk: Chunk = {
    jobId: of.id,
    index: 0,
    phase: "settled",
    tags,
    attempts: 1,
    zohoJobId: "4150868000000999001",
    zohoCounts: null,
    zohoVerdict: "completed",
    since: 0,
    notBefore: 0,
    strikes: 0,
    doubt: null,
    looks: 0,
    lastSeenPresent: null,
  }
  return { job: of, chunks: [chunk] }
}

const account = (
  org: typeof f.acme,
  signedIn: boolean,
): NonNullable<OptionsViewProps["accounts"]>[number] => ({
  id: org.id,
  org,
  kind: signedIn ? "client-based" : "server-based",
  user: "Jane Doe",
  signedIn,
})

export const screenStories: Readonly<Record<string, Story>> = {
  "popup-loading": popup({ orgs: undefined, jobs: undefined }),
  "popup-empty": popup({}),
  "popup-not-connected": popup({ orgs: [] }),
  "popup-not-connected-jobs": popup({ orgs: [], jobs: jobs.slice(0, 1) }),
  "popup-jobs": popup({ jobs }),
  "popup-waiting": popup({
    jobs: [job("1", "waiting", 0), job("2", "paused", 3, { pause: f.pause("user") })],
  }),
  "popup-paused": popup({
    jobs: [
      job("1", "paused", 3, { pause: f.pause("sign-in"), reportedDone: 21 }),
      job("2", "paused", 9, {
        pause: { ...f.pause("unreachable"), until: f.NOW + 300_000 },
        reportedDone: 5,
      }),
      job("3", "paused", 9, { pause: f.pause("too-many-failures"), reportedDone: 5 }),
    ],
  }),
  "popup-details": popup({ jobs: [withProblems], openJob: "3", record: record(withProblems) }),
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
    failure: "Tagsweep did not answer. Nothing was changed. Close this window and try again.",
  }),
  "options-first": options({}),
  "options-filled": options({
    initial: { ...EMPTY_FORM, location: "eu", clientId: "1000.ABCDEFGHIJ0123456789KLMNOP" },
  }),
  "options-server": options({ initial: { ...EMPTY_FORM, kind: "server-based", clientId: "abc" } }),
  "options-self": options({ initial: { ...EMPTY_FORM, kind: "self-client" } }),
  "options-connecting": options({
    connecting: true,
    initial: { ...EMPTY_FORM, clientId: "1000.ABCDEFGHIJ0123456789KLMNOP" },
  }),
  "options-problem": options({
    problem: f.badRedirect,
    initial: { ...EMPTY_FORM, clientId: "1000.ABCDEFGHIJ0123456789KLMNOP" },
  }),
  "options-connected": options({
    accounts: [account(f.acme, true), account(f.sandbox, false), account(f.longOrg, true)],
  }),
}
