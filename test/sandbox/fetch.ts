import type { Zoho } from "./zoho"
import { request } from "./zoho/http"

export interface ZohoFetchOptions {
  /** Lets the answer's delay pass; real time by default, virtual time in a simulation. */
  readonly wait?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>
}

function realWait(milliseconds: number): Promise<void> {
  return milliseconds > 0 ? new Promise((done) => setTimeout(done, milliseconds)) : Promise.resolve()
}

/**
 * A `fetch` that asks the model directly, without sockets. A cut connection rejects with TypeError, as the
 * browser's fetch does; a truncated body fails while it is read.
 */
export function zohoFetch(zoho: Zoho, options: ZohoFetchOptions = {}): typeof globalThis.fetch {
  const wait = options.wait ?? realWait
  return async (input, init) => {
    const asked = new Request(input, init)
    const headers = Object.fromEntries(asked.headers)
    const exchange = zoho.exchange(request(asked.method, asked.url, { headers, body: await asked.text() }))
    let { response } = exchange
    try {
      await wait(exchange.delay, init?.signal ?? undefined)
      if (exchange.later) await exchange.later.when
      response = exchange.later?.arrive() ?? response
      asked.signal.throwIfAborted()
    } finally {
      exchange.done()
    }
    if (!response) throw new TypeError("Failed to fetch")
    const { status, body } = response
    const content = status === 204 ? null : exchange.truncated ? brokenOff(body) : body
    return new Response(content, { status, headers: response.headers })
  }
}

function brokenOff(body: string): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(body))
      controller.error(new TypeError("network error"))
    },
  })
}
