/** The proxy through which browsers reach the sandbox. */
import type { Server as HttpsServer } from "node:https"
import { RequestError, Server } from "proxy-chain"
import { hostRole } from "../hosts"

export interface Proxy {
  readonly port: number
  close(): Promise<void>
}

/**
 * Starts a CONNECT proxy that connects tunnels to Zoho hosts directly to the TLS server and refuses all others.
 * `onContact` is called for both. Listens on any free port unless one is given.
 * Uses proxy-chain instead of a plain `connect` listener because it already handles half-open sockets, errors inside a
 * tunnel and closing open connections.
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
