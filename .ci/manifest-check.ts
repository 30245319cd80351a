/** Compares a built manifest with the build profile. */
import type { Manifest } from "./profile"

/** Every difference, one readable line each, including unexpected keys. */
export function manifestFaults(manifest: Manifest, expected: Manifest): string[] {
  const actual = valuesOf(comparable(manifest))
  const wanted = valuesOf(expected)
  return [
    ...without(wanted, actual).map((value) => `manifest: lacks ${value}`),
    ...without(actual, wanted).map((value) => `manifest: unexpected ${value}`),
  ]
}

/** The manifest in the profile's form, with the policy for extension pages as lists of sources. */
export function comparable({ content_security_policy: policy, ...rest }: Manifest): Manifest {
  const { extension_pages: pages, ...others } = (policy ?? {}) as Readonly<Record<string, string>>
  const parts = (pages ?? "").split(";").map((part) => part.trim().split(/\s+/))
  const directives = Object.fromEntries(parts.map(([name = "", ...sources]) => [name, sources]))
  return { ...rest, content_security_policy: { ...others, ...directives } }
}

/** Each value with its path: `permissions[]: "tabs"`. Ignores hashes in file names and the order of lists. */
function valuesOf(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0)
    return [`${path}: ${JSON.stringify(value)}`.replace(/\.[0-9a-f]{8}(?=\.(?:js|css|html|json|png)"$)/, "")]
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
    const at = Array.isArray(value) ? `[${typeof item === "string" ? "" : key}]` : `.${key}`
    return valuesOf(item, path === "" ? key : path + at)
  })
}

/** The lines that `others` lacks, counting repetitions. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = [...others]
  return lines.filter((line) => {
    const at = left.indexOf(line)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}
