/** Compares an answer of the sandbox with Zoho's documentation (`documented/`), and reports the differences. */
import * as v from "valibot"
import {
  ACCOUNTS_CALLS,
  ANY_CALL,
  CALLS,
  HEADERS,
  SOURCES,
  type Call,
  type Documented,
  type Source,
} from "./documented"

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Verdict {
  /** The call's name in `documented/`. */
  readonly call: string
  /** The kinds of its parts, such as `400 tags[] DUPLICATE_DATA`, one per item of a list, without repetitions. */
  readonly kinds: readonly string[]
  /** The least trusted source needed to document the whole answer; absent if something differs. */
  readonly source?: Source
  /** The differences from the documents, as listed in `deviations.ts`. */
  readonly findings: readonly string[]
}

/** An undocumented call: only answers that are valid for every call are allowed. */
const UNKNOWN: Call = { name: "unknown call", method: "", path: /^/, answers: [] }

/** Checks an answer of the CRM. @param path the path after the version, with or without a query */
export function judge(method: string, path: string, answer: Answer): Verdict {
  const [bare = ""] = path.split("?")
  const call = CALLS.find((one) => one.method === method && one.path.test(bare)) ?? UNKNOWN
  const parts = split(answer.body)
  const judged = parts.items.map((item) => judgePart(call, answer.status, parts.list, item, "code"))
  return verdict(call, judged, [...judgeHeaders(answer), ...judgeEnvelope(call, answer.status, parts)])
}

/** Checks an answer of the accounts server. @param name the call's name in `documented/accounts.ts` */
export function judgeAccounts(name: string, status: number, body: unknown): Verdict {
  const call = ACCOUNTS_CALLS.find((one) => one.name === name)
  if (!call) throw new Error(`no documented call ${name}`)
  return verdict(call, [judgePart(call, status, "", body, "error")], [])
}

interface Judged {
  readonly kind: string
  readonly source?: Source
  readonly findings: readonly string[]
}

function verdict(call: Call, judged: readonly Judged[], around: readonly string[]): Verdict {
  const findings = [...around, ...judged.flatMap((one) => one.findings)]
  const [source] = judged.flatMap((one) => one.source ?? []).toSorted((a, b) => trust(b) - trust(a))
  return {
    call: call.name,
    kinds: [...new Set(judged.map((one) => one.kind))],
    findings: [...new Set(findings)],
    ...(findings.length === 0 && source !== undefined ? { source } : {}),
  }
}

interface Parts {
  /** The list's key; "" for a bare body. For a nested list, the key is followed by `[]`. */
  readonly list: string
  readonly items: readonly unknown[]
  /** The other keys of the body. */
  readonly beside: Readonly<Record<string, unknown>>
}

/** A body is either bare, or it has one key with a list of items, each with its own code. */
function split(text: string): Parts {
  if (text === "") return { list: "", items: [undefined], beside: {} }
  const body: unknown = JSON.parse(text)
  if (!isObject(body) || "code" in body) return { list: "", items: [body], beside: {} }
  for (const [key, value] of Object.entries(body)) {
    if (!Array.isArray(value) || value.length === 0) continue
    const flat: unknown[] = value.flat()
    if (!flat.every((item) => isObject(item) && "code" in item)) continue
    const { [key]: _list, ...beside } = body
    return { list: Array.isArray(value[0]) ? `${key}[]` : key, items: flat, beside }
  }
  return { list: "", items: [body], beside: {} }
}

/** @param codeKey the key of the part's code */
function judgePart(
  call: Call,
  status: number,
  list: string,
  part: unknown,
  codeKey: "code" | "error",
): Judged {
  const given = isObject(part) ? part[codeKey] : undefined
  const code = typeof given === "string" ? given : undefined
  const kind = kindOf({ status, list, ...(code === undefined ? {} : { code }) })
  // The call's own answers take precedence over those of any call.
  const own = call.answers.filter((one) => kindOf(one) === kind)
  const same = own.length > 0 ? own : ANY_CALL.filter((one) => kindOf(one) === kind)
  if (same.length === 0) return { kind, findings: [`${kind}: not documented`] }
  const tried = same.map((one) => ({ one, issues: issues(one, part) }))
  const fits = tried.filter(({ issues: found }) => found.length === 0).map(({ one }) => one.source)
  const [source] = fits.toSorted((a, b) => trust(a) - trust(b))
  if (source !== undefined) return { kind, source, findings: [] }
  const [nearest] = tried.toSorted((a, b) => distance(a.issues) - distance(b.issues))
  return { kind, findings: (nearest?.issues ?? []).map((issue) => `${kind}: ${issue}`) }
}

/** Identifies the kind of an answer: its status, its list, its code. */
export function kindOf({ status, list = "", code }: Pick<Documented, "status" | "list" | "code">): string {
  return [String(status), ...(list === "" ? [] : [`${list}[]`]), ...(code === undefined ? [] : [code])].join(
    " ",
  )
}

/** Extra or missing keys count double: they indicate another shape more reliably than a wrong value. */
function distance(found: readonly string[]): number {
  return found.length + found.filter((issue) => / is missing$|: not documented$/.test(issue)).length
}

function issues(documented: Documented, part: unknown): string[] {
  const result = v.safeParse(documented.schema, part)
  return result.success ? [] : [...new Set(result.issues.map(describe))]
}

/** One line for an issue: its place, without indexes and ids, and what was expected. */
function describe(issue: v.BaseIssue<unknown>): string {
  const keys = issue.path?.map(({ key }) =>
    typeof key === "number" ? "[]" : String(key).replace(/^\d+$/, "<id>"),
  )
  const where = (keys?.join(".") ?? "").replaceAll(".[]", "[]")
  if (issue.received === "undefined") return `${where} is missing`
  const what: string = issue.expected === "never" ? "not documented" : issue.type
  return `${where}: ${what}`
}

function judgeHeaders({ headers, body }: Answer): string[] {
  const given = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const)
  const wrong = given.flatMap(([name, value]) => {
    const schema = HEADERS[name]
    if (!schema) return [`header ${name}: not documented`]
    return v.safeParse(schema, value).success ? [] : [`header ${name}: ${value}`]
  })
  const isTyped = given.some(([name]) => name === "content-type")
  return isTyped === (body !== "") ? wrong : [...wrong, "header content-type: with a body, and only then"]
}

function judgeEnvelope(call: Call, status: number, { list, items, beside }: Parts): string[] {
  const most = call.atMost?.[list] ?? Infinity
  const result = v.safeParse(v.strictObject(call.beside?.[list] ?? {}), beside)
  const wrong = result.success ? [] : result.issues.map(describe)
  return [
    ...(items.length > most ? [`${list}[]: more than ${String(most)}`] : []),
    ...wrong.map((issue) => `${String(status)} beside ${list}[]: ${issue}`),
  ]
}

const ORDER = Object.keys(SOURCES)

function trust(source: Source): number {
  return ORDER.indexOf(source)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
