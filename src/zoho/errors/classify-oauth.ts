import { FAULT_KINDS, catalogueRow } from "./catalogue"
import type { FaultKind } from "./catalogue"
import { withoutTokens } from "./classify"
import { bag, boundedText } from "./details"
import { fault } from "./fault"
import type { ZohoFault } from "./fault"

/** An error of the accounts server: from a redirect's parameters, or the body of a token answer. */
export interface OAuthError {
  readonly error: string
  readonly description?: string
  readonly httpStatus?: number
  /** True while a token is renewed: `invalid_code` then speaks of the refresh token. */
  readonly renewing?: boolean
}

/** The meaning of an error of the accounts server. https://www.zoho.com/accounts/protocol/oauth/web-apps/authorization-errors.html */
export function classifyOAuth({ error, description, httpStatus, renewing }: OAuthError): ZohoFault {
  return fault(kindOf(error, description ?? "", renewing ?? false), {
    code: error.slice(0, 64),
    ...(httpStatus !== undefined && { httpStatus }),
    ...(description !== undefined && { zohoMessage: withoutTokens(description).slice(0, 300) }),
  })
}

/**
 * The meaning of a token answer that holds no token. The body counts before the HTTP status: most errors of this
 * endpoint arrive with 200 (https://github.com/Weble/ZohoBooksApi/issues/84).
 */
export function classifyTokenAnswer(httpStatus: number, body: unknown, renewing: boolean): ZohoFault {
  const { error, error_description: description } = bag(body)
  const code = boundedText(error, 64)
  if (code !== undefined && code !== "") {
    const told = boundedText(description, 300)
    return classifyOAuth({
      error: code,
      httpStatus,
      renewing,
      ...(told !== undefined && { description: told }),
    })
  }
  if (httpStatus === 429) return fault("too-many-token-requests", { httpStatus })
  if (httpStatus >= 500) return fault("server-error", { httpStatus })
  if (httpStatus >= 400) return fault("sign-in-refused", { httpStatus })
  return fault(body === undefined ? "empty-answer" : "wrong-shape", { httpStatus })
}

function kindOf(error: string, description: string, renewing: boolean): FaultKind {
  // Told apart from a refused consent by its words only: both say "access denied".
  if (/too many requests/i.test(description) || error === "Access Denied") return "too-many-token-requests"
  const code = error.toLowerCase()
  if (code === "invalid_code" || code === "invalid_grant")
    return renewing ? "refresh-token-invalid" : "invalid-code"
  return FAULT_KINDS.find((kind) => catalogueRow(kind).codes.includes(code)) ?? "unknown-code"
}
