/** One call to Zoho: address, headers, timeouts and accepted answers. */
import { afterEach, describe, expect, it, vi } from "vitest"
import { createZohoClient, type ZohoClientOptions } from "../../src/zoho/api/client"
import { fault, ZohoFaultError } from "../../src/zoho/errors/fault"
import { ANSWER_BYTES } from "../../src/zoho/limits"
import { fakeFetch, json } from "./zoho-fake"

afterEach(() => vi.unstubAllGlobals())

function client(
  answers: typeof fetch,
  more: Partial<ZohoClientOptions> = {},
): ReturnType<typeof createZohoClient> {
  vi.stubGlobal("fetch", answers)
  const token = (): Promise<string> => Promise.resolve("1000.first")
  return createZohoClient({ origin: "https://www.zohoapis.eu", token, ...more })
}
const get = { path: "settings/tags", query: { module: "Leads" }, subject: "tags" } as const
const answering = (...args: ConstructorParameters<typeof Response>): (() => Response) => {
  return () => new Response(...args)
}

describe("a call", () => {
  it("goes to the versioned address with Zoho's header, without cookies and without following redirects", async () => {
    const { fetch, requests } = fakeFetch(json({ tags: [] }))
    await client(fetch).call(get)
    const request = requests[0]
    expect(request?.url).toBe("https://www.zohoapis.eu/crm/v7/settings/tags?module=Leads")
    expect(request?.headers.get("authorization")).toBe("Zoho-oauthtoken 1000.first")
    expect(request?.credentials).toBe("omit")
    expect(request?.redirect).toBe("manual")
  })

  it("sends its body as JSON", async () => {
    const { fetch, requests } = fakeFetch(json({}))
    await client(fetch).call({ method: "POST", path: "x", body: { a: 1 }, subject: "tags" })
    expect(requests[0]?.method).toBe("POST")
    expect(requests[0]?.headers.get("content-type")).toContain("application/json")
    expect(await requests[0]?.json()).toEqual({ a: 1 })
  })

  it("reports the credits left, on success and on refusal", async () => {
    const headers = { "X-API-CREDITS-REMAINING": "1200" }
    const { fetch } = fakeFetch(json({ a: 1 }, 200, headers), json({}, 429, headers))
    const zoho = client(fetch)
    expect(await zoho.call(get)).toEqual({
      ok: true,
      value: { httpStatus: 200, body: { a: 1 } },
      credits: 1200,
    })
    expect(await zoho.call(get)).toMatchObject({ ok: false, fault: { kind: "throttled" }, credits: 1200 })
  })

  it.each([
    [
      "an empty 204",
      answering(null, { status: 204 }),
      { ok: true, value: { httpStatus: 204, body: undefined } },
    ],
    ["HTML", answering("<html>maintenance</html>"), { ok: false, fault: { kind: "not-json" } }],
    ["HTML with 502", answering("<html/>", { status: 502 }), { ok: false, fault: { kind: "maintenance" } }],
    ["HTML with 503", answering("\n<!doctype html>", { status: 503 }), { fault: { kind: "maintenance" } }],
    [
      "plain text with 502",
      answering("upstream connect error", { status: 502 }),
      { fault: { kind: "server-error" } },
    ],
    ["HTML with 413", answering("<html/>", { status: 413 }), { fault: { kind: "request-too-large" } }],
    ["HTML with 429", answering("<html/>", { status: 429 }), { ok: false, fault: { kind: "throttled" } }],
    ["half a body", answering('{"tags":[{"id"'), { ok: false, fault: { kind: "incomplete-answer" } }],
    [
      "302",
      answering(null, { status: 302, headers: { location: "/" } }),
      { ok: false, fault: { kind: "redirected" } },
    ],
    ["304", answering(null, { status: 304 }), { ok: false, fault: { kind: "incomplete-answer" } }],
  ])("understands %s", async (_, answer, expected) => {
    expect(await client(fakeFetch(answer).fetch).call(get)).toMatchObject(expected)
  })

  it.each([401, 403, 404, 407, 451])("treats HTML with %i as a proxy's refusal", async (status) => {
    const page = answering("<html>Access to this site is blocked</html>", { status })
    expect(await client(fakeFetch(page).fetch).call(get)).toEqual({
      ok: false,
      fault: { kind: "request-refused", details: {} },
    })
  })

  it("returns a lost connection as a fault", async () => {
    const { fetch } = fakeFetch(() => Promise.reject(new TypeError("Failed to fetch")))
    expect(await client(fetch).call(get)).toEqual({ ok: false, fault: { kind: "unreachable", details: {} } })
  })

  it("distinguishes a connection cut during the answer from one that failed", async () => {
    const cut = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode('{"tags":'))
        controller.error(new TypeError("terminated"))
      },
    })
    expect(await client(fakeFetch(answering(cut)).fetch).call(get)).toMatchObject({
      fault: { kind: "incomplete-answer" },
    })
  })

  it("stops reading an endless answer", async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 1_000_000
        controller.enqueue(new Uint8Array(1_000_000).fill(32))
      },
    })
    const result = await client(fakeFetch(answering(endless)).fetch).call(get)
    expect(result).toMatchObject({ ok: false, fault: { kind: "too-large" } })
    expect(sent).toBeLessThan(ANSWER_BYTES * 2)
  })

  it("times out", async () => {
    const timeout = vi
      .spyOn(AbortSignal, "timeout")
      .mockImplementation(() => AbortSignal.abort(new Error("late")))
    const hanging: typeof fetch = (input) =>
      new Promise((_, reject) => {
        const { signal } = input as Request
        if (signal.aborted) reject(signal.reason as Error)
      })
    expect(await client(hanging).call(get)).toMatchObject({ ok: false, fault: { kind: "timed-out" } })
    timeout.mockRestore()
  })

  it("does not retry on its own", async () => {
    const { fetch, requests } = fakeFetch(json({}, 503), json({}))
    await client(fetch).call(get)
    expect(requests).toHaveLength(1)
  })
})

describe("a read with retries", () => {
  const soon = json({}, 429, { "retry-after": "0" })

  it("is repeated once if Zoho says when", async () => {
    const { fetch, requests } = fakeFetch(soon, json({ tags: [] }))
    expect((await client(fetch, { retryReads: true }).call(get)).ok).toBe(true)
    expect(requests).toHaveLength(2)
  })

  it.each([
    ["Zoho asks to wait, then refuses the token", [soon, json({}, 401)], "token-invalid"],
    ["Zoho refuses the token, then asks to wait", [json({}, 401), soon], "throttled"],
  ] as const)("is repeated once if %s", async (_what, answers, kind) => {
    const { fetch, requests } = fakeFetch(...answers)
    const onTokenInvalid = (): Promise<string> => Promise.resolve("1000.second")
    const result = await client(fetch, { retryReads: true, onTokenInvalid }).call(get)
    expect(result).toMatchObject({ ok: false, fault: { kind } })
    expect(requests).toHaveLength(2)
  })

  it("returns the second refusal unchanged", async () => {
    const { fetch, requests } = fakeFetch(
      soon,
      json({ code: "TOO_MANY_REQUESTS" }, 429, { "retry-after": "0" }),
    )
    const result = await client(fetch, { retryReads: true }).call(get)
    expect(result.ok || result.fault).toMatchObject({ kind: "throttled" })
    expect(requests).toHaveLength(2)
  })

  it.each([
    ["Zoho does not say when", { retryReads: true }, get, json({}, 429)],
    ["it would take long", { retryReads: true }, get, json({}, 503, { "retry-after": "6" })],
    ["it changes something", { retryReads: true }, { ...get, method: "POST", body: {} } as const, soon],
    ["it belongs to the engine", {}, get, soon],
  ])("is not repeated if %s", async (_why, options, request, answer) => {
    const { fetch, requests } = fakeFetch(answer, json({ tags: [] }))
    expect((await client(fetch, options).call(request)).ok).toBe(false)
    expect(requests).toHaveLength(1)
  })
})

describe("the token", () => {
  const refused = json(
    { code: "INVALID_TOKEN", status: "error", details: {}, message: "invalid oauth token" },
    401,
  )

  it("is renewed once, and the call repeated once", async () => {
    const { fetch, requests } = fakeFetch(refused, json({ tags: [] }))
    const onTokenInvalid = vi.fn(() => Promise.resolve("1000.second"))
    const result = await client(fetch, { onTokenInvalid }).call(get)
    expect(result.ok).toBe(true)
    expect(onTokenInvalid).toHaveBeenCalledWith("1000.first")
    expect(requests.map((each) => each.headers.get("authorization"))).toEqual([
      "Zoho-oauthtoken 1000.first",
      "Zoho-oauthtoken 1000.second",
    ])
  })

  it("is renewed for a call that changes something, which resends its body; both answers are reported", async () => {
    const { fetch, requests } = fakeFetch(refused, json({ tags: [] }))
    const statuses: number[] = []
    const result = await client(fetch, {
      onTokenInvalid: () => Promise.resolve("1000.second"),
      onAnswer: ({ httpStatus }) => statuses.push(httpStatus),
    }).call({ method: "POST", path: "x", body: { a: 1 }, subject: "tags" })
    expect(result.ok).toBe(true)
    expect(await Promise.all(requests.map((each) => each.json() as Promise<unknown>))).toEqual([
      { a: 1 },
      { a: 1 },
    ])
    expect(statuses).toEqual([401, 200])
  })

  it("is renewed for a refusal that has only the status", async () => {
    const { fetch } = fakeFetch(() => new Response(null, { status: 401 }), json({ tags: [] }))
    expect(
      await client(fetch, { onTokenInvalid: () => Promise.resolve("1000.second") }).call(get),
    ).toMatchObject({
      ok: true,
    })
  })

  it.each([
    [
      "another refusal",
      json({ code: "OAUTH_SCOPE_MISMATCH", status: "error", details: {}, message: "" }, 401),
    ],
    ["a proxy's page", () => new Response("<html/>", { status: 401 })],
  ])("is not renewed for %s with the same status", async (_what, answer) => {
    const { fetch, requests } = fakeFetch(answer)
    const onTokenInvalid = vi.fn(() => Promise.resolve("1000.second"))
    expect((await client(fetch, { onTokenInvalid }).call(get)).ok).toBe(false)
    expect(onTokenInvalid).not.toHaveBeenCalled()
    expect(requests).toHaveLength(1)
  })

  it.each([
    ["no other is available", undefined],
    ["it is unchanged", "1000.first"],
  ])("is not resent if %s, and the answer is reported once", async (_why, renewed) => {
    const { fetch, requests } = fakeFetch(refused)
    const onAnswer = vi.fn()
    const result = await client(fetch, { onTokenInvalid: () => Promise.resolve(renewed), onAnswer }).call(get)
    expect(result).toMatchObject({ ok: false, fault: { kind: "token-invalid" } })
    expect(requests).toHaveLength(1)
    expect(onAnswer).toHaveBeenCalledTimes(1)
  })

  it("reports why it cannot be renewed", async () => {
    const { fetch } = fakeFetch(refused)
    const onTokenInvalid = (): Promise<string> => Promise.reject(new ZohoFaultError(fault("sign-in-needed")))
    expect(await client(fetch, { onTokenInvalid }).call(get)).toMatchObject({
      fault: { kind: "sign-in-needed" },
    })
  })

  it("that fails in storage is not a lost connection, and is requested once", async () => {
    const token = vi.fn(() => Promise.reject(new Error("storage")))
    const { fetch } = fakeFetch()
    await expect(client(fetch, { token, retryReads: true }).call(get)).rejects.toThrow("storage")
    expect(token).toHaveBeenCalledTimes(1)
  })

  it("is renewed even if the connection is lost afterwards", async () => {
    const { fetch, requests } = fakeFetch(refused, () => Promise.reject(new TypeError("Failed to fetch")))
    const onTokenInvalid = (): Promise<string> => Promise.resolve("1000.second")
    expect(await client(fetch, { onTokenInvalid }).call(get)).toEqual({
      ok: false,
      fault: { kind: "unreachable", details: {} },
    })
    expect(requests).toHaveLength(2)
  })

  it("is not renewed a second time", async () => {
    const { fetch, requests } = fakeFetch(refused, refused)
    const result = await client(fetch, { onTokenInvalid: () => Promise.resolve("1000.second") }).call(get)
    expect(result).toMatchObject({ ok: false, fault: { kind: "token-invalid" } })
    expect(requests).toHaveLength(2)
  })

  it("that cannot be obtained is a fault, and nothing is sent", async () => {
    const { fetch, requests } = fakeFetch()
    const token = (): Promise<string> => Promise.reject(new ZohoFaultError(fault("sign-in-needed")))
    expect(await client(fetch, { token }).call(get)).toMatchObject({
      ok: false,
      fault: { kind: "sign-in-needed" },
    })
    expect(requests).toHaveLength(0)
  })

  it.each(["https://www.zohoapis.eu.evil.example", "http://www.zohoapis.eu", "https://accounts.zoho.eu"])(
    "is never sent to %s",
    (origin) => {
      expect(() => client(fakeFetch().fetch, { origin })).toThrow(RangeError)
    },
  )
})
