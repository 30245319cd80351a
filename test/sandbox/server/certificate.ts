/** The sandbox's certificate, valid for all Zoho hosts. */
import { createHash, createPublicKey } from "node:crypto"
import { generate } from "selfsigned"
import { zohoHosts } from "../hosts"

export interface Certificate {
  /** PEM of the temporary certificate authority, which a Node client or Firefox profile must trust. */
  readonly ca: string
  readonly cert: string
  readonly key: string
  /** Base64 SHA-256 of the server's public key, for Chromium's `--ignore-certificate-errors-spki-list`. */
  readonly spki: string
}

/** Creates a new authority and a certificate for all Zoho hosts. Nothing outlives the process. */
export async function makeCertificate(): Promise<Certificate> {
  const common = { keyType: "ec", algorithm: "sha256" } as const
  const authority = await generate([{ name: "commonName", value: "Zoho stand-in authority" }], {
    ...common,
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  const server = await generate([{ name: "commonName", value: "Zoho stand-in" }], {
    ...common,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      { name: "subjectAltName", altNames: zohoHosts.map((value) => ({ type: 2, value })) },
    ],
  })
  const der = createPublicKey(server.cert).export({ type: "spki", format: "der" })
  return {
    ca: authority.cert,
    cert: server.cert,
    key: server.private,
    spki: createHash("sha256").update(der).digest("base64"),
  }
}
