/** The structure of an answer without its contents, for the report of a self-test. */
import type { Observed } from "./client"

/** One answer without data of the org: no ids, no names, no values except Zoho's own words. */
export interface Exchange {
  readonly method: string
  /** The call with its variable parts replaced: `settings/tags/{id}?module`. */
  readonly call: string
  readonly httpStatus: number
  /** `{tags:[{code:string,…}]}` */
  readonly shape: string
  /** Values of `code` and `status`. */
  readonly words: readonly string[]
}

const MAX_KEYS = 60
const MAX_ITEMS = 50
const MAX_DEPTH = 8
const MAX_WORDS = 8

/** Keys from Zoho. Any other key (an id, a label) comes from the org and is left out. */
const OWN_KEY = /^[A-Za-z][A-Za-z_]{0,40}$/
/** Zoho's words are short and have no spaces. Only two keys are read, so names from the org stay out. */
const OWN_WORD = /^[A-Za-z0-9_]{1,40}$/
const WORD_KEYS: ReadonlySet<string> = new Set(["code", "status"])

/** `{tags:[{id:string,color_code:null|string}],info:{count:number}}`; `(none)` for no body. */
export function shapeOf(body: unknown): string {
  return body === undefined ? "(none)" : shape([body], 0)
}

/** One shape for all `values`, which occur at the same place. */
function shape(values: readonly unknown[], depth: number): string {
  if (depth > MAX_DEPTH) return "…"
  const objects = values.filter((value) => typeof value === "object" && value !== null)
  const lists = objects.filter((value) => Array.isArray(value))
  const plainObjects = objects.filter((value) => !Array.isArray(value))
  const primitives = values.filter((value) => !objects.includes(value as object)).map(typeName)
  const kinds = [
    ...new Set(primitives),
    ...(lists.length > 0 ? [listShape(lists, depth)] : []),
    ...(plainObjects.length > 0 ? [objectShape(plainObjects, depth)] : []),
  ]
  return kinds.sort().join("|")
}

function typeName(value: unknown): string {
  return value === null ? "null" : typeof value
}

function listShape(lists: readonly (readonly unknown[])[], depth: number): string {
  const items = lists.flatMap((list) => list.slice(0, MAX_ITEMS))
  return items.length === 0 ? "[]" : `[${shape(items, depth + 1)}]`
}

function objectShape(plainObjects: readonly object[], depth: number): string {
  const parts = new Map<string, unknown[]>()
  for (const object of plainObjects.slice(0, MAX_ITEMS))
    for (const [key, value] of Object.entries(object).slice(0, MAX_KEYS)) {
      const shown = OWN_KEY.test(key) ? key : "<key>"
      parts.set(shown, [...(parts.get(shown) ?? []), value])
    }
  const fields = [...parts].map(([key, values]) => {
    const optional = values.length < plainObjects.length && key !== "<key>" ? "?" : ""
    return `${key}${optional}:${shape(values, depth + 1)}`
  })
  return `{${fields.join(",")}}`
}

/** The distinct values of `code` and `status` anywhere in the body. */
function wordsIn(body: unknown): string[] {
  const words = new Set<string>()
  const visit = (value: unknown, depth: number): void => {
    if (depth > MAX_DEPTH || typeof value !== "object" || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      if (WORD_KEYS.has(key) && typeof inner === "string" && OWN_WORD.test(inner)) words.add(inner)
      else visit(inner, depth + 1)
    }
  }
  visit(body, 0)
  return [...words].slice(0, MAX_WORDS)
}

/** Reduces an answer to what may be stored and shown. */
export function exchangeOf({ method, path, query, httpStatus, body }: Observed): Exchange {
  const names = Object.keys(query)
  const call = path.replace(/\/\d+/g, "/{id}").replace(/^settings\/modules\/.+/, "settings/modules/{name}")
  return {
    method,
    call: names.length > 0 ? `${call}?${names.join("&")}` : call,
    httpStatus,
    shape: shapeOf(body),
    // A module's status ("visible") is irrelevant here.
    words: path.startsWith("settings/modules") ? [] : wordsIn(body),
  }
}
