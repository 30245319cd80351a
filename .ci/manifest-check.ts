/** Compares a built manifest with what the profile wants. */
import { createHash } from "node:crypto"
import type { Expected } from "./profile"

export type Manifest = Record<string, unknown>

/** Never right in a shipped file: Plasmo turns a missing content script config into all URLs, dev builds allow localhost. */
export const FORBIDDEN = ["<all_urls>", "localhost", "127.0.0.1"] as const

/** Every difference, one readable line each. A key that is not expected is a difference, too. */
export function manifestFaults(manifest: Manifest, expected: Expected): string[] {
  const actual = valuesOf(comparable(manifest))
  const wanted = valuesOf(expected)
  const text = JSON.stringify(manifest)
  return [
    ...without(wanted, actual).map((value) => `manifest: lacks ${value}`),
    ...without(actual, wanted).map((value) => `manifest: unexpected ${value}`),
    ...FORBIDDEN.filter((word) => text.includes(word)).map((word) => `manifest: holds "${word}"`),
  ]
}

/** The manifest in the profile's form: the key as the id that follows from it, the policy as lists of sources. */
export function comparable(manifest: Manifest): Manifest {
  const { key, content_security_policy: policy, ...rest } = manifest
  return {
    ...rest,
    ...(typeof key === "string" ? { extension_id: extensionId(key) } : {}),
    ...(policy === undefined ? {} : { content_security_policy: directives(policy) }),
  }
}

/**
 * The id that Chromium gives to an extension with this public key.
 * https://developer.chrome.com/docs/extensions/reference/manifest/key
 */
export function extensionId(key: string): string {
  const digest = createHash("sha256").update(Buffer.from(key, "base64")).digest("hex").slice(0, 32)
  return digest.replace(/./g, (digit) => String.fromCharCode(97 + parseInt(digit, 16)))
}

/** The one policy for extension pages as lists of sources; anything else stays as it is and so differs. */
function directives(policy: unknown): unknown {
  const { extension_pages: pages, ...others } = policy as Manifest
  if (typeof pages !== "string" || Object.keys(others).length > 0) return policy
  const parts = pages.split(";").map((part) => part.trim().split(/\s+/))
  return Object.fromEntries(parts.map(([name = "", ...sources]) => [name, sources]))
}

/**
 * Each value with the path to it, as in `permissions[]: "tabs"`, without the content hashes in file names. The order of
 * strings in a list means nothing.
 */
function valuesOf(value: unknown, path = ""): string[] {
  const entries: (readonly [path: string, item: unknown])[] = Array.isArray(value)
    ? value.map((item, at) => [`${path}[${typeof item === "string" ? "" : at}]`, item])
    : typeof value === "object" && value !== null
      ? Object.entries(value).map(([key, item]) => [path === "" ? key : `${path}.${key}`, item])
      : []
  if (entries.length > 0) return entries.flatMap(([at, item]) => valuesOf(item, at))
  return [`${path}: ${JSON.stringify(value)}`.replace(/\.[0-9a-f]{8}(?=\.(?:js|css|html|json|png)"$)/, "")]
}

/** The lines that `others` does not hold, or not as often. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = [...others]
  return lines.filter((line) => {
    const at = left.indexOf(line)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}
