/** The manifests name Zoho's hosts and no others. */
import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { comparable } from "../../.ci/manifest-check"
import { expectedManifest, readProfile, TARGETS, type Manifest } from "../../.ci/profile"
import { apiOrigin, DATA_CENTERS, ENVIRONMENTS, patternsOf } from "../../src/zoho/data-centers"

// The manifest and the profile are literals, as browsers and reviewers require; the table is authoritative.
const { manifest } = JSON.parse(readFileSync("package.json", "utf8")) as { manifest: Manifest }
const sorted = (list: unknown): string[] => [...(list as string[])].sort()

const wanted = TARGETS.map((target) => [target, expectedManifest(readProfile(), target)] as const)

describe.each([["package.json", comparable(manifest)] as const, ...wanted])(
  "the hosts in %s",
  (_name, part) => {
    it("are exactly the data centers' hosts, requested when needed, and no others can be reached", () => {
      expect(sorted(part["optional_host_permissions"])).toEqual(sorted(DATA_CENTERS.flatMap(patternsOf)))
      const policy = part["content_security_policy"] as Record<string, string[]>
      const servers = DATA_CENTERS.flatMap((each) => [
        each.accountsOrigin,
        ...ENVIRONMENTS.map((environment) => apiOrigin(each, environment)),
      ])
      expect(sorted(policy["connect-src"])).toEqual(sorted(servers))
    })

    it("are not required at installation: a new data center in an update disables nothing", () => {
      expect(part).not.toHaveProperty("host_permissions")
      expect(part).not.toHaveProperty("content_scripts")
    })
  },
)
