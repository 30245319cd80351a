/** A column of names is recognized in every row. */
import { beforeEach, describe, expect, it } from "vitest"
import { Recognizer } from "../../src/tag-page/recognition/recognize"
import { markup } from "./layouts/markup"

const tags = Array.from({ length: 30 }, (_, at) => ({ id: `41500000000${1000 + at}`, name: `Name ${at} x` }))
// There is no layout here, so nothing is hidden.
Element.prototype.checkVisibility = () => true

/** Three ways of showing a name in the same cell: beside its count, only in an attribute, in one text with it. */
function cellOf(name: string, at: number, more = ""): string {
  const shown = [name, "", `${name} (${at * 7})`][at % 3] ?? ""
  const pill = `<span class="pill"><lyte-text lt-prop-value="${name}">${shown}</lyte-text></span>${more}`
  return at % 3 === 2 ? pill : `<span>${pill}<span class="count"> (${at * 7})</span></span>`
}

function show(cell: (name: string, at: number) => string): void {
  const rows = tags.map(
    ({ name }, at) =>
      `<lyte-tr><lyte-td cxcellcol="0">${cell(name, at)}</lyte-td><lyte-td cxcellcol="1">A. Person</lyte-td></lyte-tr>`,
  )
  document.body.replaceChildren(...markup(`<lyte-tbody>${rows.join("")}</lyte-tbody>`))
}

describe("a column of cells that show their names in different ways", () => {
  beforeEach(() => {
    document.body.replaceChildren()
  })

  it("is recognized in every row", () => {
    show(cellOf)
    const { rows, unselectable } = new Recognizer(tags).recognize()
    expect(rows.map((row) => row.tagId)).toEqual(tags.map((tag) => tag.id))
    expect(unselectable).toEqual([])
  })

  it("matches no row if a cell shows two tags' names", () => {
    const other = (at: number): string => `<b>${tags[(at + 1) % tags.length]?.name ?? ""}</b>`
    show((name, at) => cellOf(name, at, at === 5 ? other(at) : ""))
    const { rows } = new Recognizer(tags).recognize()
    expect(rows.some((row) => row.element === document.querySelectorAll("lyte-tr")[5])).toBe(false)
    expect(rows.length).toBeGreaterThan(25)
  })
})
