/** One HTTP exchange with a Zoho host: limited in time and size, JSON only. */
import ky, { isHTTPError, type Hooks, type RetryOptions } from "ky"

import { fault, ZohoFaultError, type ZohoFault } from "../errors/fault"
import { ANSWER_BYTES, CALL_TIMEOUT_MS } from "../limits"

interface ExchangeRequest {
  readonly method: string
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly form?: URLSearchParams
  /** For a read that a screen waits for: repeats it once after a short `Retry-After`. */
  readonly retryReads?: boolean
  /** May throw `ZohoFaultError`. A hook may request one `ky.retry`; nothing else is repeated. */
  readonly hooks?: Hooks
}

/** Only a hook can repeat a call: the engine alone decides which of its calls may be sent twice. */
const HOOK_RETRY: RetryOptions = { limit: 1, methods: [] }
/** These may have Retry-After: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
const BUSY = [429, 503]
/** Users should not look at an empty screen for longer. */
const MAX_WAIT_S = 5
const READ_RETRY: RetryOptions = {
  limit: 1,
  methods: ["get"],
  statusCodes: BUSY,
  afterStatusCodes: BUSY,
  shouldRetry: ({ error }) => {
    const after = isHTTPError(error) ? error.response.headers.get("retry-after") : null
    // Undefined lets ky wait as long as the header says.
    return after !== null && Number(after) <= MAX_WAIT_S ? undefined : false
  },
}

export interface Exchanged {
  readonly httpStatus: number
  readonly body: unknown
  readonly headers: Headers
}

/**
 * One exchange with a Zoho host: no cookies, no redirects, limited in time and size, JSON only.
 * @returns the answer, not interpreted, or a fault if there is none
 * @throws what a hook throws, except `ZohoFaultError`
 */
export async function exchange(request: ExchangeRequest): Promise<Exchanged | ZohoFault> {
  let deadline: AbortSignal | undefined
  const fetchInTime: typeof fetch = async (input) => {
    // Each try has its own deadline: renewing a token does not shorten it.
    deadline = AbortSignal.timeout(CALL_TIMEOUT_MS)
    try {
      return await fetch(new Request(input, { signal: deadline }))
    } catch {
      throw new ZohoFaultError(fault(deadline.aborted ? "timed-out" : "unreachable"))
    }
  }
  try {
    const response = await send(request, fetchInTime)
    return response.type === "opaqueredirect" ? fault("redirected") : await readAnswer(response, deadline)
  } catch (error) {
    if (error instanceof ZohoFaultError) return error.fault
    throw error
  }
}

async function send(request: ExchangeRequest, fetchInTime: typeof fetch): Promise<Response> {
  const { method, url, headers, json, form, retryReads = false, hooks = {} } = request
  try {
    return await ky(url, {
      method,
      headers: { accept: "application/json", ...headers },
      json,
      body: form ?? null,
      hooks,
      fetch: fetchInTime,
      retry: retryReads ? READ_RETRY : HOOK_RETRY,
      timeout: false,
      throwHttpErrors: (status) => retryReads && BUSY.includes(status),
      // "manual", not "error": neither follows redirects, but this distinguishes a redirect from a lost connection.
      redirect: "manual",
      // Cookies belong to the user's web session, which may be in another org than the token.
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
    })
  } catch (error) {
    if (isHTTPError(error)) return error.response
    throw error
  }
}

/** Reads a response without interpreting it. A fault if it ends early, is too large, or is not from Zoho. */
export async function readAnswer(response: Response, deadline?: AbortSignal): Promise<Exchanged | ZohoFault> {
  try {
    return parseAnswer(response, await readBounded(response, ANSWER_BYTES))
  } catch (error) {
    if (deadline?.aborted) return fault("timed-out")
    return error instanceof ZohoFaultError ? error.fault : fault("incomplete-answer")
  }
}

function parseAnswer(response: Response, text: string): Exchanged | ZohoFault {
  const { status: httpStatus, headers } = response
  const parsed = parseJson(text)
  if (parsed.ok) return { httpStatus, headers, body: parsed.value }
  if (/^\s*</.test(text) && httpStatus >= 500) return fault("maintenance")
  // These are clear from the status alone.
  if (parsed.reason === "empty" || httpStatus === 413 || httpStatus === 429 || httpStatus >= 500) {
    return { httpStatus, headers, body: undefined }
  }
  // Zoho refuses in JSON. Any other format, such as a company proxy's, says nothing about rights or tokens.
  if (parsed.reason === "not-json" && httpStatus >= 400) return fault("request-refused")
  return fault(parsed.reason)
}

export function isFault(exchanged: Exchanged | ZohoFault): exchanged is ZohoFault {
  return "kind" in exchanged
}

type ParsedJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: "empty" | "incomplete-answer" | "not-json" }

/** The shortest run of digits that may not fit a JavaScript number (2^53 has 16 digits). */
const LONG_INTEGER = /\d{16}/

/**
 * Parses JSON, keeping integers of 16 or more digits as strings: some answers contain 64-bit ids as numbers
 * (`"job_id": 900000000000000111`), which `JSON.parse` rounds.
 */
export function parseJson(text: string): ParsedJson {
  const trimmed = text.trim()
  if (trimmed === "") return { ok: false, reason: "empty" }
  try {
    const value: unknown = JSON.parse(trimmed)
    if (!LONG_INTEGER.test(trimmed)) return { ok: true, value }
    return { ok: true, value: JSON.parse(quoteLongIntegers(trimmed)) as unknown }
  } catch {
    return { ok: false, reason: /^[[{]/.test(trimmed) ? "incomplete-answer" : "not-json" }
  }
}

/** Matches strings, which are skipped, and numbers. The `e` of `true` or `false` also matches and is left alone. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|[0-9.eE+-]+/g

/** Quotes long integers outside strings. Requires valid JSON. */
function quoteLongIntegers(json: string): string {
  return json.replace(STRING_OR_NUMBER, (each) => (/^-?\d{16,}$/.test(each) ? `"${each}"` : each))
}

/** Reads a body. @throws ZohoFaultError beyond `limit` bytes; the stream's error if the connection is cut */
export async function readBounded(response: Response, limit: number): Promise<string> {
  const reader = response.body?.getReader()
  if (!reader) return ""
  const decoder = new TextDecoder()
  let text = ""
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    bytes += value.byteLength
    if (bytes > limit) {
      await reader.cancel()
      throw new ZohoFaultError(fault("too-large"))
    }
    text += decoder.decode(value, { stream: true })
  }
}
