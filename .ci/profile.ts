import { readFileSync } from "node:fs"
import * as v from "valibot"

export const TARGETS = ["chrome-mv3", "edge-mv3", "firefox-mv3"] as const
export type Target = (typeof TARGETS)[number]

const Strings = v.array(v.string())

/** Manifest keys whose form is compact in the profile; all others are written as the manifest has them. */
const Part = v.looseObject({
  extension_id: v.optional(v.pipe(v.string(), v.regex(/^[a-p]{32}$/))),
  permissions: v.optional(Strings),
  host_permissions: v.optional(Strings),
  content_scripts: v.optional(v.array(v.looseObject({ js: Strings, matches: Strings }))),
  content_security_policy: v.optional(v.record(v.string(), Strings)),
  icons: v.optional(Strings),
})

const Profile = v.strictObject({
  about: v.string(),
  domains: v.record(v.string(), Strings),
  common: Part,
  targets: v.strictObject(v.entriesFromList(TARGETS, Part)),
})

export type Profile = v.InferOutput<typeof Profile>

/** What a built manifest must hold, in the form that `comparable` of manifest-check.ts gives. */
export type Expected = Record<string, unknown>

/**
 * Reads the build profile.
 * @throws when the file is no valid profile; the message names the place.
 */
export function readProfile(path: string | URL): Profile {
  return parseProfile(JSON.parse(readFileSync(path, "utf8")))
}

/** Checks the shape of a profile. Throws a message that names the wrong place. */
export function parseProfile(content: unknown): Profile {
  const result = v.safeParse(Profile, content)
  if (result.success) return result.output
  const faults = result.issues.map((issue) => `${v.getDotPath(issue) ?? "profile"}: ${issue.message}`)
  throw new Error(`.plasmorc is not a valid build profile:\n  ${faults.join("\n  ")}`)
}

/** The whole of what the profile wants of a target: the common part, the target's own keys, domains filled in. */
export function expectedManifest(profile: Profile, target: Target): Expected {
  return fillDomains({ ...profile.common, ...profile.targets[target] }, profile.domains) as Expected
}

/** Replaces each string that holds {name} by one string per domain of that name, within lists. */
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
