/** From a backup to its file and back. */
import * as v from "valibot"

import type { Backup, BackupTag } from "./backup"
import { parseBounded } from "./bounded-json"
import { FILE_BOUNDS, FILE_FORMAT, FILE_VERSION, fileSchema } from "./file-schema"
import type { BackupFile } from "./file-schema"

/** What an import brings. */
export interface FileBackup {
  /** Without an account: which one it belongs to here is never taken from a file. */
  readonly backup: Omit<Backup, "accountId">
  readonly tags: readonly BackupTag[]
}

export type FileReading =
  | { readonly ok: true; readonly value: FileBackup }
  /** `foreign`: not a backup of ours. `newer`: of a later version. `damaged`: ours, but not whole or not sound. */
  | { readonly ok: false; readonly why: "foreign" | "newer" | "damaged" }

/**
 * The file's text: JSON, one tag a line.
 * @param now milliseconds since the epoch
 */
export function fileText(backup: Backup, tags: readonly BackupTag[], now: number): string {
  const { id, createdAt, org, module } = backup
  const head = {
    ...{ format: FILE_FORMAT, version: FILE_VERSION, exportedAt: iso(now), id, createdAt: iso(createdAt) },
    ...{ org, module },
  }
  const lines = tags.map((tag) => JSON.stringify(fileTag(tag))).join(",\n")
  return `${JSON.stringify(head).slice(0, -1)},"tags":[\n${lines}\n]}\n`
}

function fileTag(tag: BackupTag): BackupFile["tags"][number] {
  const { id, name, colorCode: colour, createdBy, createdTime, modifiedBy, modifiedTime, records } = tag
  const { recordIds, recordsComplete } = tag
  return {
    ...{ id, name, colour, createdBy, createdTime, modifiedBy, modifiedTime, recordCount: records },
    ...{ recordIds: recordIds && [...recordIds], recordsComplete },
  }
}

const iso = (time: number): string => new Date(time).toISOString()

/** `tagsweep-backup-Deals-2026-11-24.json`; the module's API name holds nothing that a file name must not. */
export function fileName({ module, createdAt }: Backup): string {
  return `tagsweep-backup-${module.apiName}-${iso(createdAt).slice(0, 10)}.json`
}

const beginning = v.object({ format: v.literal(FILE_FORMAT), version: v.pipe(v.number(), v.integer()) })

/**
 * Reads a file's text. Nothing is taken from it that the schema does not allow.
 * @param now milliseconds since the epoch
 */
export function readFile(text: string, now: number): FileReading {
  const json = parseBounded(text, FILE_BOUNDS)
  const begins = v.safeParse(beginning, json)
  if (!begins.success) return { ok: false, why: "foreign" }
  if (begins.output.version > FILE_VERSION) return { ok: false, why: "newer" }
  // One fault is enough: a list of millions would have as many.
  const file = v.safeParse(fileSchema, json, { abortEarly: true })
  return file.success
    ? { ok: true, value: backupOf(file.output, text.length, now) }
    : { ok: false, why: "damaged" }
}

function backupOf(file: BackupFile, bytes: number, now: number): FileBackup {
  const { id, org, module } = file
  const tags = file.tags.map(({ colour, recordCount, recordIds, ...tag }, index): BackupTag => {
    const ids = recordIds && [...new Set(recordIds)]
    const recordsComplete = ids !== null && tag.recordsComplete
    return {
      ...tag,
      ...{ backupId: id, index, colorCode: colour, records: recordCount, recordIds: ids, recordsComplete },
    }
  })
  const read = tags.filter((tag) => tag.recordIds !== null)
  const holds = read.length > 0 ? "records" : "tags"
  const backup: FileBackup["backup"] = {
    // A file from the future would stand above all backups that are made here.
    ...{ id, schema: 1, createdAt: Math.min(Date.parse(file.createdAt), now), importedAt: now },
    ...{ origin: "file", org, module, holds, bytes },
    ...{ tagCount: tags.length, gathered: read.length, by: "query", converted: null, complete: true },
    recordCount: holds === "records" ? new Set(read.flatMap((tag) => tag.recordIds ?? [])).size : null,
    partialTags: holds === "records" ? tags.filter((tag) => !tag.recordsComplete).length : 0,
  }
  return { backup, tags }
}
