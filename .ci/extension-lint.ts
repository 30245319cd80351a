/** Runs the linter of addons.mozilla.org on the Firefox build. */
import * as v from "valibot"
import { buildFolder } from "./plasmo"
import { runNode } from "./process"
import { failedOnce, passedOnce, type Tally } from "./tally"

/** Known warnings, with the reason why they are acceptable. */
const EXPLAINED: Readonly<Record<string, string>> = {
  KEY_FIREFOX_ANDROID_UNSUPPORTED_BY_MIN_VERSION:
    "Firefox for Android is not a target: Zoho CRM's tag settings are not used there. Desktop Firefox supports the key since 140.",
  UNSAFE_VAR_ASSIGNMENT:
    "Preact's implementation of dangerouslySetInnerHTML. The linter forbids every way to write markup in our code.",
}

const Finding = v.object({ code: v.string(), message: v.string(), file: v.optional(v.string(), "") })
const Findings = v.object(v.entriesFromList(["errors", "warnings", "notices"], v.array(Finding)))

/** Lints the Firefox build as addons.mozilla.org does. Fails on errors and on warnings without an explanation. */
export async function lintExtension(): Promise<Tally> {
  const args = ["lint", "--source-dir", buildFolder("firefox-mv3"), "--output=json", "--no-config-discovery"]
  const { stdout, output } = await runNode("node_modules/web-ext/bin/web-ext.js", args)
  if (!stdout.startsWith("{")) return failedOnce(output)
  const faults = unexplained(v.parse(Findings, JSON.parse(stdout)))
  return faults.length === 0 ? passedOnce : failedOnce(faults.join("\n"))
}

/** Findings without an explanation, and explanations whose warning no longer occurs. */
export function unexplained(findings: v.InferOutput<typeof Findings>, explained = EXPLAINED): string[] {
  const mild = [...findings.warnings, ...findings.notices]
  const unknown = [...findings.errors, ...mild.filter(({ code }) => !(code in explained))]
  const stale = Object.keys(explained).filter((known) => !mild.some(({ code }) => code === known))
  return [
    ...unknown.map(({ code, file, message }) => `${file}: ${code}: ${message}`),
    ...stale.map(
      (code) => `extension-lint.ts explains ${code}, which no longer occurs: remove the explanation`,
    ),
  ]
}
