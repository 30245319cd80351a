/** Writing and reading backup files; damaged and foreign files are refused. */
import { readFileSync, writeFileSync } from "node:fs"
import { toJsonSchema } from "@valibot/to-json-schema"
import "fake-indexeddb/auto"
import fc from "fast-check"
import { describe, expect, it, vi } from "vitest"
import type { Backup, BackupTag } from "../../src/backup/backup"
import { fileName, fileSchema, fileText, readFile } from "../../src/backup/file-format"
import { openStore } from "../../src/storage/store"
import { NOW } from "../support/job-records"

const backup: Backup = {
  ...{ id: "job-1", schema: 1, createdAt: NOW, origin: "deletion", accountId: "eu-production-7" },
  org: { id: "7", name: "Acme", location: "eu", environment: "production" },
  module: { id: "9", apiName: "Leads", pluralLabel: "Leads" },
  ...{ tagCount: 2, holds: "records", recordCount: 2, partialTags: 0, collected: 2, begun: [], by: "query" },
  converted: null,
  ...{ bytes: 0, complete: true },
}

const tag = (index: number, more: Partial<BackupTag> = {}): BackupTag => ({
  ...{ backupId: "job-1", index, id: `90${index}`, name: `tag ${index}`, colorCode: "#57B1FD" },
  ...{ createdBy: "Ada", createdTime: "2026-01-05T09:00:00+01:00", modifiedBy: null, modifiedTime: null },
  ...{ records: null, recordIds: ["11", "12"], recordsComplete: true, ...more },
})

const text = fileText(backup, [tag(0), tag(1, { recordIds: null, recordsComplete: false })], NOW)

/** The file after `change`. */
const forged = (change: (file: Record<string, unknown>) => void): string => {
  const file = JSON.parse(text) as Record<string, unknown>
  change(file)
  return JSON.stringify(file)
}

describe("the backup file", () => {
  it("reads back as written, except for the account, which is found in the store", async () => {
    const read = readFile(text, NOW)
    if (!read.ok) return expect.fail(read.why)
    const { accountId: _, ...rest } = backup
    expect(read.value.backup).toEqual({
      ...{ ...rest, origin: "file", bytes: text.length, collected: 1, partialTags: 1, importedAt: NOW },
    })
    const store = await openStore(`test ${Math.random()}`)
    expect(await store.backups.take(read.value)).toBe(true)
    expect(await store.backups.take(read.value)).toBe(false)
    expect(await store.backups.tags("job-1")).toEqual([
      tag(0),
      tag(1, { recordIds: null, recordsComplete: false }),
    ])
    expect((await store.backups.head("job-1"))?.accountId).toBe("eu-production-7")
    expect(fileText(backup, (await store.backups.tags("job-1"))!, NOW)).toBe(text)
    expect(fileName(backup)).toBe("tagsweep-backup-Leads-2023-11-14.json")
  })

  it("reads back any names", () => {
    const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 60, unit: "binary" }), { minLength: 1 })
    fc.assert(
      fc.property(names, (all) => {
        const tags = all.map((name, index) => tag(index, { name }))
        const read = readFile(fileText({ ...backup, tagCount: tags.length }, tags, NOW), NOW)
        expect(read.ok && read.value.tags).toEqual(tags)
      }),
      { numRuns: 50 },
    )
  })

  it.each([
    ["foreign", "empty", ""],
    ["foreign", "not JSON", "<script>alert(1)</script>"],
    ["foreign", "other JSON", `{"tags":[]}`],
    ["newer", "a later version", forged((file) => (file["version"] = 2))],
    ["damaged", "no tags", forged((file) => (file["tags"] = []))],
    ["damaged", "a tag twice", forged((file) => (file["tags"] = [tags(file)[0], tags(file)[0]]))],
    ["damaged", "an invalid id", forged((file) => (tags(file)[0]!["id"] = "../1"))],
    ["damaged", "an invalid record id", forged((file) => (tags(file)[0]!["recordIds"] = ["1 or 1=1"]))],
    ["damaged", "a name that is too long", forged((file) => (tags(file)[0]!["name"] = "x".repeat(401)))],
    ["damaged", "an invalid color", forged((file) => (tags(file)[0]!["color"] = "red;}"))],
    [
      "damaged",
      "a module that is a path",
      forged((file) => (file["module"] = { id: "1", apiName: "../x", pluralLabel: "x" })),
    ],
    [
      "damaged",
      "an unknown data center",
      forged((file) => (file["org"] = { ...backup.org, location: "evil" })),
    ],
    ["damaged", "cut off", `${text.slice(0, -30)}]}`],
  ] as const)("is refused as %s: %s", (why, _what, content) => {
    const read = readFile(content, NOW)
    expect(
      read.ok || (why === "damaged" ? ["damaged", "foreign"].includes(read.why) : read.why === why),
    ).toBe(true)
    expect(read.ok).toBe(false)
  })

  it("from the future counts as made now", () => {
    const read = readFile(text, NOW - 1_000)
    expect(read.ok && read.value.backup).toMatchObject({ createdAt: NOW - 1_000, importedAt: NOW - 1_000 })
  })

  it("is refused as damaged if the browser cannot parse its time", () => {
    // Firefox returns NaN for February 31.
    const parse = vi.spyOn(Date, "parse").mockReturnValue(NaN)
    expect(readFile(text, NOW)).toEqual({ ok: false, why: "damaged" })
    parse.mockRestore()
  })

  const MB = 1_000_000
  it.each([
    ["opening brackets", () => "[".repeat(40 * MB)],
    ["nested brackets", () => "[".repeat(20 * MB) + "]".repeat(20 * MB)],
    ["empty lists", () => `[${"[],".repeat(13 * MB)}[]]`],
    [
      "empty lists in place of tags",
      () => forged((file) => (file["tags"] = "@")).replace('"@"', `[${"[],".repeat(13 * MB)}[]]`),
    ],
    [
      "empty tags",
      () => forged((file) => (file["tags"] = "@")).replace('"@"', `[${"{},".repeat(13 * MB)}{}]`),
    ],
    ["lists of records", () => text.replace('"11"', `${"[],".repeat(13 * MB)}"11"`)],
    ["object keys", () => `{${Array.from({ length: 600_000 }, (_, at) => `"k${at}":1`).join(",")}}`],
  ])("is refused before parsing if it consists of %s", (_what, make) => {
    const content = make()
    const parse = vi.spyOn(JSON, "parse")
    expect(readFile(content, NOW)).toEqual({ ok: false, why: "foreign" })
    expect(parse).not.toHaveBeenCalled()
    parse.mockRestore()
  })

  it("may have brackets and escaped quotes in names", () => {
    const name = '[[[["],\\"[[{{::,,,,'.repeat(15)
    const read = readFile(fileText(backup, [tag(0, { name }), tag(1)], NOW), NOW)
    expect(read.ok && read.value.tags[0]?.name).toBe(name)
  })

  it("ignores fields that are not part of the format", () => {
    const read = readFile(
      forged((file) => Object.assign(file, { accountId: "x", __proto__: { complete: false } })),
      NOW,
    )
    expect(read.ok && Object.keys(read.value.backup)).not.toContain("accountId")
    expect(read.ok && read.value.backup.complete).toBe(true)
  })

  it("matches docs/backup-format.schema.json", () => {
    const page = new URL("../../docs/backup-format.schema.json", import.meta.url)
    // JSON Schema cannot express that no tag occurs twice; docs/backup-format.md says so.
    const schema = toJsonSchema(fileSchema, { errorMode: "ignore" })
    const made = JSON.stringify({ title: "Tagsweep backup", ...schema }, null, 2)
    // `npm run format` formats it.
    if (process.env["UPDATE_DOCS"]) writeFileSync(page, made)
    expect(JSON.parse(readFileSync(page, "utf8"))).toStrictEqual(JSON.parse(made))
  })
})

function tags(file: Record<string, unknown>): Record<string, unknown>[] {
  return file["tags"] as Record<string, unknown>[]
}
