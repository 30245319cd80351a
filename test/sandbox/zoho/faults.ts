/** Injected faults: calls that fail, break off or arrive late. */
import { text, type ZohoRequest, type ZohoResponse } from "./http"

export type Fault =
  /** The connection drops before Zoho sees the call. */
  | "drop-before"
  /** Zoho acts on the call, then the connection drops without an answer. */
  | "drop-after"
  /** A maintenance page instead of an answer; Zoho does not act. */
  | "html-maintenance"
  /** Zoho acts, but the answer's body is empty. */
  | "empty"
  /** Zoho acts, but the answer breaks off in the middle. */
  | "truncate"
  /** This answer instead. Zoho acts only if `accepted` is true. */
  | {
      readonly status: number
      readonly body: unknown
      readonly headers?: Readonly<Record<string, string>>
      readonly accepted?: boolean
    }
  /** The normal answer, delayed. */
  | { readonly delayMs: number }
  /** The call reaches Zoho only then. Zoho acts on it even if the caller no longer waits for the answer. */
  | { readonly arrives: Promise<void> }

export interface FaultRule {
  readonly match: {
    readonly method?: string
    readonly host?: string | RegExp
    readonly path?: string | RegExp
    /** The first matching call to affect, counted from 1. */
    readonly nth?: number
    /** How many calls to affect from there; 1 by default, Infinity for all. */
    readonly count?: number
  }
  readonly fault: Fault
}

function fits(value: string, wanted: string | RegExp | undefined): boolean {
  return wanted === undefined || (typeof wanted === "string" ? value.endsWith(wanted) : wanted.test(value))
}

export class Faults {
  readonly #rules: { rule: FaultRule; seen: number }[] = []

  /** Adds a rule; the first rule that hits wins. Returns a function that removes it. */
  add(rule: FaultRule): () => void {
    const entry = { rule, seen: 0 }
    this.#rules.push(entry)
    return () => {
      const index = this.#rules.indexOf(entry)
      if (index >= 0) this.#rules.splice(index, 1)
    }
  }

  clear(): void {
    this.#rules.length = 0
  }

  /** Counts the call in every rule that matches it. Returns the fault to apply, if any. */
  next(request: ZohoRequest): Fault | undefined {
    let hit: Fault | undefined
    for (const entry of this.#rules) {
      const { method, host, path, nth = 1, count = 1 } = entry.rule.match
      if (method !== undefined && method !== request.method) continue
      if (!fits(request.host, host) || !fits(request.path, path)) continue
      entry.seen++
      if (entry.seen >= nth && entry.seen < nth + count) hit ??= entry.rule.fault
    }
    return hit
  }
}

export interface Exchange {
  /** Undefined if the connection drops without an answer. */
  readonly response: ZohoResponse | undefined
  /** The answer's body breaks off, then the connection drops. */
  readonly truncated: boolean
  /** Milliseconds until the answer (or the drop). */
  readonly delay: number
  /** Set if Zoho acts later: `when` resolves at that time; `arrive` lets Zoho act and returns its answer. */
  readonly later?: { readonly when: Promise<void>; readonly arrive: () => ZohoResponse }
  /** Whether Zoho acted on the call. */
  readonly accepted: boolean
  /** Call this when the exchange is over: the call is no longer in flight. */
  done(): void
}

const maintenance = text(
  503,
  "text/html;charset=UTF-8",
  "<!doctype html><title>Zoho</title><h1>We'll be back shortly</h1><p>Scheduled maintenance is under way.</p>",
)

/** Runs one call with its fault. `act` lets Zoho act on the call and returns its answer. */
export function play(
  fault: Fault | undefined,
  latency: number,
  act: () => ZohoResponse,
): Omit<Exchange, "done"> {
  const plain = { truncated: false, delay: latency, accepted: true }
  if (fault === undefined) return { ...plain, response: act() }
  if (fault === "drop-before") return { ...plain, response: undefined, accepted: false }
  if (fault === "html-maintenance") return { ...plain, response: maintenance, accepted: false }
  if (typeof fault === "object" && "status" in fault) {
    if (fault.accepted) act()
    return { ...plain, response: canned(fault), accepted: fault.accepted ?? false }
  }
  if (typeof fault === "object" && "arrives" in fault)
    return { ...plain, response: undefined, later: { when: fault.arrives, arrive: act } }
  const response = act()
  if (fault === "drop-after") return { ...plain, response: undefined }
  if (fault === "empty") return { ...plain, response: { ...response, body: "" } }
  if (fault === "truncate") {
    const body = response.body.slice(0, Math.floor(response.body.length / 2))
    return { ...plain, truncated: true, response: { ...response, body } }
  }
  return { ...plain, delay: latency + fault.delayMs, response }
}

function canned({ status, body, headers }: Extract<Fault, { status: number }>): ZohoResponse {
  const isText = typeof body === "string"
  const type = isText ? "text/html;charset=UTF-8" : "application/json;charset=UTF-8"
  return {
    status,
    headers: { "content-type": type, ...headers },
    body: isText ? body : JSON.stringify(body),
  }
}
