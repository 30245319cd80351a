/** On a page that was translated or rewritten, no row can be selected. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { NameProbe } from "../../src/tag-page/name-probe"
import { Recognizer } from "../../src/tag-page/recognition/recognize"
import type { PageTag, RecognizeOptions, Recognition } from "../../src/tag-page/recognition/types"
import { createRecheck } from "../../src/tag-page/visit/rows"
import { showOriginal, translatePage, translatorStyles } from "../support/translator"
import { isShown } from "./layouts/judge"
import { markup } from "./layouts/markup"

Element.prototype.checkVisibility = isShown

const neutral = Array.from({ length: 34 }, (_, at) => `K-${100 + at}`)
const shown = ["VIP", "Kunde", "Neu", ...neutral]
const tags: PageTag[] = [...shown, "Customer", "New", "Partner"].map((name, at) => ({
  id: String(4150868000000001000n + BigInt(at)),
  name,
}))
const words = { Kunde: "Customer", Neu: "New" }

let lifetime: AbortController

beforeEach(() => {
  lifetime = new AbortController()
  document.documentElement.lang = "de"
  draw(...shown)
})

afterEach(() => {
  showOriginal()
  lifetime.abort()
})

const rowOf = (name: string): string => `<li><span>${name}</span><em>3</em><button>Delete</button></li>`

function draw(...names: string[]): void {
  document.body.replaceChildren(...markup(`<ul>${names.map(rowOf).join("")}</ul>`))
}

function probeOf(mayTranslate: boolean): NameProbe {
  const probe = new NameProbe(mayTranslate, lifetime.signal)
  probe.write(tags.map(({ name }) => name))
  return probe
}

const recognizerOf = (options: RecognizeOptions = {}): Recognizer => new Recognizer(tags, options)
const again = (recognizer: Recognizer): Recognition => recognizer.recognize([document.body])
const namesOf = ({ rows }: Recognition): (string | undefined)[] =>
  rows.map(({ tagId }) => tags.find(({ id }) => id === tagId)?.name)
const spans = (): Element[] => [...document.querySelectorAll("span")]

/** Writes names into the existing rows, from the first on, as a page or a translator may. */
function write(...names: string[]): void {
  for (const [at, name] of names.entries()) {
    const span = spans()[at]
    if (span) span.textContent = name
  }
}

const refused = { rows: [], unselectable: [], distrust: "translated" }

describe.each(translatorStyles)("a page changed as by %s", (style) => {
  test("offers no rows, and all again when the change is reverted", () => {
    const recognizer = recognizerOf()
    expect(namesOf(again(recognizer))).toEqual(shown)
    translatePage(style, words)
    expect(again(recognizer)).toMatchObject(refused)
    showOriginal()
    expect(namesOf(again(recognizer))).toEqual(shown)
  })

  test("offers no rows either if it was changed before it is read", async () => {
    translatePage(style, words)
    const probe = probeOf(style === "firefox")
    probe.attach()
    await new Promise((resolve) => setTimeout(resolve))
    expect(recognizerOf({ probe }).recognize()).toMatchObject(refused)
  })
})

describe("names that are not tags", () => {
  test("make the other rows untrusted, except rows seen before", () => {
    const recognizer = recognizerOf()
    expect(again(recognizer).distrust).toBeNull()
    write("Neukunde")
    const now = again(recognizer)
    expect(now).toMatchObject({ distrust: "unknown-names" })
    expect(namesOf(now)).toEqual(shown.slice(1))
    draw("Neukunde", ...shown)
    expect(again(recognizer)).toMatchObject({ rows: [], distrust: "unknown-names" })
  })

  test.each([
    ["a tag that existed before", "Gone", ["Gone"]],
    ["such a tag with its count", "Gone (12)", ["Gone"]],
    ["a truncated name", "Custom…", []],
  ])("have no effect if the page shows %s", (_, name, formerNames) => {
    draw("VIP", "Kunde", "Neu", name)
    expect(namesOf(recognizerOf({ formerNames }).recognize())).toEqual(["VIP", "Kunde", "Neu"])
  })

  test("have no effect in an element that is not a row like the others", () => {
    document.querySelector("ul")?.append(...markup("<li><span>and 7 more</span></li>"))
    expect(recognizerOf().recognize()).toMatchObject({ distrust: null })
  })

  test("are reported the same in any order", () => {
    const unknown = (...names: string[]): string => {
      draw("VIP", "Kunde", "Neu", "K-100", ...names)
      return recognizerOf().recognize().unknownNames
    }
    expect(unknown("Neukunde")).not.toBe(unknown("Altkunde"))
    expect(unknown("Neukunde", "Altkunde")).toBe(unknown("Altkunde", "Neukunde"))
    expect(unknown()).toBe("")
  })
})

describe("a row that changes to another tag's name", () => {
  test("is untrusted if the page has kept the list otherwise", () => {
    const recognizer = recognizerOf()
    again(recognizer)
    write("VIP", "Customer")
    expect(again(recognizer)).toMatchObject(refused)
  })

  test.each([
    ["another page of the list", (): void => write("K-129", "K-130", "K-131", "K-132", "K-133", "Customer")],
    [
      "one row fewer",
      (): void => {
        spans()[1]?.closest("li")?.remove()
        write("VIP", "Neu")
      },
    ],
    ["names that move up", (): void => write("VIP", "Neu", "K-100", "K-101", "K-102", "Customer")],
    [
      "a row that moves elsewhere",
      (): void => {
        const row = spans()[1]?.closest("li")
        row?.setAttribute("style", "transform: translateY(400px)")
        write("VIP", "Customer")
      },
    ],
  ])("is trusted with %s", (_, change) => {
    draw("VIP", "Kunde", "Neu", "K-100", "K-101", "K-102")
    const recognizer = recognizerOf()
    again(recognizer)
    change()
    const now = again(recognizer)
    expect(now.distrust).toBeNull()
    expect(namesOf(now)).toEqual(spans().map(({ textContent }) => textContent))
  })

  test("is untrusted if its component keeps another value", () => {
    const component = (stored: string, text: string): string =>
      `<li><lyte-text lt-prop-value="${stored}">${text}</lyte-text><a title="New">…</a></li>`
    const rows = ["VIP", "Kunde", "Neu"].map((name) => component(name, name))
    document.body.replaceChildren(...markup(`<ul>${rows.join("")}</ul>`))
    expect(namesOf(recognizerOf().recognize())).toEqual(["VIP", "Kunde", "Neu"])
    document.querySelectorAll("lyte-text")[1]?.replaceChildren("Customer")
    expect(recognizerOf().recognize()).toMatchObject(refused)
  })

  test("is trusted if every row has a button titled with a tag's name", () => {
    const rows = ["VIP", "Kunde", "Neu"].map((name) => `<li><a title="New">${name}</a></li>`)
    document.body.replaceChildren(...markup(`<ul>${rows.join("")}</ul>`))
    expect(namesOf(recognizerOf().recognize())).toEqual(["VIP", "Kunde", "Neu"])
  })
})

describe("the names that we put on the page", () => {
  test("are not sent to a translation server", () => {
    probeOf(false).attach()
    const probe = document.querySelector("tagsweep-probe")
    expect(probe?.getAttribute("translate")).toBe("no")
    expect(probe?.matches(".notranslate")).toBe(true)
  })

  test("are restored if the page's app removes them, and removed in the end", () => {
    const probe = probeOf(true)
    probe.attach()
    document.body.replaceChildren()
    probe.attach()
    expect(document.querySelectorAll("tagsweep-probe")).toHaveLength(1)
    expect(probe.isChanged()).toBe(false)
    lifetime.abort()
    probe.attach()
    expect(document.querySelectorAll("tagsweep-probe")).toHaveLength(0)
  })

  test("stay as a translator left them when the tags are re-read", () => {
    const probe = probeOf(true)
    probe.attach()
    translatePage("firefox", words)
    expect(probe.isChanged()).toBe(true)
    probe.write([...tags.map(({ name }) => name), "Just made"].slice(1))
    expect(probe.isChanged()).toBe(true)
    showOriginal()
    expect(probe.isChanged()).toBe(false)
  })

  test("are not rows", () => {
    document.body.replaceChildren()
    probeOf(true).attach()
    expect(recognizerOf().recognize()).toMatchObject({ rows: [], distrust: null })
  })
})

describe("unknown names", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] })
  })
  afterEach(() => vi.useRealTimers())

  const found = (change: Partial<Recognition>): Recognition => ({
    ...recognizerOf().recognize(),
    ...change,
  })
  const unknown = (strangers: string): Recognition =>
    found({ distrust: "unknown-names", unknownNames: strangers })

  test("cause one re-read of the tags, and are refused if they are still unknown", async () => {
    const reload = vi.fn(() => Promise.resolve())
    const use = createRecheck(reload, lifetime.signal)
    expect(use(unknown("a"))).toMatchObject({ distrust: null })
    expect(use(unknown("a")).rows).toHaveLength(37)
    await vi.advanceTimersByTimeAsync(400)
    expect(reload).toHaveBeenCalledTimes(1)
    expect(use(unknown("a"))).toMatchObject({ distrust: "unknown-names", level: "none", rows: [] })
    expect(use(found({}))).toMatchObject({ distrust: null })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(reload).toHaveBeenCalledTimes(1)
  })

  test("cause no re-read while they come and go, and rarely otherwise", async () => {
    const reload = vi.fn(() => Promise.resolve())
    const use = createRecheck(reload, lifetime.signal)
    use(unknown("a"))
    use(found({}))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(reload).not.toHaveBeenCalled()
    for (let at = 0; at < 20; at++) {
      use(unknown(`name ${at}`))
      await vi.advanceTimersByTimeAsync(500)
    }
    expect(reload.mock.calls.length).toBeLessThanOrEqual(3)
  })
})
