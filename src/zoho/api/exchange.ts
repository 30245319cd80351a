/** One HTTP exchange with a Zoho host, bounded in time and size, and its JSON. */
import ky, { isHTTPError, type Hooks, type RetryOptions } from "ky"

import { fault, ZohoFaultError, type ZohoFault } from "../errors/fault"
import { ANSWER_BYTES, CALL_TIMEOUT_MS } from "../limits"

interface ExchangeRequest {
  readonly method: string
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly form?: URLSearchParams
  /** For a read that a screen waits for: asked once more where the answer says when. */
  readonly patient?: boolean
  /** May throw `ZohoFaultError`. One that asks for `ky.retry` gets it once; nothing else is ever repeated. */
  readonly hooks?: Hooks
}

/** The engine alone decides what of its own may be sent twice: only a hook has a call repeated. */
const BY_HOOK: RetryOptions = { limit: 1, methods: [] }
/** These may come with Retry-After: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
const BUSY = [429, 503]
/** Nobody looks longer at a screen that shows nothing. */
const LONGEST_WAIT_S = 5
const WHEN_ZOHO_SAYS: RetryOptions = {
  limit: 1,
  methods: ["get"],
  statusCodes: BUSY,
  afterStatusCodes: BUSY,
  shouldRetry: ({ error }) => {
    const after = isHTTPError(error) ? error.response.headers.get("retry-after") : null
    // Undefined lets ky wait as long as that says.
    return after !== null && Number(after) <= LONGEST_WAIT_S ? undefined : false
  },
}

export interface Exchanged {
  readonly httpStatus: number
  readonly body: unknown
  readonly headers: Headers
}

/**
 * One exchange with a Zoho host: without cookies, without following redirects, bounded in time and size, JSON only.
 * @returns the answer, not judged; or a fault when there is none
 * @throws what a hook throws, but for `ZohoFaultError`
 */
export async function exchange(request: ExchangeRequest): Promise<Exchanged | ZohoFault> {
  let deadline: AbortSignal | undefined
  const fetchInTime: typeof fetch = async (input) => {
    // Each try has its own: renewing a token before it takes none of its time.
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
  const { method, url, headers, json, form, patient = false, hooks = {} } = request
  try {
    return await ky(url, {
      method,
      headers: { accept: "application/json", ...headers },
      json,
      body: form ?? null,
      hooks,
      fetch: fetchInTime,
      retry: patient ? WHEN_ZOHO_SAYS : BY_HOOK,
      timeout: false,
      throwHttpErrors: (status) => patient && BUSY.includes(status),
      // "manual" rather than "error": both follow nothing, but a redirect differs from a lost connection.
      redirect: "manual",
      // The page's session must never speak for the token's org.
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
    })
  } catch (error) {
    if (isHTTPError(error)) return error.response
    throw error
  }
}

/** @returns what a response says, not judged; or a fault where it ends early, is too large, or is not Zoho's answer */
export async function readAnswer(response: Response, deadline?: AbortSignal): Promise<Exchanged | ZohoFault> {
  try {
    return judge(response, await readBounded(response, ANSWER_BYTES))
  } catch (error) {
    if (deadline?.aborted) return fault("timed-out")
    return error instanceof ZohoFaultError ? error.fault : fault("incomplete-answer")
  }
}

function judge(response: Response, text: string): Exchanged | ZohoFault {
  const { status: httpStatus, headers } = response
  const parsed = parseJson(text)
  if (parsed.ok) return { httpStatus, headers, body: parsed.value }
  if (/^\s*</.test(text) && httpStatus >= 500) return fault("maintenance")
  // These say what they mean by their number alone.
  if (parsed.reason === "empty" || httpStatus === 413 || httpStatus === 429 || httpStatus >= 500) {
    return { httpStatus, headers, body: undefined }
  }
  // Zoho refuses in JSON: what does it in another form, such as a company's proxy, knows nothing of rights or tokens.
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
 * Parses JSON, and keeps whole numbers of 16 or more digits as strings: some answers have ids, of 64 bits, as numbers
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

/** Strings, which are passed over, and numbers; a letter `e` of `true` or `false` counts as one and is left alone. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|[0-9.eE+-]+/g

/** Puts quotes around long integers outside strings. Takes valid JSON only. */
function quoteLongIntegers(json: string): string {
  return json.replace(STRING_OR_NUMBER, (each) => (/^-?\d{16,}$/.test(each) ? `"${each}"` : each))
}

/** @throws ZohoFaultError beyond `limit` bytes; what the stream throws when the connection is cut */
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
