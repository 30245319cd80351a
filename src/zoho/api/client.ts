/** Calls to one org's API with a token. Each returns a value or a fault. */
import ky, { type Hooks } from "ky"

import { dataCenterByApiOrigin } from "../data-centers"
import { classify, type CallSubject } from "../errors/classify"
import type { ZohoResult } from "../errors/fault"
import { API_VERSION } from "../limits"
import { exchange, isFault, readAnswer, type Exchanged } from "./exchange"

export interface ZohoClientOptions {
  /** "https://www.zohoapis.eu" */
  readonly origin: string
  /** Returns a token that is valid now. Rejects with `ZohoFaultError` if there is none. */
  readonly token: () => Promise<string>
  /** Called if Zoho rejects the token. Returns a new one, with which the call is repeated once, or undefined. */
  readonly onTokenInvalid?: (refused: string) => Promise<string | undefined>
  /** Called with every answer, before it is interpreted. */
  readonly onAnswer?: (answer: Observed) => void
  /** For screens: repeats a read (GET) once after a short `Retry-After`. Not for the engine: its journal decides. */
  readonly retryReads?: boolean
}

/** An answer as it arrived, with its request; never the token. */
export interface Observed {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly httpStatus: number
  readonly body: unknown
}

export interface ZohoRequest {
  readonly method?: "GET" | "POST" | "DELETE"
  /** After the version, without a leading slash: "settings/tags". */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly subject: CallSubject
}

/** An HTTP success (2xx), its body JSON or undefined. The resource's file validates the contents. */
export type ZohoAnswer = Pick<Observed, "httpStatus" | "body">

export interface ZohoClient {
  readonly origin: string
  /** Makes one call, repeated only as the options allow. Never rejects: failures are returned as faults. */
  call(request: ZohoRequest): Promise<ZohoResult<ZohoAnswer>>
}

/** @throws RangeError if the origin is not on the allow-list: a token must never be sent there */
export function createZohoClient(options: ZohoClientOptions): ZohoClient {
  if (!dataCenterByApiOrigin(options.origin)) throw new RangeError("not a Zoho API origin")
  const origin = new URL(options.origin).origin
  return { origin, call: (request) => callWithToken(origin, options, request) }
}

async function callWithToken(
  origin: string,
  options: ZohoClientOptions,
  request: ZohoRequest,
): Promise<ZohoResult<ZohoAnswer>> {
  const { method = "GET", path, query = {}, body: json, subject } = request
  const url = new URL(`/crm/${API_VERSION}/${path}`, origin)
  url.search = new URLSearchParams(query).toString()
  const observe = ({ httpStatus, body }: Exchanged): void =>
    options.onAnswer?.({ method, path, query, httpStatus, body })
  const answer = await exchange({
    ...{ method, url, json },
    hooks: tokenHooks(options, subject, observe),
    retryReads: options.retryReads ?? false,
  })
  if (isFault(answer)) return { ok: false, fault: answer }
  observe(answer)
  const { httpStatus, body, headers } = answer
  const credits = creditsLeft(headers)
  if (httpStatus >= 200 && httpStatus < 300) return { ok: true, value: { httpStatus, body }, ...credits }
  return { ok: false, fault: classify({ httpStatus, body, subject }), ...credits }
}

/** Adds the token to each request. If Zoho rejects the token, repeats the call once with a new one. */
function tokenHooks(
  { token, onTokenInvalid }: ZohoClientOptions,
  subject: CallSubject,
  observe: (answer: Exchanged) => void,
): Hooks {
  let sent = ""
  let renewed: string | undefined
  return {
    beforeRequest: [
      async ({ headers }) => {
        sent = renewed ?? (await token())
        // Not "Bearer": https://www.zoho.com/crm/developer/docs/api/v8/access-refresh.html
        headers.set("authorization", `Zoho-oauthtoken ${sent}`)
      },
    ],
    afterResponse: [
      async (_request, _options, response, { retryCount }) => {
        if (response.ok || retryCount > 0) return undefined
        const answer = await readAnswer(response)
        if (isFault(answer) || classify({ ...answer, subject }).kind !== "token-invalid") return undefined
        renewed = await onTokenInvalid?.(sent)
        if (renewed === undefined || renewed === sent) return undefined
        observe(answer)
        return ky.retry({ delay: 0 })
      },
    ],
  }
}

/** Zoho reports credits only after half the day's are used. https://www.zoho.com/crm/developer/docs/api/v8/api-limits.html */
function creditsLeft(headers: Headers): { credits?: number } {
  const credits = headers.get("x-api-credits-remaining")?.trim() ?? ""
  return /^\d{1,15}$/.test(credits) ? { credits: Number(credits) } : {}
}
