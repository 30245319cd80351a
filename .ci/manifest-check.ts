import { createHash } from "node:crypto"
import type { Expected } from "./profile"
import { LOCALISED } from "./settle"

export type Manifest = Record<string, unknown>

/** What the manifest takes from package.json. */
export interface ProductInfo {
  readonly version: string
}

/** Never right in a shipped file: Plasmo turns a missing content script config into all URLs, dev builds allow localhost. */
export const FORBIDDEN = ["<all_urls>", "localhost", "127.0.0.1"] as const

/**
 * Every difference between a built manifest and what the profile wants, one readable line each; empty when equal.
 * A key that the profile doesn't name is a difference too.
 */
export function manifestFaults(manifest: Manifest, expected: Expected, product: ProductInfo): string[] {
  const { name, version, description, ...rest } = manifest
  const text = JSON.stringify(manifest)
  return [
    ...differences("", comparable(rest), expected),
    ...differences("name", name, LOCALISED.name),
    ...differences("version", version, product.version),
    ...differences("description", description, LOCALISED.description),
    ...FORBIDDEN.filter((word) => text.includes(word)).map((word) => `manifest: holds "${word}"`),
  ]
}

/** The manifest in the profile's compact form, free of content hashes in file names. */
export function comparable(manifest: Manifest): Manifest {
  const { key, icons, action, content_security_policy: policy, ...rest } = manifest
  return {
    ...(withoutHashes(rest) as Manifest),
    ...(key === undefined ? {} : { extension_id: extensionId(key as string) }),
    ...(icons === undefined ? {} : { icons: Object.keys(icons as Manifest) }),
    ...(action === undefined ? {} : { action: withoutDefaultIcon(action, icons) }),
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

/** Plasmo repeats the icons as the action's; only a different list is worth a line. */
function withoutDefaultIcon(action: unknown, icons: unknown): unknown {
  const { default_icon: own, ...rest } = action as Manifest
  return JSON.stringify(own) === JSON.stringify(icons) ? rest : { ...rest, default_icon: own }
}

/** The one policy for extension pages as lists of sources; anything else stays as it is and so differs. */
function directives(policy: unknown): unknown {
  const { extension_pages: pages, ...others } = policy as Manifest
  if (typeof pages !== "string" || Object.keys(others).length > 0) return policy
  const parts = pages.split(";").map((part) => part.trim().split(/\s+/))
  return Object.fromEntries(parts.map(([name = "", ...sources]) => [name, sources]))
}

function withoutHashes(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/\.[0-9a-f]{8}(?=\.(?:js|css|html|json)$)/, "")
  if (Array.isArray(value)) return value.map(withoutHashes)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutHashes(item)]))
}

function differences(path: string, actual: unknown, wanted: unknown): string[] {
  if (isStrings(actual) && isStrings(wanted)) return listDifferences(path, actual, wanted)
  if (Array.isArray(actual) && Array.isArray(wanted) && actual.length === wanted.length) {
    return actual.flatMap((item, index) => differences(`${path}[${index}]`, item, wanted[index]))
  }
  if (isObject(actual) && isObject(wanted)) {
    const keys = [...new Set([...Object.keys(wanted), ...Object.keys(actual)])]
    return keys.flatMap((key) => differences(path ? `${path}.${key}` : key, actual[key], wanted[key]))
  }
  if (JSON.stringify(actual) === JSON.stringify(wanted)) return []
  return [`${path}: is ${show(actual)}, must be ${show(wanted)}`]
}

/** Order means nothing in the manifest's lists; a doubled entry does. */
function listDifferences(path: string, actual: string[], wanted: string[]): string[] {
  const lacking = wanted.filter((item) => !actual.includes(item))
  const unexpected = actual.filter((item) => !wanted.includes(item))
  const doubled = actual.filter((item, index) => actual.indexOf(item) < index)
  return [
    ...(lacking.length > 0 ? [`${path}: lacks ${abridged(lacking)}`] : []),
    ...(unexpected.length > 0 ? [`${path}: unexpected ${abridged(unexpected)}`] : []),
    ...(doubled.length > 0 ? [`${path}: holds twice ${abridged(doubled)}`] : []),
  ]
}

function abridged(items: readonly string[]): string {
  const shown = items.slice(0, 3).map((item) => JSON.stringify(item))
  return shown.join(", ") + (items.length > 3 ? ` and ${items.length - 3} more` : "")
}

function show(value: unknown): string {
  return value === undefined ? "missing" : JSON.stringify(value)
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string")
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
