/** Lists of tags from elsewhere: lines that were pasted, or a CSV file such as our own export. */
import Papa from "papaparse"
import { textOfCell } from "../ui/csv"
import { grouped } from "./grouped"
import type { Row } from "./rows"

/** One tag that is asked for; what is null was not said. */
export interface Wanted {
  readonly name: string
  readonly id: string | null
  /** A module's label or API name. */
  readonly module: string | null
}

export interface Found {
  readonly ids: readonly string[]
  /** Names that no tag here has, as they were given. */
  readonly missing: readonly string[]
  /** Protected, and so left alone. */
  readonly held: readonly string[]
}

const TITLES = {
  name: ["tag", "tag name", "name"],
  id: ["tag id", "id"],
  module: ["module"],
} as const

function columnOf(head: readonly string[], of: keyof typeof TITLES): number {
  const titles = head.map((each) => each.trim().toLowerCase())
  return titles.findIndex((title) => (TITLES[of] as readonly string[]).includes(title))
}

/** A table is one that says in its first line which column holds the names; anything else is a name a line. */
export function readNames(text: string): Wanted[] {
  const [head = [], ...rows] = Papa.parse<string[]>(text.replace(/^\uFEFF/, ""), {
    skipEmptyLines: "greedy",
  }).data
  const at = { name: columnOf(head, "name"), id: columnOf(head, "id"), module: columnOf(head, "module") }
  if (at.name < 0) return linesOf(text)
  return rows.flatMap((row) => {
    const name = textOfCell((row[at.name] ?? "").trim())
    const cell = (column: number): string | null => row[column]?.trim() || null
    return name === "" ? [] : [{ name, id: cell(at.id), module: cell(at.module) }]
  })
}

function linesOf(text: string): Wanted[] {
  return text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((name) => ({ name, id: null, module: null }))
}

/** Exactly: another case is another tag. A name that several modules have means all of them, unless one is named. */
export function findNames(wanted: readonly Wanted[], rows: readonly Row[]): Found {
  const byName = grouped(rows, (row) => row.name.normalize("NFC").trim())
  const ids = new Set<string>()
  const missing = new Set<string>()
  const held = new Set<string>()
  for (const each of wanted) {
    const found = (byName.get(each.name.normalize("NFC")) ?? []).filter((row) => fits(row, each))
    if (found.length === 0) missing.add(each.name)
    for (const row of found) {
      if (row.isProtected) held.add(row.name)
      else ids.add(row.id)
    }
  }
  return { ids: [...ids], missing: [...missing], held: [...held] }
}

function fits({ id, module }: Row, wanted: Wanted): boolean {
  if (wanted.id !== null && /^\d+$/.test(wanted.id)) return wanted.id === id
  return wanted.module === null || wanted.module === module.pluralLabel || wanted.module === module.apiName
}
