/** Pasted lists and files of names: which tags they select, and what is reported about the rest. */
import { describe, expect, test, vi } from "vitest"
import { nameKey, visible } from "../../src/lib/names"
import { findNames, readNames, type Found, type NameList } from "../../src/manager/name-list"
import type { Row } from "../../src/manager/rows"
import { installI18n, type LocaleFile } from "../gallery/fake-i18n"
import { acme, deals, leads } from "../gallery/fixtures"
import { locales, localeTag, shownMessages } from "../support/locales"

const row = (name: string, id = name, more: Partial<Row> = {}): Row => ({
  ...{ id, name, colorCode: null, color: "none", records: null, usedIn: null, protectedBy: null },
  ...{ module: deals, key: nameKey(name), created: null },
  ...more,
})

const rowsOf = (...names: string[]): Row[] => names.map((name) => row(name))

function read(text: string, rows: readonly Row[]): NameList {
  return readNames(text, (line) => rows.some(({ name }) => visible(name) === visible(line)))
}
const found = (text: string, rows: readonly Row[]): Found => findNames(read(text, rows), rows)
const ids = (text: string, ...names: string[]): readonly string[] => found(text, rowsOf(...names)).ids

/** The ids of the suggested tags, by missing name. */
const suggested = (text: string, rows: readonly Row[]): Record<string, string[]> =>
  Object.fromEntries(found(text, rows).missing.map(({ name, alike }) => [name, alike.map(({ id }) => id)]))

describe("one name per line", () => {
  const rows = [
    ...rowsOf("VIP", "Webinar, spring"),
    row("VIP", "4", { module: leads }),
    row("kept", "5", { protectedBy: "kept" }),
  ]

  test("selects exactly these tags in every module, and reports missing names", () => {
    expect(found("VIP\r\n\n  \nWebinar, spring\rkept\nnever", rows)).toEqual({
      ids: ["VIP", "4", "Webinar, spring"],
      missing: [{ name: "never", alike: [] }],
      ...{ ambiguous: [], unread: [], protectedNames: ["kept"] },
    })
  })

  test("does not select a name in another case, but suggests it", () => {
    expect(suggested("vip", rows)).toEqual({ vip: ["VIP", "4"] })
    expect(found("vip", rows).ids).toEqual([])
  })

  test("suggests similar tags of the named module, except protected ones", () => {
    expect(suggested("webinar spring\nvips\nnever\nKEPT", rows)).toEqual({
      "webinar spring": ["Webinar, spring"],
      vips: ["VIP", "4"],
      never: [],
    })
    expect(found("KEPT", rows).protectedNames).toEqual(["KEPT"])
    expect(suggested("Tag,Module\nvips,Leads\nVIP,Cases", rows)).toEqual({ vips: ["4"], VIP: [] })
  })

  test("counts a tag once if it is named twice in different case or with invisible characters", () => {
    expect(found("VIP\nvip", rows)).toMatchObject({ ids: ["VIP", "4"], missing: [] })
    expect(read("VIP\nVIP\u200b\n VIP ", rows).wanted).toHaveLength(1)
  })

  test.each([
    ["Tag\nVIP, gold\nHot", ["VIP, gold", "Hot"]],
    ["Tag;\nVIP, gold\nHot", ["VIP, gold", "Hot"]],
    ["VIP, gold\nHot", ["VIP, gold", "Hot"]],
    ["VIP; gold\nVIP", ["VIP; gold", "VIP"]],
    ['"Tag"\r\n"VIP, gold"\r\n"Hot"', ["VIP, gold", "Hot"]],
    ['Tag\n"VIP, gold"\nHot', ["VIP, gold", "Hot"]],
    ['5" pipe\n"VIP" members', ['5" pipe', '"VIP" members']],
    ['"5"" pipe"', ['5" pipe']],
    ["Hot\u2028VIP\vVIP, gold", ["Hot", "VIP", "VIP, gold"]],
  ])("%j selects only the tags that it names", (text, wanted) => {
    expect(ids(text, "VIP", "gold", "VIP, gold", "VIP; gold", "Hot", '5" pipe', '"VIP" members')).toEqual(
      wanted,
    )
  })

  test("reads quotes as part of the name if such a tag exists, unless all lines are quoted", () => {
    expect(ids('"VIP"\nHot', "VIP", '"VIP"', "Hot")).toEqual(['"VIP"', "Hot"])
    expect(ids('"Tag"\n"VIP"', "VIP", '"VIP"')).toEqual(["VIP"])
    expect(ids('"VIP"', "VIP")).toEqual(["VIP"])
  })

  test("may include a name that looks like a heading", () => {
    expect(ids("Tag\nVIP", "VIP", "Tag")).toEqual(["Tag", "VIP"])
    expect(ids("Name;Module\nVIP", "VIP", "Name;Module")).toEqual(["Name;Module", "VIP"])
    expect(found("tag\nVIP", rowsOf("VIP", "Tag"))).toMatchObject({ ids: ["VIP"], missing: [] })
  })

  test("reports a line that has table cells", () => {
    expect(found("VIP\tLeads\nHot", rowsOf("VIP Leads", "VIP", "Hot"))).toMatchObject({
      ids: ["Hot"],
      unread: ["VIP\tLeads"],
    })
  })

  test("counts a repeated name once", () => {
    expect(read("VIP\nVIP\n", rows).wanted).toHaveLength(1)
  })
})

describe("names that look identical", () => {
  test("are found despite invisible characters", () => {
    expect(ids("\u200eVIP\u00a0gold\u200b\nCafe\u0301", "VIP gold", "Café")).toEqual(["VIP gold", "Café"])
    expect(ids("VIP gold", "VIP\u00ad\u00a0gold")).toEqual(["VIP\u00ad\u00a0gold"])
  })

  test("in one module select the exact match, or are reported as ambiguous", () => {
    const twins = [row("VIP", "1"), row("VIP\u200b", "2"), row("VIP", "3", { module: leads })]
    expect(found("VIP", twins)).toMatchObject({ ids: ["1", "3"], ambiguous: [] })
    expect(found("VIP\u200b", twins)).toMatchObject({ ids: ["2", "3"], ambiguous: [] })
    expect(found("VIP\u00ad", twins)).toMatchObject({ ids: ["3"], ambiguous: ["VIP\u00ad"] })
  })
})

describe("a table", () => {
  const rows = [...rowsOf("VIP", "Webinar, spring", "Hot; new"), row("VIP", "4", { module: leads })]

  test("is split at its heading's delimiter", () => {
    expect(found("Module;Tag\nLeads;VIP\nDeals;Webinar, spring", rows).ids).toEqual(["4", "Webinar, spring"])
    expect(found('Tag,Notes\n"Webinar, spring",a;b\nHot; new,x', rows).ids).toEqual([
      "Webinar, spring",
      "Hot; new",
    ])
    expect(found("No\tTag Name\tModule\n1\tVIP\tleads", rows).ids).toEqual(["4"])
    expect(found("\tTag\nx\tVIP", rows).ids).toEqual(["VIP", "4"])
  })

  test("reports rows with more cells than the heading, and selects nothing from them", () => {
    expect(found("Tag,Module\nWebinar, spring,Deals\nVIP,Leads,,\nHot; new", rows)).toMatchObject({
      ids: ["4", "Hot; new"],
      unread: ["Webinar,spring,Deals"],
    })
  })

  test("reports rows without a name, but not empty rows", () => {
    expect(found("Module,Tag\nDeals\n,\n\nLeads,VIP", rows)).toMatchObject({ ids: ["4"], unread: ["Deals"] })
  })

  test("with an unclosed quote loses only that line", () => {
    expect(found('Tag,Module\n"VIP,Leads\nVIP,Leads', rows)).toMatchObject({
      ids: ["4"],
      unread: ['"VIP,Leads'],
    })
  })

  test("may have line breaks in other cells", () => {
    expect(found('Tag,Notes\nVIP,"a\n\nVIP\nb"\n', rowsOf("VIP", "b"))).toMatchObject({
      ids: ["VIP"],
      unread: [],
    })
  })

  test("reports a name as missing if its module is not loaded", () => {
    expect(found("Tag,Module\nVIP,Cases", rows)).toMatchObject({ ids: [], missing: [{ name: "VIP" }] })
  })

  test("shows which column was read", () => {
    expect(read("Module;Tag\nLeads;VIP", rows).column).toBe("Tag")
    expect(read("VIP\nHot", rows).column).toBeNull()
  })
})

/** Our export as a browser in `language` writes it. */
async function exported(language: string, rows: readonly Row[]): Promise<string> {
  vi.resetModules()
  const messages = shownMessages(language.replace(/-(?=BR|CN)/, "_").replace(/-.*/, ""))
  installI18n(messages as LocaleFile, undefined, language)
  const { tagsCsv } = await import("../../src/manager/rows")
  return tagsCsv(acme, rows)
}

describe("our own export", () => {
  const shown = [row("VIP", "4", { module: leads }), row("=sum", "2"), row("+1, new", "3"), row("'x", "6")]

  test.each(locales().map(localeTag))("reads back as the same tags, in %s", async (language) => {
    const more = [...shown, row("sum", "9"), row("VIP", "10"), row("x", "11")]
    const table = await exported(language, shown)
    expect(found(table, more)).toEqual({
      ids: ["4", "2", "3", "6"],
      ...{ missing: [], ambiguous: [], unread: [], protectedNames: [] },
    })
  })

  test.each([
    ["en-US", '"Module","Tag"'],
    ["es-MX", '"Módulo","Etiqueta"'],
    ["de", '"Modul";"Tag"'],
    ["de-CH", '"Modul","Tag"'],
    ["pt-BR", '"Módulo";"Tag"'],
    ["fr", '"Module";"Balise"'],
    ["ja", '"タブ","タグ"'],
  ])("uses the spreadsheet delimiter and headings of %s", async (language, head) => {
    expect((await exported(language, [])).slice(1)).toMatch(new RegExp(`^${head}`))
  })

  test("contains no formulas", async () => {
    expect(await exported("en-US", [row("=1+1", "1", { records: 3 })])).toContain(
      `"Deals","'=1+1","1","","3"`,
    )
  })
})
