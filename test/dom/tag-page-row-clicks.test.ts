/** A click on a row selects it; a click on anything that Zoho handles is left to Zoho. */
import { beforeEach, describe, expect, test, vi } from "vitest"
import type { RecognizedRow } from "../../src/tag-page/recognition/types"
import { clickedRow } from "../../src/tag-page/visit/rows"
import { markup } from "./layouts/markup"

const TABLE = `<nav>Menu</nav><table><tr class=row>
  <td class=empty></td>
  <td class=cell><i class=dot></i><span class=name>VIP</span><a class=link href="#">Edit</a></td>
  <td class=person>Ada</td>
  <td class=acts><button class=delete><svg class=icon></svg></button><span role=button class=more>…</span>
    <i class=hand style="cursor: pointer"></i><lyte-menu><b class=item>Merge</b></lyte-menu>
    <label class=label>Use</label></td>
</tr></table>`
const LIST = `<ul><li class=row><span class=name>VIP</span><em class=count>3</em><button class=delete>x</button></li></ul>`

let rows: RecognizedRow[]

function draw(html: string): void {
  document.body.replaceChildren(...markup(html))
  rows = [...document.querySelectorAll(".row")].map((element, at) => ({
    ...{ tagId: String(at), element, nameElement: element.querySelector(".name") ?? element },
  }))
}
beforeEach(() => draw(TABLE))

/** The tag that a click on a place selects. */
function clicked(
  place: string,
  how: MouseEventInit = {},
  before?: (event: Event) => void,
): string | undefined {
  let row: RecognizedRow | undefined
  const hit = document.querySelector(place)
  if (before) hit?.addEventListener("click", before)
  document.addEventListener("click", (event) => (row = clickedRow(event, () => rows)), { once: true })
  hit?.dispatchEvent(
    new MouseEvent("click", { bubbles: true, cancelable: true, composed: true, detail: 1, ...how }),
  )
  return row?.tagId
}

describe("a click selects", () => {
  test.each([".row", ".empty", ".cell", ".dot", ".name"])("on %s in a table's row", (place) => {
    expect(clicked(place)).toBe("0")
  })

  test.each([".row", ".name"])("on %s in a list's row", (place) => {
    draw(LIST)
    expect(clicked(place)).toBe("0")
  })

  test("a range with Shift, whatever text the browser selects by it", () => {
    vi.spyOn(document, "getSelection").mockReturnValue({ isCollapsed: false } as Selection)
    vi.stubGlobal("getSelection", () => ({ isCollapsed: false }))
    expect(clicked(".name", { shiftKey: true })).toBe("0")
    vi.unstubAllGlobals()
  })
})

describe("a click is left to Zoho", () => {
  test.each([".link", ".delete", ".icon", ".more", ".hand", ".item", ".label", ".person", ".acts", "nav"])(
    "on %s",
    (place) => {
      expect(clicked(place)).toBeUndefined()
    },
  )

  test("on a row that is itself a link or an option, or has a hand cursor everywhere", () => {
    draw('<a class=row href="#"><b class=name>VIP</b></a>')
    expect(clicked(".name")).toBeUndefined()
    draw("<div role=option class=row><b class=name>VIP</b></div>")
    expect(clicked(".name")).toBeUndefined()
    draw('<div class=row style="cursor: pointer"><b class=name style="cursor: pointer">VIP</b></div>')
    expect(clicked(".name")).toBeUndefined()
  })

  test("on another cell in a list's row", () => {
    draw(LIST)
    expect(clicked(".count")).toBeUndefined()
  })

  test("if Zoho has handled it, with other buttons and keys, and from the second click", () => {
    expect(clicked(".name", {}, (event) => event.preventDefault())).toBeUndefined()
    draw(TABLE)
    for (const how of [{ button: 1 }, { ctrlKey: true }, { metaKey: true }, { altKey: true }, { detail: 2 }])
      expect(clicked(".name", how)).toBeUndefined()
  })

  test("if a text was selected to be copied", () => {
    vi.stubGlobal("getSelection", () => ({ isCollapsed: false }))
    expect(clicked(".name")).toBeUndefined()
    vi.unstubAllGlobals()
  })
})
