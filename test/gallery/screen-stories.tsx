/** Every state of the popup and the options page. */
import { render } from "preact"
import type { JSX } from "preact"
import { EMPTY_FORM } from "../../src/options/kinds"
import { optionsStyles } from "../../src/options/styles"
import { OptionsView } from "../../src/options/view"
import type { OptionsViewProps } from "../../src/options/view"
import { popupStyles } from "../../src/popup/styles"
import { PopupView } from "../../src/popup/view"
import type { PopupViewProps } from "../../src/popup/view"
import { adoptStyles } from "../../src/ui/style"
import * as f from "./fixtures"
import { job, jobs, record, withProblems } from "./job-fixtures"

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
