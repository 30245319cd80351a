/** Routes a Node client's calls to the sandbox. */
import { Agent, type AgentOptions } from "node:https"
import type { Sandbox } from "."

/**
 * Routes a Node client's calls to Zoho's real addresses into the sandbox, verifying the certificate. For clients that
 * accept an agent or use `https.globalAgent`.
 */
export class SandboxAgent extends Agent {
  readonly #port: number

  constructor(sandbox: Pick<Sandbox, "tlsPort" | "certificate">, options: AgentOptions = {}) {
    super({ ...options, ca: sandbox.certificate.ca })
    this.#port = sandbox.tlsPort
  }

  /** Same server name in the handshake, but connects to the sandbox. */
  override createConnection(
    ...[options, callback]: Parameters<Agent["createConnection"]>
  ): ReturnType<Agent["createConnection"]> {
    const servername = ("servername" in options && options.servername) || options.host || ""
    return super.createConnection({ ...options, servername, host: "127.0.0.1", port: this.#port }, callback)
  }
}
