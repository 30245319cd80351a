/** Rows are matched to their tags by what a person reads in them. */
import { describe, expect, test } from "vitest"
import { Recognizer } from "../../src/tag-page/recognition/recognize"
import type { PageTag, Recognition } from "../../src/tag-page/recognition/types"
import { isShown, signatureOf } from "./layouts/judge"
import { markup } from "./layouts/markup"

Element.prototype.checkVisibility = isShown

const START = 4150868000000001000n

/** Tags with IDs like Zoho's, in order. */
function tagsOf(...names: string[]): PageTag[] {
  return names.map((name, at) => ({ id: String(START + BigInt(at)), name }))
}

function on(html: string, tags: readonly PageTag[], commonNames: string[] = []): Recognition {
  document.body.replaceChildren(...markup(html))
  return new Recognizer(tags, { commonNames }).recognize()
}

/** The result: the text of each row's name, and the tag's name. */
function namesOf(recognition: Recognition, tags: readonly PageTag[]): string[] {
  return recognition.rows.map(({ tagId }) => tags.find(({ id }) => id === tagId)?.name ?? "?")
}

const list = (...rows: string[]): string => `<ul>${rows.map((row) => `<li>${row}</li>`).join("")}</ul>`
const row = (name: string, rest = "<em>3</em><button>Delete</button>"): string =>
  `<span>${name}</span>${rest}`

describe("names", () => {
  test("that differ only in case", () => {
    const tags = tagsOf("vip", "VIP", "Vip")
    expect(namesOf(on(list(row("VIP"), row("vip"), row("Vip")), tags), tags)).toEqual(["VIP", "vip", "Vip"])
  })

  test("that look the same are not selectable", () => {
    const tags = tagsOf("Trade fair", "Trade  fair", "Gold", "Silver")
    const found = on(list(row("Trade  fair"), row("Trade fair"), row("Gold"), row("Silver")), tags)
    expect(namesOf(found, tags)).toEqual(["Gold", "Silver"])
    expect(found.unselectable.map(({ reason }) => reason)).toEqual(["ambiguous-name", "ambiguous-name"])
  })

  test("followed by a count", () => {
    const tags = tagsOf("VIP", "Gold", "Silver")
    expect(namesOf(on(list(row("VIP (12)"), row("Gold (1)"), row("Silver")), tags), tags)).toEqual([
      "VIP",
      "Gold",
      "Silver",
    ])
  })

  test("that end in a number in parentheses", () => {
    const tags = tagsOf("VIP", "VIP (12)", "Gold", "Silver")
    const plain = on(list(row("VIP"), row("VIP (12)"), row("Gold"), row("Silver")), tags)
    expect(namesOf(plain, tags)).toEqual(["VIP", "VIP (12)", "Gold", "Silver"])
    const counted = on(list(row("VIP (12)"), row("Gold (4)"), row("Silver (5)")), tags)
    expect(namesOf(counted, tags)).toEqual(["Gold", "Silver"])
    expect(counted.unselectable).toMatchObject([{ reason: "ambiguous-count" }])
  })

  test("with a highlighted part are read as a whole", () => {
    const tags = tagsOf("VIP", "Gold", "Silver", "VIP Gold")
    const found = on(
      list(row("<mark>VIP</mark> Gold"), row("Gold"), row("Silver"), row("<mark>VIP</mark> new")),
      tags,
    )
    expect(namesOf(found, tags)).not.toContain("VIP")
  })

  test("that are shortened, in an attribute, or not drawn yet", () => {
    const tags = tagsOf("Newsletter readers", "Gold", "Silver")
    const html = list(
      '<lyte-text title="Newsletter readers">Newsletter…</lyte-text><em>1</em>',
      '<lyte-text lt-prop-value="Gold"></lyte-text><em>2</em>',
      "<lyte-text>Silver</lyte-text><em>3</em>",
    )
    expect(namesOf(on(html, tags), tags)).toEqual(["Newsletter readers", "Gold", "Silver"])
  })
})

describe("the recognizer never matches", () => {
  test("a button, a menu, a heading or a person of that name", () => {
    const tags = tagsOf("Delete", "Leads", "Name", "Alice", "VIP", "Gold")
    const rows = ["VIP", "Gold", "Delete"].map(
      (name) => `<tr><td>${name}</td><td>Alice</td><td><button>Delete</button></td></tr>`,
    )
    const html =
      "<nav><a>Leads</a><a>VIP</a></nav><div class=side><div>Leads</div><div>Contacts</div></div>" +
      `<table><tr><th>Name</th><th>Alice</th><th></th></tr>${rows.join("")}</table>`
    const found = on(html, tags)
    expect(namesOf(found, tags)).toEqual(["VIP", "Gold", "Delete"])
    expect(found.rows.map(({ nameElement }) => nameElement.localName)).toEqual(["td", "td", "td"])
  })

  test("a menu of modules before the rows are drawn", () => {
    const tags = tagsOf("Leads", "Contacts", "Deals", "VIP")
    const menu = list(row("Leads", ""), row("Contacts", ""), row("Deals", ""))
    expect(on(menu, tags, ["Leads", "Contacts", "Deals"]).rows).toEqual([])
  })

  test("one of two rows that show the same name", () => {
    const tags = tagsOf("VIP", "Gold", "Silver", "Cold", "Hot", "Old", "New")
    const found = on(list(...tags.map(({ name }) => row(name)), row("VIP")), tags)
    expect(namesOf(found, tags)).not.toContain("VIP")
    expect(found.unselectable.map(({ reason }) => reason)).toEqual(["duplicate-row", "duplicate-row"])
  })

  test("either of two columns that match", () => {
    const tags = tagsOf("Alice", "Bob", "Carol", "VIP")
    const rows = [
      ["Alice", "Bob"],
      ["Bob", "Carol"],
      ["Carol", "Alice"],
    ]
    const found = on(
      `<table>${rows.map(([a, b]) => `<tr><td>${a}</td><td>${b}</td></tr>`).join("")}</table>`,
      tags,
    )
    expect(found.rows).toEqual([])
    expect(new Set(found.unselectable.map(({ reason }) => reason))).toEqual(new Set(["rival-column"]))
  })

  test("people beside names that are still loading", () => {
    const tags = tagsOf("Alice", "Bob", "Carol", "VIP")
    const pending = ["Alice", "Bob", "Carol"].map(
      (maker) => `<span><div class=skeleton></div></span><em>${maker}</em>`,
    )
    expect(on(list(...pending), tags).rows).toEqual([])
  })

  test("hidden rows, dialogs, and our own elements", () => {
    const tags = tagsOf("VIP", "Gold", "Silver")
    const rows = list(row("VIP"), row("Gold"), row("Silver"))
    for (const [open, close] of [
      ['<div style="display: none">', "</div>"],
      ['<div role="dialog">', "</div>"],
      ["<tagsweep-root>", "</tagsweep-root>"],
    ]) {
      expect(on(`${open}${rows}${close}`, tags).level).toBe("none")
    }
  })
})

describe("IDs in attributes", () => {
  const tags = tagsOf("VIP", "Gold", "Silver")
  const [vip, gold, silver] = tags.map(({ id }) => id)

  test("are not enough if a person sees no names", () => {
    const rows = [vip, gold, silver].map((id) => `<li data-value="${id}"><span>…</span></li>`)
    expect(on(`<ul>${rows.join("")}</ul>`, tags).rows).toEqual([])
  })

  test("distinguish names that look the same", () => {
    const twins = tagsOf("A b", "A  b", "Gold", "Silver")
    const rows = twins.map(({ id, name }) => `<li id="row_${id}">${row(name.replace("  ", " "))}</li>`)
    expect(namesOf(on(`<ul>${rows.join("")}</ul>`, twins), twins)).toEqual(["A b", "A  b", "Gold", "Silver"])
  })

  test("that contradict the name exclude the row", () => {
    const html = `<ul><li data-id="${gold}">${row("VIP")}</li><li>${row("Gold")}</li><li>${row("Silver")}</li></ul>`
    const found = on(html, tags)
    expect(namesOf(found, tags)).toEqual(["Gold", "Silver"])
    expect(found.unselectable).toMatchObject([{ reason: "id-conflict" }])
  })
})

describe("boxes", () => {
  const tags = tagsOf("VIP", "Gold", "Silver")
  const box = '<input type="checkbox">'

  test("are mirrored if each row has one", () => {
    const found = on(list(...tags.map(({ name }) => box + row(name))), tags)
    expect(found.level).toBe("mirrored")
    expect(found.rows.every(({ checkbox }) => checkbox?.localName === "input")).toBe(true)
  })

  test("are ours if a row has none", () => {
    expect(on(list(box + row("VIP"), box + row("Gold"), row("Silver")), tags).level).toBe("own")
  })
})

describe("a single tag", () => {
  const tags = tagsOf("VIP")
  test("is recognized in a row", () => {
    expect(namesOf(on(`<table><tr><td>VIP</td><td>12</td></tr></table>`, tags), tags)).toEqual(["VIP"])
  })
  test("is not recognized in two places", () => {
    expect(on(`${list(row("VIP"))}<table><tr><td>VIP</td><td>12</td></tr></table>`, tags).rows).toEqual([])
  })
  test("is not recognized in a sentence", () => {
    expect(on("<p><span>VIP</span></p>", tags).rows).toEqual([])
  })
})

describe("passes over a changing page", () => {
  const tags = tagsOf("VIP", "Gold", "Silver", "Cold")

  test("read only what changed, with the result of a first pass", () => {
    document.body.replaceChildren(...markup(list(...tags.slice(0, 3).map(({ name }) => row(name)))))
    const recognizer = new Recognizer(tags)
    const first = recognizer.recognize()
    const [item] = document.querySelectorAll("li")
    item?.replaceChildren(...markup(row("Cold")))
    const second = recognizer.recognize(item ? [item] : [])
    expect(namesOf(second, tags)).toEqual(["Cold", "Gold", "Silver"])
    expect(second.stats.nodes - first.stats.nodes).toBeLessThan(10)
    expect(signatureOf(second)).toBe(signatureOf(new Recognizer(tags).recognize()))
  })

  test("do not match rows again that a change does not affect", () => {
    document.body.replaceChildren(
      ...markup(`<header>1</header><main>${list(...tags.map(({ name }) => row(name)))}</main>`),
    )
    const recognizer = new Recognizer(tags)
    const { rows } = recognizer.recognize()
    const [header, main, item] = ["header", "main", "li:nth-child(2)"].map((each) =>
      document.querySelector<HTMLElement>(each),
    )
    if (!header || !main || !item) throw new Error("nothing is drawn")
    header.textContent = "2"
    expect(recognizer.recognize([header], [header]).rows).toBe(rows)
    for (const look of [item, main, document.body])
      expect(recognizer.recognize([], [look]).rows).not.toBe(rows)
    // Hidden by a style sheet, which no attribute shows.
    item.style.display = "none"
    const without = recognizer.recognize()
    expect(without.rows).toHaveLength(3)
    // A name that appears far away may belong to another list.
    header.textContent = "VIP"
    const again = recognizer.recognize([header])
    expect(again.rows).not.toBe(without.rows)
    expect(again.stats.hits).toBe(without.stats.hits + 1)
  })

  test("recognize a list of which one row is left", () => {
    document.body.replaceChildren(...markup(list(...tags.map(({ name }) => row(name)))))
    const recognizer = new Recognizer(tags)
    recognizer.recognize()
    const ul = document.querySelector("ul")
    while ((ul?.children.length ?? 0) > 1) ul?.lastChild?.remove()
    const left = recognizer.recognize(ul ? [ul] : [])
    expect(namesOf(left, tags)).toEqual(["VIP"])
  })

  test("find a shadow root attached after its host", () => {
    document.body.replaceChildren(...markup("<tag-list-late></tag-list-late>"))
    const recognizer = new Recognizer(tags)
    expect(recognizer.recognize().rows).toEqual([])
    const root = document.querySelector("tag-list-late")?.attachShadow({ mode: "open" })
    root?.append(...markup(list(...tags.map(({ name }) => row(name)))))
    expect(recognizer.recognize().rows).toHaveLength(4)
    expect(recognizer.shadowRoots.size).toBe(1)
  })
})

test("diagnostics contain no names or IDs", () => {
  const tags = tagsOf("VIP", "Gold", "Silver")
  const { structure, stats } = on(list(...tags.map(({ name }) => row(name))), tags)
  expect(structure).toBe("html>body>ul>*li>span:1")
  for (const { id, name } of tags)
    expect(JSON.stringify({ structure, stats })).not.toMatch(new RegExp(`${id}|${name}`))
})
