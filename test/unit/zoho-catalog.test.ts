/** The catalog contains every documented code and its sentences. */
import { readFileSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { describe, expect, it } from "vitest"
import { faultText } from "../../src/i18n/fault-text"
import { catalogRow, FAULT_KINDS } from "../../src/zoho/errors/catalog"
import { classify } from "../../src/zoho/errors/classify"
import { catalogMarkdown } from "./errors-page"

describe("the catalog", () => {
  it.each(FAULT_KINDS)("has three plain sentences for %s", (kind) => {
    const { happened, unchanged, remedy } = faultText(kind)
    for (const text of [happened, unchanged, remedy]) {
      expect(text).toMatch(/^[A-Z].*\.$/)
      expect(text).not.toMatch(/HTTP|JSON|API(?! console)|POST|token|endpoint|payload|\bjson_path\b/)
    }
    expect(new Set([happened, unchanged, remedy]).size).toBe(3)
  })

  it("excludes, splits and repeats only if nothing was changed", () => {
    for (const kind of FAULT_KINDS) {
      const { action, outcome } = catalogRow(kind)
      // A tag is excluded, a list split, or a call repeated without a re-read only if nothing was done.
      if (["set-aside", "split", "reread-module", "renew", "wait"].includes(action))
        expect(outcome).toBe("unchanged")
    }
  })

  it("contains every code in the lists of Zoho's own client", () => {
    const require = createRequire(import.meta.url)
    const details = JSON.parse(
      readFileSync(require.resolve("@zohocrm/nodejs-sdk-7.0/lib/config/json_details.json"), "utf8"),
    ) as Record<string, { code?: { values?: string[] } }>
    const codes = ["tags", "mass_delete_tags", "modules"].flatMap(
      (each) => details[`core/com/zoho/crm/api/${each}/api_exception`]?.code?.values ?? [],
    )
    expect(codes.length).toBeGreaterThan(30)
    const unknown = codes.filter(
      (code) =>
        classify({ httpStatus: 400, body: { code, status: "error", details: {} }, subject: "tags" }).kind ===
        "unknown-code",
    )
    expect(unknown).toEqual([])
  })

  it("matches docs/errors.md", () => {
    const page = new URL("../../docs/errors.md", import.meta.url)
    if (process.env["UPDATE_DOCS"]) writeFileSync(page, catalogMarkdown())
    expect(readFileSync(page, "utf8")).toBe(catalogMarkdown())
  })
})
