/** The TLS server for all Zoho hosts. */
import { createServer, type Server } from "node:https"
import type { IncomingMessage, ServerResponse } from "node:http"
import type { Zoho } from "../zoho"
import type { ZohoRequest } from "../zoho/http"
import type { CallLog } from "./call-log"
import type { Certificate } from "./certificate"

async function readRequest(incoming: IncomingMessage): Promise<ZohoRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const host = (incoming.headers.host ?? "").replace(/:\d+$/, "").toLowerCase()
  const url = new URL(incoming.url ?? "/", `https://${host}`)
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
  )
  return {
    method: incoming.method ?? "GET",
    host,
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: Buffer.concat(chunks).toString("utf8"),
  }
}

function wait(milliseconds: number): Promise<void> {
  return milliseconds > 0 ? new Promise((done) => setTimeout(done, milliseconds)) : Promise.resolve()
}

/** The Zoho that answers, and the log of its calls. */
interface Backend {
  readonly zoho: Zoho
  readonly log: CallLog
}

async function serve(current: () => Backend, incoming: IncomingMessage, out: ServerResponse): Promise<void> {
  const request = await readRequest(incoming)
  const { zoho, log } = current()
  const call = log.begin(zoho.now(), request)
  const exchange = zoho.exchange(request)
  call.accepted = exchange.accepted
  await wait(exchange.delay)
  await exchange.later?.when
  const response = exchange.later?.arrive() ?? exchange.response
  exchange.done()
  if (!response) {
    out.socket?.destroy()
    return
  }
  const { status, headers, body } = response
  call.status = status
  call.responseHeaders = headers
  call.responseBody = body
  const bytes = Buffer.from(body, "utf8")
  const length = exchange.truncated ? { "content-length": String(bytes.length * 2 + 100) } : {}
  out.writeHead(status, { ...headers, ...length })
  if (exchange.truncated) out.write(bytes, () => out.socket?.destroy())
  else out.end(bytes)
}

/** Answers for every Zoho host on one loopback port; the Host header selects the host. */
export async function startTls(current: () => Backend, certificate: Certificate): Promise<Server> {
  const server = createServer({ cert: certificate.cert, key: certificate.key }, (incoming, out) => {
    serve(current, incoming, out).catch((error: unknown) => {
      console.error("sandbox:", error)
      out.socket?.destroy()
    })
  })
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
  return server
}
