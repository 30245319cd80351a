/** A `fetch` that is answered by the sandbox in the same process. */
import type { Zoho } from "./zoho"
import { request } from "./zoho/http"

export interface ZohoFetchOptions {
  /** Waits for the answer's delay; real time by default, virtual time in a simulation. */
  readonly wait?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>
}

function realWait(milliseconds: number): Promise<void> {
  return milliseconds > 0 ? new Promise((done) => setTimeout(done, milliseconds)) : Promise.resolve()
}

/**
 * A `fetch` that calls the model directly, without sockets. A dropped connection rejects with TypeError, like the
 * browser's fetch; a truncated body fails while it is read.
 */
export function zohoFetch(zoho: Zoho, options: ZohoFetchOptions = {}): typeof globalThis.fetch {
  const wait = options.wait ?? realWait
  return async (input, init) => {
    const sent = new Request(input, init)
    const headers = Object.fromEntries(sent.headers)
    const exchange = zoho.exchange(request(sent.method, sent.url, { headers, body: await sent.text() }))
    let { response } = exchange
    try {
      await wait(exchange.delay, init?.signal ?? undefined)
      if (exchange.later) await exchange.later.when
      response = exchange.later?.arrive() ?? response
      sent.signal.throwIfAborted()
    } finally {
      exchange.done()
    }
    if (!response) throw new TypeError("Failed to fetch")
    const { status, body } = response
    const content = status === 204 ? null : exchange.truncated ? truncatedStream(body) : body
    return new Response(content, { status, headers: response.headers })
  }
}

function truncatedStream(body: string): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(body))
      controller.error(new TypeError("network error"))
    },
  })
}
