/** The log of all calls to the sandbox. */
import type { ZohoRequest } from "../zoho/http"

export interface Call {
  /** Milliseconds since the epoch, by the sandbox's clock. */
  readonly time: number
  readonly method: string
  readonly host: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Undefined while the call is in flight, and if the connection was dropped without an answer. */
  status: number | undefined
  responseHeaders: Readonly<Record<string, string>>
  responseBody: string
  /** Whether Zoho acted on the call, even if its answer never arrived. */
  accepted: boolean
}

export interface CallFilter {
  readonly method?: string
  readonly host?: string | RegExp
  readonly path?: string | RegExp
  readonly status?: number
}

function fits(value: string, wanted: string | RegExp | undefined): boolean {
  return wanted === undefined || (typeof wanted === "string" ? value === wanted : wanted.test(value))
}

/** Every call that reached the sandbox, unmasked, so that tests can look for leaks. */
export class CallLog {
  readonly calls: Call[] = []

  /** Logs a call's arrival; the returned entry is completed when the call is answered. */
  begin(time: number, request: ZohoRequest): Call {
    const call: Call = {
      time,
      method: request.method,
      host: request.host,
      path: request.path,
      query: Object.fromEntries(request.query),
      headers: request.headers,
      body: request.body,
      status: undefined,
      responseHeaders: {},
      responseBody: "",
      accepted: false,
    }
    this.calls.push(call)
    return call
  }

  clear(): void {
    this.calls.length = 0
  }

  find(filter: CallFilter): Call[] {
    return this.calls.filter(
      (call) =>
        (filter.method === undefined || call.method === filter.method) &&
        fits(call.host, filter.host) &&
        fits(call.path, filter.path) &&
        (filter.status === undefined || call.status === filter.status),
    )
  }

  massDeletePosts(): Call[] {
    return this.find({ method: "POST", path: /\/settings\/tags\/actions\/mass_delete$/ })
  }

  massDeletePolls(): Call[] {
    return this.find({ method: "GET", path: /\/settings\/tags\/actions\/mass_delete$/ })
  }

  /** Tag ids of each mass_delete POST, in order of arrival. */
  massDeleteIds(): string[][] {
    return this.massDeletePosts().map((call) => sentTagIds(call.body))
  }
}

function sentTagIds(body: string): string[] {
  const parsed = JSON.parse(body) as { mass_delete?: { tags?: { id?: string }[] }[] }
  return (parsed.mass_delete ?? []).flatMap((one) => (one.tags ?? []).map((tag) => String(tag.id)))
}
