/** Reads lists of names: pasted lines, or a table such as our own export. */
import Papa from "papaparse"
import { groupBy } from "../lib/lists"
import { nameKey, visible } from "../lib/names"
import { textOfCell } from "../reports/csv"
import { isFree, type Row } from "./rows"
import { similarGroups } from "./similar-names"

/** One tag that the list asks for. */
export interface Wanted {
  /** What the text may mean: as it is, without a table's quotes, or without an export's apostrophe. */
  readonly readings: readonly string[]
  readonly id: string | null
  /** A module's label or API name. */
  readonly module: string | null
}

export interface NameList {
  readonly wanted: readonly Wanted[]
  /** The heading of the column with the names; null if each line is a name. */
  readonly column: string | null
  /** Lines, unchanged, that contain no name or more than one. */
  readonly unread: readonly string[]
}

const titles = (text: string): string[] => text.split(", ").map(nameKey)

/** Headings as people write them, and as our exports write them in every language. */
const TITLES = {
  name: titles("tag, tag name, name, Etiqueta, Balise, タグ, 标签, टैग, الوسم"),
  id: titles(
    "tag id, id, Tag-ID, ID de etiqueta, ID de balise, ID da tag, タグ ID, 标签 ID, टैग ID, معرّف الوسم",
  ),
  module: titles("module, Modul, Módulo, タブ, 模块, मॉड्यूल, الوحدة"),
}

const DELIMITERS = ["\t", ";", ","]

function columnOf(heading: readonly string[], of: keyof typeof TITLES): number {
  return heading.findIndex((cell) => TITLES[of].includes(nameKey(cell)))
}

/** The cells of a table; undefined if its quotes are not a table's: https://www.rfc-editor.org/rfc/rfc4180 */
function cellsOf(text: string, delimiter: string): string[][] | undefined {
  // Without a delimiter, Papa would guess one and split names at it.
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, newline: "\n" })
  return errors.length > 0 ? undefined : data.map((cells) => cells.map((cell) => cell.trim()))
}

interface Heading {
  readonly cells: readonly string[]
  readonly delimiter: string
}

/** The first line, if one of its cells is a heading for names. */
function headingOf(line: string): Heading | undefined {
  const possible = DELIMITERS.flatMap((delimiter) => {
    const [cells] = cellsOf(line, delimiter) ?? []
    return cells && columnOf(cells, "name") >= 0 ? [{ cells, delimiter }] : []
  })
  return possible.toSorted((a, b) => b.cells.length - a.cells.length)[0]
}

/**
 * A text is a table if its first line has a heading for names and is not a name itself; otherwise each line is a
 * name. Under a heading of one cell, too, each line is a name, whatever it contains.
 * @param isName whether a tag has that name
 */
export function readNames(text: string, isName: (text: string) => boolean): NameList {
  const lines = text
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, "\n")
    .split("\n")
    .filter((line) => line.trim() !== "")
  const [first = "", ...others] = lines
  const heading = isName(first) ? undefined : headingOf(first)
  const list = !heading
    ? linesOf(lines, false)
    : heading.cells.length === 1
      ? linesOf(others, first.trim().startsWith('"'))
      : tableOf(others, heading)
  const looks = ({ readings, id, module }: Wanted): string =>
    JSON.stringify([readings.map(visible), id, module])
  const distinct = new Map(list.wanted.map((each) => [looks(each), each]))
  return {
    wanted: [...distinct.values()],
    column: heading?.cells[columnOf(heading.cells, "name")] ?? null,
    unread: list.unread,
  }
}

type Read = Pick<NameList, "wanted" | "unread">

/** @param allQuoted whether every name is in quotes, so that the quotes belong to no name */
function linesOf(lines: readonly string[], allQuoted: boolean): Read {
  const names = lines.map((line) => line.trim())
  const isName = (line: string): boolean => !line.includes("\t")
  const wanted = names.filter(isName).map((name) => {
    const [[bare = name] = []] = (name.startsWith('"') && cellsOf(name, "\t")) || []
    return { readings: readingsOf(allQuoted ? [bare] : [name, bare]), id: null, module: null }
  })
  // Cells of a table without a heading.
  return { wanted, unread: names.filter((line) => !isName(line)) }
}

function tableOf(lines: readonly string[], { cells: heading, delimiter }: Heading): Read {
  const at = {
    name: columnOf(heading, "name"),
    id: columnOf(heading, "id"),
    module: columnOf(heading, "module"),
  }
  const wanted: Wanted[] = []
  const unread: string[] = []
  // An unclosed quote would swallow everything after it, so each line is then read by itself.
  const rows =
    cellsOf(lines.join("\n"), delimiter) ?? lines.map((line) => cellsOf(line, delimiter)?.[0] ?? line)
  for (const row of rows) {
    const cells = typeof row === "string" ? [] : row
    const text = typeof row === "string" ? row : row.join(delimiter)
    const name = cells[at.name] ?? ""
    const isMore = cells.slice(heading.length).some((cell) => cell !== "")
    if (name !== "" && !isMore && !name.includes("\n"))
      wanted.push({
        readings: readingsOf([name]),
        id: cells[at.id] || null,
        module: cells[at.module] || null,
      })
    else if (text.replaceAll(delimiter, "") !== "") unread.push(text)
  }
  return { wanted, unread }
}

const readingsOf = (texts: readonly string[]): string[] => [...new Set([...texts, ...texts.map(textOfCell)])]

export interface Found extends Pick<NameList, "unread"> {
  readonly ids: readonly string[]
  /** Names, as given, that no tag here has, with the tags whose names are similar. */
  readonly missing: readonly { readonly name: string; readonly alike: readonly Row[] }[]
  /** Names that look the same for several tags of one module. */
  readonly ambiguous: readonly string[]
  /** Protected, and so left out. */
  readonly protectedNames: readonly string[]
}

/**
 * The tags that the list names. A different case is a different tag and only suggested. A name in several modules
 * means all of these tags, unless the list names a module.
 */
export function findNames({ wanted, unread }: NameList, rows: readonly Row[]): Found {
  const byVisibleName = groupBy(rows, (row) => visible(row.name))
  const byKey = groupBy(rows, (row) => row.key)
  const ids = new Set<string>()
  const missing = new Map<string, Wanted>()
  const ambiguous = new Set<string>()
  const protectedNames = new Set<string>()
  for (const each of wanted) {
    const [name = ""] = each.readings
    const found = foundBy(each, (reading) => byVisibleName.get(visible(reading)))
    if (found.length === 0) missing.set(name, each)
    for (const ofModule of groupBy(found, (row) => row.module.apiName).values()) {
      const meant = exactMatch(ofModule, each.readings)
      if (!meant) ambiguous.add(name)
      else if (!isFree(meant)) protectedNames.add(meant.name)
      else ids.add(meant.id)
    }
  }
  const similar = similarTo([...missing.keys()], rows)
  const left = [...missing].flatMap(([name, asked]) => {
    const alike = foundBy(asked, (reading) => byKey.get(nameKey(reading)))
    const like = [...new Set([...alike, ...(similar.get(name) ?? []).filter((row) => fits(row, asked))])]
    const free = like.filter(isFree)
    if (like.length > 0 && free.length === 0) protectedNames.add(name)
    // Named twice, once exactly: counted once.
    else if (!like.some(({ id }) => ids.has(id))) return [{ name, alike: free }]
    return []
  })
  return {
    unread,
    ids: [...ids],
    missing: left,
    ambiguous: [...ambiguous],
    protectedNames: [...protectedNames],
  }
}

/** The tags with similar names, by the given name. */
function similarTo(names: readonly string[], rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const similar = new Map<string, readonly Row[]>()
  if (names.length === 0) return similar
  const asked = names.map((name) => ({ name }))
  for (const group of similarGroups<Row | { readonly name: string }>([...asked, ...rows])) {
    const like = group.filter((each) => "id" in each)
    for (const { name } of group) similar.set(name, like)
  }
  return similar
}

/** The result of the first reading that finds anything. */
function foundBy(wanted: Wanted, find: (reading: string) => readonly Row[] | undefined): readonly Row[] {
  for (const reading of wanted.readings) {
    const found = find(reading)?.filter((row) => fits(row, wanted)) ?? []
    if (found.length > 0) return found
  }
  return []
}

/** Of tags that look the same, the one with exactly that name. */
function exactMatch(rows: readonly Row[], readings: readonly string[]): Row | undefined {
  if (rows.length === 1) return rows[0]
  const exact = rows.filter((row) => readings.includes(row.name))
  return exact.length === 1 ? exact[0] : undefined
}

function fits({ id, module }: Row, wanted: Wanted): boolean {
  if (wanted.id !== null && /^\d+$/.test(wanted.id)) return wanted.id === id
  const named = wanted.module === null ? null : nameKey(wanted.module)
  return named === null || named === nameKey(module.pluralLabel) || named === nameKey(module.apiName)
}
