/** Calls to one org's API with a token, each answered by a value or a fault. */
import ky, { type Hooks } from "ky"

import { dataCenterByApiOrigin } from "../data-centers"
import { classify, type CallSubject } from "../errors/classify"
import type { ZohoResult } from "../errors/fault"
import { API_VERSION } from "../limits"
import { exchange, isFault, readAnswer, type Exchanged } from "./exchange"

export interface ZohoClientOptions {
  /** "https://www.zohoapis.eu" */
  readonly origin: string
  /** Gives a token that is valid now. Rejects with `ZohoFaultError` when there is none. */
  readonly token: () => Promise<string>
  /** Zoho no longer takes the token: gives a new one, with which the call is repeated once, or undefined. */
  readonly onTokenInvalid?: (refused: string) => Promise<string | undefined>
  /** Hears of every answer that arrives, before it is judged. */
  readonly onAnswer?: (answer: Observed) => void
  /** For screens: a read (GET) is repeated once where Zoho says when. Never for the engine, whose journal decides. */
  readonly patient?: boolean
}

/** An answer as it arrived, with what was asked; never the token. */
export interface Observed {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly httpStatus: number
  readonly body: unknown
}

export interface ZohoRequest {
  readonly method?: "GET" | "POST" | "DELETE"
  /** Below the version, without a leading slash: "settings/tags". */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly subject: CallSubject
}

/** A success of HTTP (2xx), its body JSON or undefined. What it says is for the resource's file to check. */
export type ZohoAnswer = Pick<Observed, "httpStatus" | "body">

export interface ZohoClient {
  readonly origin: string
  /** One call, repeated only as the options say. Never rejects: what goes wrong on the way comes back as a fault. */
  call(request: ZohoRequest): Promise<ZohoResult<ZohoAnswer>>
}

/** @throws RangeError when the origin is not on the allow-list: a token must never get there. */
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
    patient: options.patient ?? false,
  })
  if (isFault(answer)) return { ok: false, fault: answer }
  observe(answer)
  const { httpStatus, body, headers } = answer
  const credits = creditsLeft(headers)
  if (httpStatus >= 200 && httpStatus < 300) return { ok: true, value: { httpStatus, body }, ...credits }
  return { ok: false, fault: classify({ httpStatus, body, subject }), ...credits }
}

/** The token goes into each request; a call whose token Zoho no longer takes is repeated once with a new one. */
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

/** Zoho tells only once half of the day's credits are used. https://www.zoho.com/crm/developer/docs/api/v8/api-limits.html */
function creditsLeft(headers: Headers): { credits?: number } {
  const credits = headers.get("x-api-credits-remaining")?.trim() ?? ""
  return /^\d{1,15}$/.test(credits) ? { credits: Number(credits) } : {}
}
