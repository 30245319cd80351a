/** The manifests name exactly Zoho's hosts. */
import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { comparable } from "../../.ci/manifest-check"
import { expectedManifest, readProfile, TARGETS, type Manifest } from "../../.ci/profile"
import { apiOrigin, DATA_CENTERS, ENVIRONMENTS, patternsOf } from "../../src/zoho/data-centers"

// The manifest and the profile repeat the hosts literally, for browsers and reviewers. `data-centers.ts` is the source.
const { manifest } = JSON.parse(readFileSync("package.json", "utf8")) as { manifest: Manifest }
const sorted = (list: unknown): string[] => [...(list as string[])].sort()

const targets = TARGETS.map((target) => [target, expectedManifest(readProfile(), target)] as const)

describe.each([["package.json", comparable(manifest)] as const, ...targets])(
  "the hosts in %s",
  (_name, part) => {
    it("are exactly the data centers' hosts: optional permissions, and nothing else in connect-src", () => {
      expect(sorted(part["optional_host_permissions"])).toEqual(sorted(DATA_CENTERS.flatMap(patternsOf)))
      const policy = part["content_security_policy"] as Record<string, string[]>
      const servers = DATA_CENTERS.flatMap((each) => [
        each.accountsOrigin,
        ...ENVIRONMENTS.map((environment) => apiOrigin(each, environment)),
      ])
      expect(sorted(policy["connect-src"])).toEqual(sorted(servers))
    })

    it("are not required at installation, so that a new data center in an update does not disable it", () => {
      expect(part).not.toHaveProperty("host_permissions")
      expect(part).not.toHaveProperty("content_scripts")
    })
  },
)
