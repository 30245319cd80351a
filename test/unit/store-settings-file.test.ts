import { describe, expect, it, vi } from "vitest"
import { BOUNDS, DEFAULTS, PROTECTED } from "../../src/store/settings"
import { readSettingsFile, writeSettingsFile } from "../../src/store/settings-file"

const file = (settings: unknown, more: object = {}): string =>
  JSON.stringify({ format: "tagsweep-settings", version: 1, settings, ...more })

describe("the settings file", () => {
  it("gives back what was written", () => {
    const settings = { ...DEFAULTS, graceSeconds: 0, protectedTags: ["VIP", "Legal *", "見込み客"] }
    expect(readSettingsFile(writeSettingsFile(settings))).toEqual({ ok: true, settings })
  })

  it("may hold some of the settings", () => {
    expect(readSettingsFile(file({ history: 10 }))).toEqual({ ok: true, settings: { history: 10 } })
    expect(readSettingsFile(file({}))).toEqual({ ok: true, settings: {} })
  })

  it.each(["", "{", "\u0000", "<html>"])("is refused when it is no JSON: %j", (text) => {
    expect(readSettingsFile(text)).toEqual({ ok: false, wrong: [] })
  })

  it.each([
    [file({ graceSeconds: BOUNDS.graceSeconds.most + 1 }), ["settings.graceSeconds"]],
    [file({ graceSeconds: "5", backups: 1 }), ["settings.graceSeconds", "settings.backups"]],
    [file({ history: undefined, theme: "dark" }), ["settings.theme"]],
    [file({ typedAbove: null }), ["settings.typedAbove"]],
    [file({ protectedTags: ["x".repeat(401)] }), ["settings.protectedTags.0"]],
    [file({}, { version: 2 }), ["version"]],
    [file({}, { format: "other" }), ["format"]],
    [file({}, { clientSecret: "s" }), ["clientSecret"]],
    [JSON.stringify({ format: "tagsweep-settings", version: 1 }), ["settings"]],
    ["[]", ["format", "version", "settings"]],
    ["null", ["file"]],
  ])("is refused as a whole, with the places that are wrong: %s", (text, wrong) => {
    expect(readSettingsFile(text)).toEqual({ ok: false, wrong })
  })

  it.each([
    ["brackets", "[".repeat(8_000_000)],
    ["names that are none", file({ protectedTags: "@" }).replace('"@"', `[${"1,".repeat(4_000_000)}1]`)],
  ])("is not even parsed when it is made of %s", (_what, text) => {
    const parse = vi.spyOn(JSON, "parse")
    expect(readSettingsFile(text)).toEqual({ ok: false, wrong: [] })
    expect(parse).not.toHaveBeenCalled()
    parse.mockRestore()
  })

  it("holds as many protected names as there may be", () => {
    const protectedTags = Array.from({ length: PROTECTED.most }, (_, at) => `Tag "${at}", [x]`)
    const settings = { ...DEFAULTS, protectedTags }
    expect(readSettingsFile(writeSettingsFile(settings))).toEqual({ ok: true, settings })
  })

  it("brings no foreign properties in", () => {
    const text = '{"format":"tagsweep-settings","version":1,"settings":{"__proto__":{"notify":true}}}'
    const read = readSettingsFile(text)
    expect(read.ok && { ...DEFAULTS, ...read.settings }).not.toHaveProperty("notify", true)
  })
})
