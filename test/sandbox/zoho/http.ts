/** Requests and responses as plain values: the model never sees a socket. */

export interface ZohoRequest {
  readonly method: string
  readonly host: string
  /** Path without query. */
  readonly path: string
  readonly query: URLSearchParams
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface ZohoResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): ZohoResponse {
  return {
    status,
    headers: { "content-type": "application/json;charset=UTF-8", ...headers },
    body: JSON.stringify(body),
  }
}

export function empty(status: number, headers: Record<string, string> = {}): ZohoResponse {
  return { status, headers, body: "" }
}

export function redirect(location: string): ZohoResponse {
  return { status: 302, headers: { location, "cache-control": "no-store" }, body: "" }
}

export function text(status: number, contentType: string, body: string): ZohoResponse {
  return { status, headers: { "content-type": contentType }, body }
}

/** Builds a request from a URL, for callers without sockets. */
export function request(
  method: string,
  url: string,
  options: { headers?: Record<string, string>; body?: string } = {},
): ZohoRequest {
  const { host, pathname, searchParams } = new URL(url)
  const headers = Object.fromEntries(
    Object.entries(options.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  )
  return { method, host, path: pathname, query: searchParams, headers, body: options.body ?? "" }
}

/** Query parameters and form fields of the body: Zoho reads OAuth parameters from both. */
export function parameters(request: ZohoRequest): URLSearchParams {
  const all = new URLSearchParams(request.query)
  for (const [name, value] of formFields(request)) all.set(name, value)
  return all
}

function formFields(request: ZohoRequest): Iterable<[string, string]> {
  const type = request.headers["content-type"] ?? ""
  if (type.includes("application/x-www-form-urlencoded")) return new URLSearchParams(request.body)
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/.exec(type)?.[1]
  return boundary === undefined ? [] : multipartFields(request.body, boundary)
}

/** Text fields of a multipart body: Zoho's SDKs send OAuth parameters in this format. */
function* multipartFields(body: string, boundary: string): Iterable<[string, string]> {
  for (const part of body.split(`--${boundary}`)) {
    const [, name, value] = /name="([^"]+)"[^]*?\r\n\r\n([^]*?)\r\n$/.exec(part) ?? []
    if (name !== undefined && value !== undefined) yield [name, value]
  }
}

export function escapeHtml(value: string): string {
  return value
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;")
}
