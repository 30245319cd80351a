import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { comparable } from "../../.ci/manifest-check"
import { expectedManifest, readProfile, TARGETS, type Manifest } from "../../.ci/profile"
import { connectSources, crmMatches, hostPermissions, tagPageMatches } from "../../src/zoho/data-centres"

// The manifest and the profile are literals, as browsers and reviewers want them; the table is the truth.
const { manifest } = JSON.parse(readFileSync("package.json", "utf8")) as { manifest: Manifest }
const sorted = (list: unknown): string[] => [...(list as string[])].sort()

const wanted = TARGETS.map((target) => [target, expectedManifest(readProfile(), target)] as const)

describe.each([["package.json", comparable(manifest)] as const, ...wanted])(
  "the hosts in %s",
  (_name, part) => {
    it("are those of the data centres, and no others may be reached", () => {
      expect(sorted(part["host_permissions"])).toEqual(sorted(hostPermissions()))
      const policy = part["content_security_policy"] as Record<string, string[]>
      expect(sorted(policy["connect-src"])).toEqual(sorted(connectSources()))
    })
  },
)

describe.each(wanted)("the content scripts of %s", (_target, expected) => {
  it("run on CRM's own hosts only", () => {
    const scripts = expected["content_scripts"] as { matches: string[] }[]
    expect(scripts.map((script) => sorted(script.matches))).toEqual([
      sorted(tagPageMatches()),
      sorted(crmMatches()),
    ])
  })
})
