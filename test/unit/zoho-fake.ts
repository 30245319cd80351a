import type { ZohoAnswer, ZohoClient, ZohoRequest } from "../../src/zoho/api/client"
import type { ZohoResult } from "../../src/zoho/errors/fault"

/** A fetch that returns the given answers in order and records the requests. */
export function fakeFetch(...answers: (() => Response | Promise<Response>)[]): {
  fetch: typeof fetch
  requests: Request[]
} {
  const requests: Request[] = []
  return {
    requests,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      request.signal.throwIfAborted()
      requests.push(request)
      const answer = answers[requests.length - 1]
      if (!answer) throw new Error("one call too many")
      return answer()
    },
  }
}

/** A JSON answer. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): () => Response {
  return () => new Response(JSON.stringify(body), { status, headers })
}

/** A client that always returns the same answer and records the requests. */
export function fakeClient(answer: ZohoResult<ZohoAnswer>): ZohoClient & { requests: ZohoRequest[] } {
  const requests: ZohoRequest[] = []
  return {
    origin: "https://www.zohoapis.eu",
    requests,
    call: (request) => {
      requests.push(request)
      return Promise.resolve(answer)
    },
  }
}

/** What the client returns for an HTTP 2xx answer. */
export function answered(body: unknown, httpStatus = 200): ZohoResult<ZohoAnswer> {
  return { ok: true, value: { httpStatus, body } }
}
