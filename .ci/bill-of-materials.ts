/** The software bill of materials (SBOM) of a release. */
import { execFileSync } from "node:child_process"

interface Bill {
  serialNumber?: string
  metadata: { timestamp?: string; tools?: unknown; component: { name: string; type: string } }
  components: { "bom-ref": string }[]
}

/** The SBOM in CycloneDX format: what a release contains and is built with, as npm reads it from the lockfile. */
export function billOfMaterials(): Uint8Array {
  const options = { encoding: "utf8", maxBuffer: 64_000_000, shell: process.platform === "win32" } as const
  const written = execFileSync("npm", ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"], options)
  return new TextEncoder().encode(settled(written))
}

/** Sorts packages by name, without what differs between runs: https://cyclonedx.org/docs/1.5/json/#serialNumber */
export function settled(written: string): string {
  const { serialNumber: _, ...bill } = JSON.parse(written) as Bill
  const { timestamp: _time, tools: _tools, component, ...metadata } = bill.metadata
  const own = { ...component, name: "tagsweep", type: "application" }
  const components = bill.components.toSorted((a, b) => (a["bom-ref"] < b["bom-ref"] ? -1 : 1))
  return `${JSON.stringify({ ...bill, metadata: { ...metadata, component: own }, components }, null, 2)}\n`
}
