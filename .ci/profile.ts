/** The build profile (`.plasmorc`): what each built manifest must contain. */
import { readFileSync } from "node:fs"
import * as v from "valibot"

export const TARGETS = ["chrome-mv3", "firefox-mv3"] as const
export type Target = (typeof TARGETS)[number]
export type Manifest = Record<string, unknown>

const Part = v.record(v.string(), v.unknown())
const Profile = v.strictObject({
  about: v.string(),
  client: v.string(),
  domains: v.record(v.string(), v.array(v.string())),
  common: Part,
  targets: v.strictObject(v.entriesFromList(TARGETS, Part)),
})
export type Profile = v.InferOutput<typeof Profile>

export function readProfile(): Profile {
  return parseProfile(JSON.parse(readFileSync(".plasmorc", "utf8")))
}

export function parseProfile(content: unknown): Profile {
  return v.parse(Profile, content)
}

/** The common part plus the target's own keys. A string with `{name}` is repeated for each domain of that list. */
export function expectedManifest({ common, targets, domains }: Profile, target: Target): Manifest {
  const fill = (item: unknown): unknown => {
    const name = typeof item === "string" ? /\{(\w+)\}/.exec(item)?.[1] : undefined
    if (name === undefined) return [item]
    const list = domains[name]
    if (!list) throw new Error(`.plasmorc: {${name}} names no list of domains`)
    return list.map((domain) => (item as string).replace(`{${name}}`, domain))
  }
  const part = JSON.stringify({ ...common, ...targets[target] })
  return JSON.parse(part, (_key, value: unknown) =>
    Array.isArray(value) ? value.flatMap(fill) : value,
  ) as Manifest
}
