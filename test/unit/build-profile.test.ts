/** Checks of the build against the profile: manifest, hosts, key and Plasmo's output. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { describe, expect, it, onTestFinished } from "vitest"
import { bundleFaults } from "../../.ci/bundle-check"
import { manifestFaults } from "../../.ci/manifest-check"
import { errorLines } from "../../.ci/plasmo"
import { expectedManifest, parseProfile, readProfile, type Manifest, type Profile } from "../../.ci/profile"
import { extensionIdOf } from "../e2e/support/chromium/browser"

const PROFILE: Profile = {
  about: "A small profile",
  client: "",
  domains: { web: ["a.example", "b.example"] },
  common: {
    manifest_version: 3,
    name: "__MSG_app_name__",
    key: "MIIB",
    permissions: ["alarms", "storage"],
    host_permissions: ["https://crm.{web}/*"],
    content_scripts: [{ js: ["watch.js"], matches: ["https://crm.{web}/*"], all_frames: true }],
    content_security_policy: { "default-src": ["'none'"], "connect-src": ["https://crm.{web}"] },
    action: { default_popup: "popup.html" },
    icons: { 16: "icon16.plasmo.png" },
  },
  targets: {
    "chrome-mv3": { background: { service_worker: "background.js" } },
    "firefox-mv3": { background: { scripts: ["background.js"] } },
  },
}

/** A correct manifest, as Plasmo writes it. */
function goodManifest(): Manifest {
  return {
    manifest_version: 3,
    name: "__MSG_app_name__",
    key: "MIIB",
    permissions: ["storage", "alarms"],
    host_permissions: ["https://crm.a.example/*", "https://crm.b.example/*"],
    content_scripts: [
      {
        js: ["watch.0123abcd.js"],
        matches: ["https://crm.a.example/*", "https://crm.b.example/*"],
        all_frames: true,
      },
    ],
    content_security_policy: {
      extension_pages: "default-src 'none'; connect-src https://crm.a.example https://crm.b.example",
    },
    action: { default_popup: "popup.html" },
    icons: { 16: "icon16.plasmo.01234567.png" },
    background: { service_worker: "background.js" },
  }
}

function faultsOf(change: Manifest): string[] {
  return manifestFaults({ ...goodManifest(), ...change }, expectedManifest(PROFILE, "chrome-mv3"))
}

describe("the manifest check", () => {
  it("accepts a manifest that matches the profile, in any order and with any hashes", () => {
    expect(faultsOf({})).toEqual([])
  })

  const script = (change: Manifest): Manifest => ({
    content_scripts: [{ ...(goodManifest()["content_scripts"] as Manifest[])[0], ...change }],
  })
  const policy = (pages: string): Manifest => ({ content_security_policy: { extension_pages: pages } })

  it.each<[planted: string, change: Manifest, found: string]>([
    [
      "an extra permission",
      { permissions: ["alarms", "storage", "tabs"] },
      'unexpected permissions[]: "tabs"',
    ],
    ["a missing permission", { permissions: ["alarms"] }, 'lacks permissions[]: "storage"'],
    [
      "a duplicate permission",
      { permissions: ["alarms", "alarms", "storage"] },
      'unexpected permissions[]: "alarms"',
    ],
    ["an extra host", { host_permissions: ["https://*/*"] }, 'unexpected host_permissions[]: "https://*/*"'],
    ["no hosts", { host_permissions: undefined }, 'lacks host_permissions[]: "https://crm.a.example/*"'],
    ["an empty list of hosts", { host_permissions: [] }, "unexpected host_permissions: []"],
    ["a content script on all pages", script({ matches: ["<all_urls>"] }), '.matches[]: "<all_urls>"'],
    [
      "a script in the top frame only",
      script({ all_frames: false }),
      "unexpected content_scripts[0].all_frames: false",
    ],
    [
      "a script that runs earlier",
      script({ run_at: "document_start" }),
      'unexpected content_scripts[0].run_at: "document_start"',
    ],
    ["another script", script({ js: ["spy.0123abcd.js"] }), 'unexpected content_scripts[0].js[]: "spy.js"'],
    ["no content script", { content_scripts: undefined }, 'lacks content_scripts[0].js[]: "watch.js"'],
    ["a second content script", { content_scripts: [{}, {}] }, "unexpected content_scripts[1]: {}"],
    ["a wider connect-src", policy("default-src 'none'; connect-src *"), 'connect-src[]: "*"'],
    [
      "an extra directive",
      policy("default-src 'none'; object-src *"),
      'unexpected content_security_policy.object-src[]: "*"',
    ],
    ["no policy", { content_security_policy: undefined }, "lacks content_security_policy.default-src"],
    [
      "a policy for sandboxed pages",
      { content_security_policy: { sandbox: "x" } },
      "unexpected content_security_policy.sandbox",
    ],
    [
      "a web-accessible file",
      { web_accessible_resources: [{ resources: ["x.js"] }] },
      'unexpected web_accessible_resources[0].resources[]: "x.js"',
    ],
    [
      "the other target's background",
      { background: { scripts: ["background.js"] } },
      "lacks background.service_worker",
    ],
    ["another key", { key: "AAAA" }, 'unexpected key: "AAAA"'],
    ["no key", { key: undefined }, 'lacks key: "MIIB"'],
    ["no popup", { action: {} }, "lacks action.default_popup"],
    [
      "a separate icon for the button",
      { action: { default_icon: "x.png" } },
      "unexpected action.default_icon",
    ],
    ["a missing icon size", { icons: {} }, 'lacks icons.16: "icon16.plasmo.png"'],
    ["another name", { name: "DEV | Sweeper" }, 'unexpected name: "DEV | Sweeper"'],
    ["an unexpected key", { version: "0.0.1" }, 'unexpected version: "0.0.1"'],
  ])("finds %s", (_planted, change, found) => {
    expect(faultsOf(change).join("\n")).toContain(found)
  })

  it("requires each target's own background", () => {
    const faults = manifestFaults(goodManifest(), expectedManifest(PROFILE, "firefox-mv3"))
    expect(faults).toContain('manifest: lacks background.scripts[]: "background.js"')
  })
})

describe("the profile", () => {
  const raw = { about: "", client: "", domains: {}, common: {}, targets: PROFILE.targets }

  it.each([
    ["lacks a target", { ...raw, targets: { "chrome-mv3": {} } }, "firefox-mv3"],
    ["has an unknown target", { ...raw, targets: { ...raw.targets, "opera-mv3": {} } }, "opera-mv3"],
    ["has an unknown field", { ...raw, extra: 1 }, "extra"],
  ])("is refused when it %s", (_what, content, place) => {
    expect(() => parseProfile(content)).toThrow(place)
  })

  it("has the key that yields the extension's id, and so the redirect URL in the README", () => {
    const { key } = expectedManifest(readProfile(), "chrome-mv3")
    expect(extensionIdOf(key as string, "")).toBe("lddlnmkgkfdnppamdjalnammoigikgcd")
  })

  it("is refused when it names a list of domains that doesn't exist", () => {
    const profile = parseProfile({ ...raw, common: { host_permissions: ["https://{wep}/*"] } })
    expect(() => expectedManifest(profile, "chrome-mv3")).toThrow("{wep}")
  })
})

describe("the check of Plasmo's output", () => {
  it("ignores the banner", () => {
    const output = "🟣 Plasmo v0.90.5\n🔴 The Browser Extension Framework\n🟢 DONE   | Finished in 1471ms!\n"
    expect(errorLines(output)).toEqual([])
  })

  it("finds an error line before a line that says done, even with color codes", () => {
    const line = "🔴 ERROR  | TypeError: Cannot read properties of undefined (reading 'kind')"
    expect(errorLines(`\u001b[31m${line}\u001b[39m\r\n🟢 DONE   | Finished\n`)).toEqual([line])
  })

  it("finds an error without an emoji", () => {
    expect(errorLines("Error: Failed to resolve './gone'\n")).toEqual(["Error: Failed to resolve './gone'"])
  })
})

describe("the check of built files", () => {
  const ALWAYS = { "tag-page.js": "", "watch.js": "", LICENSE: "", "THIRD-PARTY-NOTICES": "" }

  async function faultsOfFiles(files: Record<string, string>, manifest: Manifest = {}): Promise<string[]> {
    const folder = await mkdtemp(join(tmpdir(), "tagsweep-files-"))
    onTestFinished(() => rm(folder, { recursive: true }))
    for (const [file, content] of Object.entries({ ...ALWAYS, ...files })) {
      await mkdir(dirname(join(folder, file)), { recursive: true })
      await writeFile(join(folder, file), content)
    }
    return bundleFaults(folder, manifest)
  }

  it("accepts a complete build", async () => {
    expect(await faultsOfFiles({ "a.js": "fetch('https://a.example')" })).toEqual([])
  })

  it("finds missing content scripts and licenses that the manifest does not name", async () => {
    const folder = await mkdtemp(join(tmpdir(), "tagsweep-files-"))
    onTestFinished(() => rm(folder, { recursive: true }))
    expect(bundleFaults(folder, {})).toEqual(
      ["tag-page.js", "watch.js", "LICENSE", "THIRD-PARTY-NOTICES"].map((file) => `${file}: not built`),
    )
  })

  it("finds local hosts, source maps, and missing files that the manifest names", async () => {
    const faults = await faultsOfFiles(
      { "a.js": 'fetch("http://localhost:1815")', "a.js.map": "{}" },
      { background: { service_worker: "gone.js" }, icons: { 16: "gone16.png" } },
    )
    expect(faults).toEqual([
      "manifest: no file gone.js",
      "manifest: no file gone16.png",
      "a.js.map: source map in a build",
      'a.js: holds "localhost"',
    ])
  })
})
