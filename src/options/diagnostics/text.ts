/** What helps to answer a question, and tells nothing about whose org it is: no names, no ids, nothing secret. */
import type { Capabilities } from "../../store/capabilities"
import type { Policy } from "../../store/policy"
import type { Settings } from "../../store/settings"
import type { Account } from "../../store/accounts"

export interface DiagnosticFacts {
  readonly version: string
  /** As the browser names itself. */
  readonly browser: string
  readonly language: string
  readonly accounts: readonly Pick<Account, "kind" | "org">[]
  /** Of the connected orgs, in their order. */
  readonly capabilities: readonly Capabilities[]
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

function findings({ orgId: _, ...found }: Capabilities): string {
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
