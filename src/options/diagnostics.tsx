/** Information for support to copy, and links to help pages. */
import type { JSX } from "preact"
import { useState } from "preact/hooks"
import browser from "webextension-polyfill"

import { t, uiLanguage } from "../i18n/translate"
import type { CheckNote } from "../jobs/job"
import type { JobRecord } from "../jobs/record"
import type { Account } from "../storage/accounts"
import type { Policy } from "../storage/managed-policy"
import type { OrgFeatures } from "../storage/org-features"
import type { Settings } from "../storage/settings"
import type { Store } from "../storage/store"
import { groupBy } from "../lib/lists"
import { Button } from "../ui/controls"
import { lastSelfTest } from "./self-test"

async function collect(store: Store): Promise<string> {
  const accounts = await store.accounts.list()
  const { policy, wrong } = await store.policy.read()
  return diagnosticsText({
    version: browser.runtime.getManifest().version,
    browser: navigator.userAgent,
    language: uiLanguage(),
    orgs: await Promise.all(
      accounts.map(async ({ id, kind, org }) => ({
        ...{ kind, org, found: await store.orgFeatures.of(org.id) },
        selfTest: await lastSelfTest(store, id),
      })),
    ),
    settings: await store.settings.get(),
    policy,
    policyWrong: wrong,
    states: (await store.jobs.list(Infinity)).map(({ state }) => state),
  })
}

const HELP = [
  ["help_guide", "docs/guide.md"],
  ["help_errors", "docs/errors.md"],
  ["help_privacy", "docs/privacy.md"],
] as const

/** Pages of the public repository, if the manifest names one. */
function HelpLinks(): JSX.Element | null {
  const home = browser.runtime.getManifest().homepage_url
  if (home === undefined) return null
  return (
    <p class="acts">
      {HELP.map(([label, path]) => (
        <a key={path} href={`${home}/blob/main/${path}`} target="_blank" rel="noreferrer">
          {t(label)}
        </a>
      ))}
    </p>
  )
}

/** Shows the text, so that users see what they send. */
export function Diagnostics({ store }: { store: Store }): JSX.Element {
  const [copied, setCopied] = useState<string | null>(null)
  const [failed, setFailed] = useState(false)
  const copy = async (): Promise<void> => {
    try {
      const text = await collect(store)
      setCopied(text)
      await navigator.clipboard.writeText(text)
      setFailed(false)
    } catch {
      setFailed(true)
    }
  }
  return (
    <section class="values" aria-labelledby="diagnostics">
      <h3 id="diagnostics">{t("diagnostics")}</h3>
      <p class="soft">{t("diagnostics_means")}</p>
      <div class="acts">
        <Button icon="copy" onClick={() => void copy()}>
          {t("copy_diagnostics")}
        </Button>
        <span class="soft" role="status">
          {failed ? t("copy_failed") : copied === null ? "" : t("copied")}
        </span>
      </div>
      {copied !== null && (
        <textarea
          class="input report"
          rows={8}
          readOnly
          aria-label={t("diagnostics")}
          value={copied}
          dir="ltr"
        />
      )}
      <HelpLinks />
    </section>
  )
}

// The text does not reveal the org: no names, no ids, nothing secret.

export interface DiagnosticFacts {
  readonly version: string
  readonly browser: string
  readonly language: string
  /** Connected orgs, what was found out about each, and its last self-test. */
  readonly orgs: readonly (Pick<Account, "kind" | "org"> & {
    readonly found: OrgFeatures
    readonly selfTest: JobRecord | null
  })[]
  readonly settings: Settings
  readonly policy: Policy
  /** Policy entries that were left out. */
  readonly policyWrong: readonly string[]
  readonly states: readonly string[]
}

const counted = (states: readonly string[]): string =>
  [...groupBy(states.toSorted(), (state) => state)]
    .map(([state, same]) => `${state} ${same.length}`)
    .join(", ") || "none"

/** Plain values as they are; only the length of lists, which may contain names. */
function shown(value: unknown): string {
  return Array.isArray(value) ? `${value.length} entries` : String(value)
}

function featuresText({ orgId: _, ...found }: OrgFeatures): string {
  const known = Object.entries(found) as [string, { readonly value: unknown } | undefined][]
  return known.flatMap(([name, finding]) => (finding ? [`${name} ${shown(finding.value)}`] : [])).join(", ")
}

/** An unknown entry's name could be anything, so it is shown only if it looks like an entry name. */
const entryNames = (names: readonly string[]): string =>
  names.map((name) => (/^[a-zA-Z]{1,20}$/.test(name) ? name : "(other)")).join(", ") || "none"

/** `create (server-error): POST settings/tags?module 201 SUCCESS {tags:[…]}` */
function noteLines({ what, fault, exchanges }: CheckNote): string[] {
  const head = fault === null ? what : `${what} (${fault})`
  const answers = exchanges.map(({ method, call, httpStatus, words, shape }) =>
    [method, call, httpStatus, ...words, shape].join(" "),
  )
  return (answers.length > 0 ? answers : ["no answer"]).map((answer) => `     ${head}: ${answer}`)
}

function selfTestLines({ job }: JobRecord): string[] {
  const { state, pause, reason, createdAt, updatedAt, notes } = job
  const why = [pause?.why, (pause?.reason ?? reason)?.kind].filter(Boolean).join(", ")
  const seconds = Math.round((updatedAt - createdAt) / 1_000)
  const head = [state, why, new Date(createdAt).toISOString(), `${seconds} s`].filter(Boolean).join(", ")
  return [`     Self-test: ${head}`, ...notes.flatMap(noteLines)]
}

/** One line each, in English: for support, whatever the user's language. */
export function diagnosticsText(facts: DiagnosticFacts): string {
  const { orgs, settings, policy } = facts
  return [
    `Tagsweep ${facts.version}`,
    `Browser: ${facts.browser}`,
    `Language: ${facts.language}`,
    `Connected orgs: ${orgs.length}`,
    ...orgs.flatMap(({ kind, org, found, selfTest }, at) => [
      `  ${at + 1}: ${kind}, ${org.location}, ${org.environment}; ${featuresText(found) || "nothing found out yet"}`,
      ...(selfTest ? selfTestLines(selfTest) : []),
    ]),
    `Settings: ${Object.entries(settings)
      .map(([name, value]) => `${name} ${shown(value)}`)
      .join(", ")}`,
    `Policy: ${entryNames(Object.keys(policy))}; left out: ${entryNames(facts.policyWrong)}`,
    `Jobs: ${counted(facts.states)}`,
    "",
  ].join("\n")
}
