import { readFileSync } from "node:fs"
import * as v from "valibot"
import { runNode } from "./process"
import { buildFolder } from "./plasmo"
import { failedOnce, passedOnce, type Tally } from "./tally"

const Finding = v.object({ code: v.string(), message: v.string(), file: v.optional(v.string(), "") })
const Findings = v.object({
  errors: v.array(Finding),
  warnings: v.array(Finding),
  notices: v.array(Finding),
})
type Findings = v.InferOutput<typeof Findings>

/** Warnings that are known and explained. `file` is a regular expression. */
const Baseline = v.array(
  v.strictObject({ code: v.string(), file: v.string(), why: v.pipe(v.string(), v.minLength(20)) }),
)
export type Baseline = v.InferOutput<typeof Baseline>

/** Lints the Firefox build as addons.mozilla.org does: no error, and no warning without an explanation. */
export async function lintExtension(): Promise<Tally> {
  const args = ["lint", "--source-dir", buildFolder("firefox-mv3"), "--output=json", "--no-config-discovery"]
  const { stdout, output } = await runNode("node_modules/web-ext/bin/web-ext.js", args)
  if (!stdout.startsWith("{")) return failedOnce(output)
  const baseline = v.parse(Baseline, JSON.parse(readFileSync(".ci/web-ext-baseline.json", "utf8")))
  const faults = unexplained(v.parse(Findings, JSON.parse(stdout)), baseline)
  return faults.length === 0 ? passedOnce : failedOnce(faults.join("\n"))
}

/** Findings that no entry of the baseline explains, and entries that explain nothing any more. */
export function unexplained(findings: Findings, baseline: Baseline): string[] {
  const explains = (entry: Baseline[number], finding: Findings["warnings"][number]): boolean =>
    entry.code === finding.code && new RegExp(entry.file).test(finding.file)
  const mild = [...findings.warnings, ...findings.notices]
  const open = mild.filter((finding) => !baseline.some((entry) => explains(entry, finding)))
  const stale = baseline.filter((entry) => !mild.some((finding) => explains(entry, finding)))
  return [
    ...[...findings.errors, ...open].map(({ code, file, message }) => `${file}: ${code}: ${message}`),
    ...stale.map(
      ({ code, file }) => `web-ext-baseline.json: ${code} in ${file} no longer occurs: take it out`,
    ),
  ]
}
