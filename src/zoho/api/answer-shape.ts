/** What an answer looks like, without what it says: for the report of a check on an org. */
import type { Observed } from "./client"

/** One answer without anything from the org: no id, no name, no value but Zoho's own words. */
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

const MOST_KEYS = 60
const MOST_ITEMS = 50
const MOST_DEPTH = 8
const MOST_WORDS = 8

/** Zoho's own key; anything else (an id, a label) comes from the org and stays out. */
const OWN_KEY = /^[A-Za-z][A-Za-z_]{0,40}$/
/** Zoho's words are short and have no spaces; what an org calls something is kept out by their keys. */
const OWN_WORD = /^[A-Za-z0-9_]{1,40}$/
const WORD_KEYS: ReadonlySet<string> = new Set(["code", "status"])

/** `{tags:[{id:string,color_code:null|string}],info:{count:number}}`; `(none)` for no body. */
export function shapeOf(body: unknown): string {
  return body === undefined ? "(none)" : shape([body], 0)
}

/** One shape for all of `values`, which are in the same place. */
function shape(values: readonly unknown[], depth: number): string {
  if (depth > MOST_DEPTH) return "…"
  const objects = values.filter((value) => typeof value === "object" && value !== null)
  const lists = objects.filter((value) => Array.isArray(value))
  const bags = objects.filter((value) => !Array.isArray(value))
  const plain = values.filter((value) => !objects.includes(value as object)).map(typeName)
  const kinds = [
    ...new Set(plain),
    ...(lists.length > 0 ? [listShape(lists, depth)] : []),
    ...(bags.length > 0 ? [bagShape(bags, depth)] : []),
  ]
  return kinds.sort().join("|")
}

function typeName(value: unknown): string {
  return value === null ? "null" : typeof value
}

function listShape(lists: readonly (readonly unknown[])[], depth: number): string {
  const items = lists.flatMap((list) => list.slice(0, MOST_ITEMS))
  return items.length === 0 ? "[]" : `[${shape(items, depth + 1)}]`
}

function bagShape(bags: readonly object[], depth: number): string {
  const parts = new Map<string, unknown[]>()
  for (const bag of bags.slice(0, MOST_ITEMS))
    for (const [key, value] of Object.entries(bag).slice(0, MOST_KEYS)) {
      const shown = OWN_KEY.test(key) ? key : "<key>"
      parts.set(shown, [...(parts.get(shown) ?? []), value])
    }
  const fields = [...parts].map(([key, values]) => {
    const optional = values.length < bags.length && key !== "<key>" ? "?" : ""
    return `${key}${optional}:${shape(values, depth + 1)}`
  })
  return `{${fields.join(",")}}`
}

/** The values of `code` and `status` anywhere in the body, each once. */
function wordsIn(body: unknown): string[] {
  const words = new Set<string>()
  const look = (value: unknown, depth: number): void => {
    if (depth > MOST_DEPTH || typeof value !== "object" || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      if (WORD_KEYS.has(key) && typeof inner === "string" && OWN_WORD.test(inner)) words.add(inner)
      else look(inner, depth + 1)
    }
  }
  look(body, 0)
  return [...words].slice(0, MOST_WORDS)
}

/** What may be kept and shown of an answer. */
export function exchangeOf({ method, path, query, httpStatus, body }: Observed): Exchange {
  const names = Object.keys(query)
  const call = path.replace(/\/\d+/g, "/{id}").replace(/^settings\/modules\/.+/, "settings/modules/{name}")
  return {
    method,
    call: names.length > 0 ? `${call}?${names.join("&")}` : call,
    httpStatus,
    shape: shapeOf(body),
    // A module's status ("visible") says nothing here.
    words: path.startsWith("settings/modules") ? [] : wordsIn(body),
  }
}
