import * as v from "valibot"
import { buildFolder } from "./plasmo"
import { runNode } from "./process"
import { failedOnce, passedOnce, type Tally } from "./tally"

/** Warnings that are known, with the reason why they may stay. */
const EXPLAINED: Readonly<Record<string, string>> = {
  KEY_FIREFOX_ANDROID_UNSUPPORTED_BY_MIN_VERSION:
    "Firefox for Android is no target: nobody opens Zoho CRM's tag settings there. Desktop Firefox knows the key from 140 on.",
  UNSAFE_VAR_ASSIGNMENT:
    "Preact's own handling of dangerouslySetInnerHTML. Our code may not use it: the linter forbids every way to write markup.",
}

const Finding = v.object({ code: v.string(), message: v.string(), file: v.optional(v.string(), "") })
const Findings = v.object(v.entriesFromList(["errors", "warnings", "notices"], v.array(Finding)))

/** Lints the Firefox build as addons.mozilla.org does: no error, and no warning without an explanation. */
export async function lintExtension(): Promise<Tally> {
  const args = ["lint", "--source-dir", buildFolder("firefox-mv3"), "--output=json", "--no-config-discovery"]
  const { stdout, output } = await runNode("node_modules/web-ext/bin/web-ext.js", args)
  if (!stdout.startsWith("{")) return failedOnce(output)
  const faults = unexplained(v.parse(Findings, JSON.parse(stdout)))
  return faults.length === 0 ? passedOnce : failedOnce(faults.join("\n"))
}

/** Findings that nothing explains, and explanations of nothing any more. */
export function unexplained(findings: v.InferOutput<typeof Findings>, explained = EXPLAINED): string[] {
  const mild = [...findings.warnings, ...findings.notices]
  const open = [...findings.errors, ...mild.filter(({ code }) => !(code in explained))]
  const stale = Object.keys(explained).filter((known) => !mild.some(({ code }) => code === known))
  return [
    ...open.map(({ code, file, message }) => `${file}: ${code}: ${message}`),
    ...stale.map((code) => `extension-lint.ts explains ${code}, which no longer occurs: take it out`),
  ]
}
