/** Classifies refusals: finds an answer's kind in the catalog. */
import { catalogRow, FAULT_KINDS, type FaultKind } from "./catalog"
import { bag, boundedText, fault, type FaultDetails, parseDetails, type ZohoFault } from "./fault"

/** What a call is about: some codes depend on it. */
export type CallSubject = "tags" | "job" | "module" | "records" | "other"

const MAX_CODE = 64
const MAX_MESSAGE = 300
const MAX_DEPTH = 6

/** One error object, without its wrapping. */
interface Envelope {
  readonly code: string
  readonly message: string
  readonly details: FaultDetails
}

interface Answer {
  readonly httpStatus: number
  readonly body: unknown
  readonly subject: CallSubject
}

/** Classifies an answer that is not a success. Never throws, whatever the body contains. */
export function classify({ httpStatus, body, subject }: Answer): ZohoFault {
  const envelope = findError(body)
  if (!envelope) return fault(kindByStatus(httpStatus, body))
  const { code, message, details } = envelope
  const zohoMessage = message === "" ? {} : { zohoMessage: message }
  return fault(kindOf(envelope, httpStatus, subject), { code, ...zohoMessage, details })
}

/** Whether an object reports an error: `status` "error", or a code without success. */
export function isErrorEnvelope(value: unknown): boolean {
  const { code, status } = bag(value)
  return status === "error" || (status === undefined && typeof code === "string" && code !== "SUCCESS")
}

/** The first error object in the body: bare, in a list, or in a list of lists. */
function findError(body: unknown, depth = 0): Envelope | undefined {
  if (depth > MAX_DEPTH || typeof body !== "object" || body === null) return undefined
  if (!Array.isArray(body) && isErrorEnvelope(body)) {
    const { code, message, details } = bag(body)
    return {
      code: boundedText(code, MAX_CODE) ?? "",
      message: withoutTokens(boundedText(message, MAX_MESSAGE) ?? ""),
      details: parseDetails(details),
    }
  }
  for (const each of Object.values(body)) {
    const found = findError(each, depth + 1)
    if (found) return found
  }
  return undefined
}

/** Blanks anything that looks like a Zoho token (1000.<hex>.<hex>), in case an answer repeats one. */
function withoutTokens(text: string): string {
  return text.replace(/\b1\d{3}\.[0-9a-f]{8,}(\.[0-9a-f]{8,})?/gi, "[token]")
}

function kindByStatus(httpStatus: number, body: unknown): FaultKind {
  if (httpStatus >= 500) return "server-error"
  if (httpStatus < 300) return body === undefined ? "incomplete-answer" : "wrong-shape"
  return KIND_BY_STATUS[httpStatus] ?? (httpStatus < 400 ? "redirected" : "request-refused")
}

const KIND_BY_STATUS: Readonly<Record<number, FaultKind>> = {
  304: "incomplete-answer",
  401: "token-invalid",
  403: "no-permission",
  404: "address-unknown",
  405: "invalid-data",
  413: "request-too-large",
  429: "throttled",
}

function kindOf(error: Envelope, httpStatus: number, subject: CallSubject): FaultKind {
  if (httpStatus === 429) return "throttled"
  // A broken server's answer does not show whether the request was executed.
  if (httpStatus >= 500) return "server-error"
  if (error.code === "INVALID_DATA") return kindOfInvalidData(error, httpStatus, subject)
  if (error.code === "LIMIT_REACHED") return subject === "records" ? "search-limit" : "plan-limit"
  if (error.code === "INVALID_MODULE") {
    return /not supported/i.test(error.message) ? "module-unsupported" : "module-unknown"
  }
  const known = KIND_BY_CODE.get(error.code.toUpperCase())
  // 403 means understood and refused: nothing was done, whatever the code.
  return known ?? (httpStatus === 403 ? "call-forbidden" : "unknown-code")
}

/** INVALID_DATA has a dozen meanings: the details decide, then the message. */
function kindOfInvalidData(error: Envelope, httpStatus: number, subject: CallSubject): FaultKind {
  const { details, message } = error
  if (details.apiName === "color_code" || details.jsonPath?.endsWith(".color_code")) return "color-refused"
  if (details.maximumLength !== undefined) return kindOfMaximumLength(details)
  if (details.expectedDataType !== undefined) return "invalid-data"
  if (details.jobId !== undefined || /\bjob\b/i.test(message) || subject === "job") return "job-not-found"
  return kindOfUnknownId(error, httpStatus, subject) ?? "invalid-data"
}

function kindOfUnknownId(
  { details, message }: Envelope,
  httpStatus: number,
  subject: CallSubject,
): FaultKind | undefined {
  const { apiName, tagIndex, recordIndex, id } = details
  if (/\btags? not found|\binvalid tag id|one of the tags/i.test(message)) return "tag-not-found"
  if (apiName === "id" && (tagIndex !== undefined || (subject === "tags" && httpStatus === 404)))
    return "tag-not-found"
  if (subject !== "records") return undefined
  return recordIndex !== undefined || id !== undefined || /\bid\b/i.test(message)
    ? "record-not-found"
    : undefined
}

function kindOfMaximumLength({ jsonPath, apiName }: FaultDetails): FaultKind {
  const subject = /(\w+)(\[\d+\])?$/.exec(jsonPath ?? "")?.[1] ?? apiName
  if (subject === "tags") return "too-many-tags"
  if (subject === "ids") return "request-too-large"
  return subject === "name" ? "name-too-long" : "invalid-data"
}

/** API codes with one meaning only. Those of the accounts server are lowercase and not included. */
const KIND_BY_CODE: ReadonlyMap<string, FaultKind> = new Map(
  FAULT_KINDS.flatMap((kind) => catalogRow(kind).codes.map((code) => [code, kind] as const))
    .filter(([code]) => code === code.toUpperCase() || code === "Not Modified")
    .map(([code, kind]) => [code.toUpperCase(), kind]),
)

/**
 * Classifies an error of the accounts server, in a token answer or (with 200) in a redirect's parameters. It takes
 * precedence over the HTTP status: most errors arrive with 200 (https://github.com/Weble/ZohoBooksApi/issues/84).
 * https://www.zoho.com/accounts/protocol/oauth/web-apps/authorization-errors.html
 * @param renewing true: `invalid_code` refers to the refresh token
 */
export function classifyTokenAnswer(httpStatus: number, body: unknown, renewing: boolean): ZohoFault {
  const { error, error_description: description } = bag(body)
  const code = boundedText(error, MAX_CODE)
  if (code) {
    const message = boundedText(description, MAX_MESSAGE)
    const zohoMessage = message === undefined ? {} : { zohoMessage: withoutTokens(message) }
    return fault(kindOfOAuth(code, message ?? "", renewing), { code, ...zohoMessage })
  }
  if (httpStatus === 429) return fault("too-many-token-requests")
  if (httpStatus >= 500) return fault("server-error")
  if (httpStatus >= 400) return fault("sign-in-refused")
  return fault(body === undefined ? "incomplete-answer" : "wrong-shape")
}

function kindOfOAuth(error: string, description: string, renewing: boolean): FaultKind {
  // Only the text distinguishes this from a refused consent: both are "access denied".
  if (/too many requests/i.test(description) || error === "Access Denied") return "too-many-token-requests"
  const code = error.toLowerCase()
  if (code === "invalid_code" || code === "invalid_grant")
    return renewing ? "refresh-token-invalid" : "invalid-code"
  return FAULT_KINDS.find((kind) => catalogRow(kind).codes.includes(code)) ?? "unknown-code"
}
