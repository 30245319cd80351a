import { execFileSync } from "node:child_process"

interface Bill {
  serialNumber?: string
  metadata: { timestamp?: string; tools?: unknown; component: { name: string; type: string } }
  components: { "bom-ref": string }[]
}

/** What a release is made of and built with, in CycloneDX, as npm reads it from the lockfile. */
export function billOfMaterials(): Uint8Array {
  const options = { encoding: "utf8", maxBuffer: 64_000_000, shell: process.platform === "win32" } as const
  const written = execFileSync("npm", ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"], options)
  return new TextEncoder().encode(settled(written))
}

/** Without what differs from run to run (https://cyclonedx.org/docs/1.5/json/#serialNumber), and by the package's name. */
export function settled(written: string): string {
  const { serialNumber: _, ...bill } = JSON.parse(written) as Bill
  const { timestamp: _time, tools: _tools, component, ...metadata } = bill.metadata
  const own = { ...component, name: "tagsweep", type: "application" }
  const components = bill.components.toSorted((a, b) => (a["bom-ref"] < b["bom-ref"] ? -1 : 1))
  return `${JSON.stringify({ ...bill, metadata: { ...metadata, component: own }, components }, null, 2)}\n`
}
