/** The build profile (`.plasmorc`): what each built manifest must hold. */
import { readFileSync } from "node:fs"
import * as v from "valibot"

export const TARGETS = ["chrome-mv3", "firefox-mv3"] as const
export type Target = (typeof TARGETS)[number]

const Part = v.record(v.string(), v.unknown())
const Profile = v.strictObject({
  about: v.string(),
  domains: v.record(v.string(), v.array(v.string())),
  common: Part,
  targets: v.strictObject(v.entriesFromList(TARGETS, Part)),
})
export type Profile = v.InferOutput<typeof Profile>

/** What a built manifest must hold, in the form that `comparable` of manifest-check.ts gives. */
export type Expected = Record<string, unknown>

/** @throws an error that names the wrong place when the file is no valid profile */
export function readProfile(path: string): Profile {
  return parseProfile(JSON.parse(readFileSync(path, "utf8")))
}

export function parseProfile(content: unknown): Profile {
  const result = v.safeParse(Profile, content)
  if (result.success) return result.output
  const faults = result.issues.map((issue) => `${v.getDotPath(issue) ?? "profile"}: ${issue.message}`)
  throw new Error(`.plasmorc is not a valid build profile:\n  ${faults.join("\n  ")}`)
}

/** All that the profile wants of a target: the common part and the target's own keys, domains filled in. */
export function expectedManifest(profile: Profile, target: Target): Expected {
  return fillDomains({ ...profile.common, ...profile.targets[target] }, profile.domains) as Expected
}

/** In lists, replaces each string that holds {name} by one string for each domain of that name. */
function fillDomains(value: unknown, domains: Profile["domains"]): unknown {
  if (Array.isArray(value)) {
    return value.flatMap((item) =>
      typeof item === "string" ? fill(item, domains) : [fillDomains(item, domains)],
    )
  }
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillDomains(item, domains)]))
}

function fill(pattern: string, domains: Profile["domains"]): string[] {
  const name = /\{(\w+)\}/.exec(pattern)?.[1]
  if (name === undefined) return [pattern]
  const values = domains[name]
  if (values === undefined) throw new Error(`.plasmorc: "${pattern}" names no list of domains`)
  return values.map((domain) => pattern.replace(`{${name}}`, domain))
}
