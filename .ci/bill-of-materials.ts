import { execFileSync } from "node:child_process"

interface Bill {
  serialNumber?: string
  metadata: { timestamp?: string; tools?: unknown; component: { name: string; type: string } }
  components: { "bom-ref": string }[]
}

/**
 * What a release is made of and built with, in CycloneDX, as npm reads it from the lockfile. Without npm's random
 * number, time and version, so that the same source gives the same bill; both are optional:
 * https://cyclonedx.org/docs/1.5/json/#serialNumber
 */
export function billOfMaterials(): Uint8Array {
  const written = execFileSync("npm", ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"], {
    encoding: "utf8",
    maxBuffer: 64_000_000,
    shell: process.platform === "win32",
  })
  return new TextEncoder().encode(settled(written))
}

/** The bill without what differs from run to run, and by the package's name where npm takes the folder's. */
export function settled(written: string): string {
  const { serialNumber: _, ...bill } = JSON.parse(written) as Bill
  const { timestamp: _time, tools: _tools, component, ...metadata } = bill.metadata
  const own = { ...component, name: "tagsweep", type: "application" }
  const components = bill.components.toSorted((a, b) => (a["bom-ref"] < b["bom-ref"] ? -1 : 1))
  return `${JSON.stringify({ ...bill, metadata: { ...metadata, component: own }, components }, null, 2)}\n`
}
