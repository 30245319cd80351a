import type { JSX } from "preact"
import { useState } from "preact/hooks"
import browser from "webextension-polyfill"

import { t, uiLanguage } from "../i18n/translate"
import type { Account } from "../storage/accounts"
import type { Policy } from "../storage/managed-policy"
import type { OrgFeatures } from "../storage/org-features"
import type { Settings } from "../storage/settings"
import type { Store } from "../storage/store"
import { Button } from "../ui/controls"

async function collect(store: Store): Promise<string> {
  const accounts = await store.accounts.list()
  const { policy, wrong } = await store.policy.read()
  return diagnosticsText({
    version: browser.runtime.getManifest().version,
    browser: navigator.userAgent,
    language: uiLanguage(),
    accounts,
    capabilities: await Promise.all(accounts.map(({ org }) => store.capabilities.of(org.id))),
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

/** Pages of the public repository, as far as the manifest names one. */
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

/** Copies what helps to answer a question. It is shown, so that people see what they send. */
export function DiagnosticsCard({ store }: { store: Store }): JSX.Element {
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
    <section class="card" aria-labelledby="diagnostics">
      <h2 id="diagnostics">{t("diagnostics")}</h2>
      <p class="soft">{t("options_diagnostics_mean")}</p>
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

// What helps to answer a question, and tells nothing about whose org it is: no names, no ids, nothing secret.

export interface DiagnosticFacts {
  readonly version: string
  /** As the browser names itself. */
  readonly browser: string
  readonly language: string
  readonly accounts: readonly Pick<Account, "kind" | "org">[]
  /** Of the connected orgs, in their order. */
  readonly capabilities: readonly OrgFeatures[]
  readonly settings: Settings
  readonly policy: Policy
  /** Entries of the policy that were left out. */
  readonly policyWrong: readonly string[]
  /** States of all jobs, and of all tasks. */
  readonly states: readonly string[]
}

const counted = (states: readonly string[]): string =>
  [...new Set(states)]
    .sort()
    .map((state) => `${state} ${states.filter((each) => each === state).length}`)
    .join(", ") || "none"

/** Plain values as they are; what may hold names only by how many there are. */
function shown(value: unknown): string {
  if (typeof value === "number" || typeof value === "boolean") return String(value)
  return Array.isArray(value) ? `${value.length} entries` : "known"
}

function findings({ orgId: _, ...found }: OrgFeatures): string {
  const known = Object.entries(found) as [string, { readonly value: unknown } | undefined][]
  return known.flatMap(([name, finding]) => (finding ? [`${name} ${shown(finding.value)}`] : [])).join(", ")
}

/** An unknown entry's name could be anything, so it is shown only if it looks like the name of one. */
const entryNames = (names: readonly string[]): string =>
  names.map((name) => (/^[a-zA-Z]{1,20}$/.test(name) ? name : "(other)")).join(", ") || "none"

/** One line each, in English: for whoever answers, not for whoever asks. */
export function diagnosticsText(facts: DiagnosticFacts): string {
  const { accounts, capabilities, settings, policy } = facts
  return [
    `Tagsweep ${facts.version}`,
    `Browser: ${facts.browser}`,
    `Language: ${facts.language}`,
    `Connected orgs: ${accounts.length}`,
    ...accounts.map(({ kind, org }, index) => {
      const known = findings(capabilities[index] ?? { orgId: "" })
      return `  ${index + 1}: ${kind}, ${org.location}, ${org.environment}; ${known || "nothing found out yet"}`
    }),
    `Settings: ${Object.entries(settings)
      .map(([name, value]) => `${name} ${shown(value)}`)
      .join(", ")}`,
    `Policy: ${entryNames(Object.keys(policy))}; left out: ${entryNames(facts.policyWrong)}`,
    `Jobs: ${counted(facts.states)}`,
    "",
  ].join("\n")
}
