/** Settings as a file: to keep, or to set another browser the same. */
import * as v from "valibot"

import { parseBounded } from "../backup/bounded-json"
import { PROTECTED, someSettingsSchema } from "./settings"
import type { Settings } from "./settings"

const FORMAT = "tagsweep-settings"

/** More than the largest file that we write: 2,000 protected names of 400 characters, escaped. */
export const LARGEST_SETTINGS_FILE = 8_000_000

/** The settings, the list of protected names among them, and some more, so that it can be said what is wrong. */
const BOUNDS = { depth: 8, items: PROTECTED.most + 100, members: 100 }

const fileSchema = v.strictObject({
  format: v.literal(FORMAT),
  version: v.literal(1),
  settings: someSettingsSchema,
})

/** The file's text. */
export function writeSettingsFile(settings: Settings): string {
  return `${JSON.stringify({ format: FORMAT, version: 1, settings }, null, 2)}\n`
}

export type SettingsFile =
  | { readonly ok: true; readonly settings: Partial<Settings> }
  /** `wrong`: the places that are not as they must be, such as `settings.graceSeconds`; empty when it is no JSON. */
  | { readonly ok: false; readonly wrong: readonly string[] }

/** Takes a whole file or nothing of it. */
export function readSettingsFile(text: string): SettingsFile {
  const content = parseBounded(text, BOUNDS)
  if (content === undefined) return { ok: false, wrong: [] }
  const parsed = v.safeParse(fileSchema, content)
  if (parsed.success) return { ok: true, settings: parsed.output.settings }
  return { ok: false, wrong: [...new Set(parsed.issues.map((issue) => v.getDotPath(issue) ?? "file"))] }
}
