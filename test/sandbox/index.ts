/** The sandbox: a stand-in for Zoho behind a proxy on loopback ports. */
import type { AddressInfo } from "node:net"
import { CallLog } from "./server/call-log"
import { makeCertificate, type Certificate } from "./server/certificate"
import { startProxy } from "./server/proxy"
import { startTls } from "./server/tls"
import { createZoho, type Zoho, type ZohoOptions } from "./zoho"

export type { Call, CallFilter, CallLog } from "./server/call-log"
export type { Certificate } from "./server/certificate"
export * from "./zoho"
export * from "./hosts"

export type SandboxOptions = Partial<ZohoOptions>

/** In-process control: seeds, settings, faults, and access to the state. */
export type ZohoControl = Zoho

export interface Sandbox {
  /** Port of the TLS server that answers for every Zoho host name. */
  readonly tlsPort: number
  /** Port of the CONNECT proxy on 127.0.0.1. It forwards Zoho hosts to the TLS server and refuses others with 403. */
  readonly proxyPort: number
  readonly certificate: Certificate
  readonly zoho: ZohoControl
  readonly log: CallLog
  /** Every host that a client requested from the proxy, allowed or refused. */
  readonly contactedHosts: () => string[]
  /** Replaces this Zoho with a new, empty one behind the same ports, for browsers that outlive it. */
  renew(options?: SandboxOptions): Sandbox
  close(): Promise<void>
}

/**
 * Starts the sandbox on free loopback ports, empty until an org is seeded. @param port the proxy's; any free one if
 * omitted
 */
export async function startSandbox(options: SandboxOptions = {}, port?: number): Promise<Sandbox> {
  const certificate = await makeCertificate()
  let current = backend(options)
  const tls = await startTls(() => current, certificate)
  const proxy = await startProxy(tls, (host) => current.contacted.add(host), port)
  const ports = { tlsPort: (tls.address() as AddressInfo).port, proxyPort: proxy.port, certificate }
  const close = async (): Promise<void> => {
    await proxy.close()
    tls.closeAllConnections()
    await new Promise<void>((closed) => tls.close(() => closed()))
  }
  const renew = (next: SandboxOptions = {}): Sandbox => sandboxOf((current = backend(next)))
  const sandboxOf = ({ zoho, log, contacted }: Backend): Sandbox => ({
    ...ports,
    zoho,
    log,
    contactedHosts: () => [...contacted],
    renew,
    close,
  })
  return sandboxOf(current)
}

/** What the ports currently serve. */
interface Backend {
  readonly zoho: Zoho
  readonly log: CallLog
  readonly contacted: Set<string>
}

function backend(options: SandboxOptions): Backend {
  return { zoho: createZoho(options), log: new CallLog(), contacted: new Set() }
}
