import type { ZohoAnswer, ZohoClient, ZohoRequest } from "../../src/zoho/api/client"
import type { ZohoResult } from "../../src/zoho/errors/fault"

/** A fetch that answers from a list, one call after the other, and remembers what was asked. */
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

/** An answer of JSON. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): () => Response {
  return () => new Response(JSON.stringify(body), { status, headers })
}

/** A client whose every call gets the same answer, and that remembers the requests. */
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

/** What the client gives for an answer of HTTP 2xx. */
export function answered(body: unknown, httpStatus = 200): ZohoResult<ZohoAnswer> {
  return { ok: true, value: { httpStatus, body } }
}
