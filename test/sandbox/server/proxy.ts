import type { Server as HttpsServer } from "node:https"
import { RequestError, Server } from "proxy-chain"
import { hostRole } from "../hosts"

export interface Proxy {
  readonly port: number
  close(): Promise<void>
}

/**
 * A CONNECT proxy that hands tunnels to Zoho hosts straight to the TLS server and refuses all others; `onContact`
 * hears of both. It listens on any free port unless one is named.
 * proxy-chain is used rather than a bare `connect` listener because it already minds half-open sockets,
 * errors in mid-tunnel and the closing of what is still open.
 */
export async function startProxy(
  target: HttpsServer,
  onContact: (host: string) => void,
  port = 0,
): Promise<Proxy> {
  const server = new Server({
    host: "127.0.0.1",
    port,
    prepareRequestFunction: ({ hostname, isHttp }) => {
      onContact(hostname)
      if (isHttp || !hostRole(hostname)) throw new RequestError(`Not a Zoho host: ${hostname}`, 403)
      return { customConnectServer: target }
    },
  })
  await server.listen()
  return {
    port: server.port,
    close: () => server.close(true),
  }
}
