import type { ZohoRequest } from "../zoho/http"

export interface Call {
  /** Milliseconds since the epoch, of the sandbox's clock. */
  readonly time: number
  readonly method: string
  readonly host: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Undefined while the call is under way, and when the connection was cut without an answer. */
  status: number | undefined
  responseHeaders: Readonly<Record<string, string>>
  responseBody: string
  /** `accepted` says whether Zoho acted on the call, also when its answer never arrived. */
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

/** Every call that reached the sandbox, unmasked: tests look for leaks in it. */
export class CallLog {
  readonly calls: Call[] = []

  /** Notes a call's arrival; the returned entry is completed when it is answered. */
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
