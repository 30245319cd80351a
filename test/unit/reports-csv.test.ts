/** An exported table is harmless in a spreadsheet, whatever its separator, and can be read back. */
import fc from "fast-check"
import Papa from "papaparse"
import { describe, expect, it } from "vitest"
import { cellText, csv, textOfCell } from "../../src/reports/csv"

const SEPARATORS = [",", ";", "\t", "|", ":", " "]

/** The cells that a spreadsheet reads, both with quotes respected and with quotes ignored. */
function cellsOf(table: string, separator: string): string[] {
  const text = table.replace(/^\uFEFF/, "")
  const read = Papa.parse<string[]>(text, { delimiter: separator, newline: "\r\n" }).data.flat()
  return [...read, ...text.split(/[\r\n]+/).flatMap((line) => line.split(separator))]
}

/** Whether the cell is an executable formula. Wide and small forms count as their plain ones. */
const isFormula = (cell: string): boolean => /^[\s"]*[=+\-@]\s*[^\s"]/u.test(cell.normalize("NFKC"))

const dangerous = (text: string): string[] =>
  SEPARATORS.flatMap((separator) => cellsOf(csv([["Acme", text, "x"]]), separator)).filter(isFormula)

describe("a cell", () => {
  it.each([
    ["x;=cmd|' /C calc'!A0;y", "x;'=cmd|' /C calc'!A0;y"],
    ["=1+1", "'=1+1"],
    ["+49 30", "'+49 30"],
    ["-x", "'-x"],
    ["@import", "'@import"],
    ["＝1+1", "'＝1+1"],
    ["x\t＋1", "x\t'＋1"],
    ["－x", "'－x"],
    ["x;＠SUM(1)", "x;'＠SUM(1)"],
    ["a; = cmd|'/C calc'!A0", "a; '= cmd|'/C calc'!A0"],
    ["a\n=1", "a\n'=1"],
    ['a;"=1', `a;"'=1`],
    ["a =HYPERLINK(1)", "a '=HYPERLINK(1)"],
    ["\u200B=1", "\u200B'=1"],
    ["\t=1", "\t'=1"],
    [" = =", " '= '="],
    [" =\t=", " '=\t'="],
  ])("%j is written as %j", (text, cell) => {
    expect(cellText(text)).toBe(cell)
    expect(dangerous(text)).toEqual([])
  })

  it.each([
    ...["Q1 - Leads", "C++", "follow-up", "2026-11-24", "ada@example.com", "Acme (DE) - VIP"],
    ...["2026-11-24T10:00:00+02:00", "a=b", "Rock'n'Roll", "+", ""],
  ])("%j is unchanged, except for a sign at its start", (text) => {
    expect(cellText(text)).toBe(text === "+" ? "'+" : text)
  })
})

it("a table follows RFC 4180, with every cell quoted and the byte order mark that Excel requires", () => {
  expect(
    csv([
      ["a", 'b "c"'],
      ["1,5\n2", ""],
    ]),
  ).toBe('\uFEFF"a","b ""c"""\r\n"1,5\n2",""\r\n')
})

/** Texts of the relevant characters. */
const nasty = fc.string({
  unit: fc.constantFrom(...Array.from("=+-@＝＋－＠﹣,;:|\t \n\r\"'xé1_(."), "e\u0301", "\u00A0"),
  maxLength: 12,
})

it("no text becomes a formula, whatever the separator", () => {
  const holds = (text: string): boolean => dangerous(text).length === 0
  fc.assert(fc.property(nasty, holds), { numRuns: 5_000 })
})

it("every text can be read back", () => {
  const holds = (text: string): boolean => textOfCell(cellText(text)) === text
  fc.assert(fc.property(nasty, holds), { numRuns: 5_000 })
})
