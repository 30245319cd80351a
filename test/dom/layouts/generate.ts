import { createBuild, type Build } from "./build"
import { addNoise } from "./noise"
import { createRandom, type Random } from "./random"
import { makeRowParts } from "./rows"
import { makeSpec, type LayoutSpec } from "./spec"
import { makeFrame, type Frame } from "./structures"
import { HEADINGS, makeTags, MODULES, type NamedTag } from "./words"

/** The truth about a row, as someone who knows the page would give it. */
export interface TrueRow {
  readonly tagId: string
  readonly row: Element
  readonly name: Element
  readonly box: Element | undefined
  /** Whether a person could identify the tag. */
  readonly tellable: boolean
}

export interface Layout {
  readonly spec: LayoutSpec
  readonly tags: readonly NamedTag[]
  /** Tags on the page that were created after the others were read. */
  readonly created: readonly NamedTag[]
  /** The page, not yet in the document. */
  readonly page: HTMLElement
  /** The names of the page's modules, as the API returns them. */
  readonly commonNames: readonly string[]
  readonly rows: readonly TrueRow[]
  /** Whether a person could identify the tags' rows on the page. */
  readonly tellable: boolean
  /** Draws other tags in existing rows, as a virtual list does, and returns the elements that it changed. */
  recycle(): Element[]
}

/** Generates a random page of tags from a seed, with the truth about it. */
export function generateLayout(seed: number, document: Document): Layout {
  const random = createRandom(seed)
  const spec = makeSpec(random)
  const build = createBuild(document, random, spec)
  const tags = makeTags(random, countOf(random))
  const frame = makeFrame(build)
  const shown = tags.slice(0, spec.window)
  const created = makeCreated(random, random.chance(0.1) ? 1 : 0, tags)
  const all = [...tags, ...created]

  if (
    spec.header !== "none" &&
    spec.structure !== "pills" &&
    spec.structure !== "cards" &&
    spec.structure !== "sections"
  ) {
    frame.inner.append(frame.makeTextRow(headingsOf(spec), spec.header === "head"))
  }
  const drawn = random.shuffle([...shown, ...created]).map((tag) => drawRow(build, frame, tag, all))
  if (spec.structure === "pills" && spec.hidden > 0)
    frame.inner.append(frame.makeTextRow(["and 7 more"], false))

  const page = document.createElement("div")
  let around: Element = page
  for (let depth = 0; depth < spec.depth; depth++) {
    const wrapper = build.el("div", `wrap${depth}`)
    around.append(wrapper)
    around = wrapper
  }
  around.append(frame.outer)
  addNoise(build, page, around, tags)

  let rows = truthOf(drawn, all, spec)
  return {
    spec,
    tags,
    created,
    page,
    commonNames: MODULES,
    get rows() {
      return rows
    },
    get tellable() {
      return isTellable(drawn, rows, all) && !isLoneWord(spec, all)
    },
    recycle() {
      const touched = recycleRows(build, drawn, frame, all)
      rows = truthOf(drawn, all, spec)
      return touched
    },
  }
}

/** Mostly few tags, where mistakes are likeliest; sometimes more than are on the page at once. */
function countOf(random: Random): number {
  if (random.chance(0.1)) return random.int(1, 3)
  return random.chance(0.05) ? random.int(13, 40) : random.int(4, 12)
}

interface Drawn {
  tag: NamedTag
  row: Element
  name: Element
  box: Element | undefined
  creator: string | undefined
  loaded: boolean
  hidden: boolean
}

function drawRow(build: Build, frame: Frame, tag: NamedTag, tags: readonly NamedTag[]): Drawn {
  const drawn = makeDrawn(build, frame, tag, tags)
  frame.place(drawn.row, tag)
  return drawn
}

function makeDrawn(
  { random, spec, ...build }: Build,
  frame: Frame,
  tag: NamedTag,
  tags: readonly NamedTag[],
): Drawn {
  const loaded = !random.chance(spec.lazy)
  const hidden = random.chance(spec.hidden)
  const parts = makeRowParts({ random, spec, ...build }, tag, loaded)
  const row = frame.makeRow(parts)
  if (spec.ids === "row" && tags.includes(tag))
    row.setAttribute(random.chance(0.5) ? "data-id" : "id", tag.id)
  if (hidden) row.setAttribute("style", "display: none")
  return { tag, row, name: parts.name, box: parts.box, creator: parts.creator, loaded, hidden }
}

/** Gives up to half of the rows another tag, drawn in the same row element. */
function recycleRows(build: Build, drawn: Drawn[], frame: Frame, tags: readonly NamedTag[]): Element[] {
  const { random } = build
  const shown = new Set(drawn.map(({ tag }) => tag))
  const free = random.shuffle(tags.filter((tag) => !shown.has(tag)))
  const touched: Element[] = []
  for (const old of random.shuffle(drawn).slice(0, Math.ceil(drawn.length / 2))) {
    const tag = free.pop() ?? old.tag
    const next = makeDrawn(build, frame, tag, tags)
    const [from, to] = [next.row.shadowRoot ?? next.row, old.row.shadowRoot ?? old.row]
    to.replaceChildren(...from.childNodes)
    for (const name of ["id", "data-id"]) {
      const value = next.row.getAttribute(name)
      if (value === null) old.row.removeAttribute(name)
      else old.row.setAttribute(name, value)
    }
    if (next.hidden) old.row.setAttribute("style", "display: none")
    else old.row.removeAttribute("style")
    Object.assign(old, { ...next, row: old.row })
    touched.push(old.row)
  }
  return touched
}

/** Tags on the page that the API did not return (yet). */
function makeCreated(random: Random, count: number, tags: readonly NamedTag[]): NamedTag[] {
  const newest = BigInt(tags.at(-1)?.id ?? 0)
  return Array.from({ length: count }, (_, at) => ({
    id: String(newest + BigInt(at + 1) * 7n),
    name: `Just made ${random.int(1, 99)}`,
  }))
}

function headingsOf(spec: LayoutSpec): string[] {
  const texts = spec.cells.map((kind, at) => (kind === "name" ? "Name" : (HEADINGS[1 + (at % 4)] ?? "")))
  return spec.box === "none" ? texts : ["", ...texts]
}

function truthOf(drawn: readonly Drawn[], tags: readonly NamedTag[], spec: LayoutSpec): TrueRow[] {
  return drawn
    .filter(({ tag }) => tags.includes(tag))
    .map(({ tag, row, name, box, loaded, hidden }) => ({
      tagId: tag.id,
      row,
      name,
      box,
      tellable: loaded && !hidden && !hasLookAlike(tag, tags, spec),
    }))
}

/** The look of a name: white space collapsed, letters composed. */
const look = (name: string): string => name.normalize("NFC").replace(/\s+/g, " ")

function hasLookAlike(tag: NamedTag, tags: readonly NamedTag[], spec: LayoutSpec): boolean {
  const others = tags.filter((other) => other !== tag)
  if (others.some(({ name }) => look(name) === look(tag.name))) return true
  // Followed by a count, or truncated, one name can look like another.
  const [, bare] = /^(.*) \(\d+\)$/.exec(tag.name) ?? []
  if (bare !== undefined && others.some(({ name }) => name === bare)) return true
  if (spec.text.startsWith("count"))
    return others.some(
      ({ name }) => name.startsWith(tag.name) && /^[ (]*\d+\)?$/.test(name.slice(tag.name.length)),
    )
  return false
}

function isTellable(drawn: readonly Drawn[], rows: readonly TrueRow[], tags: readonly NamedTag[]): boolean {
  const clear = rows.filter(({ tellable }) => tellable).length
  if (clear < Math.min(3, tags.length)) return false
  const finished = drawn.filter(({ loaded }) => loaded).length
  if (finished <= drawn.length / 2) return false
  return !makersLookLikeNames(drawn, tags)
}

/** A single chip or line of text without a name or context may be anything. */
function isLoneWord(spec: LayoutSpec, tags: readonly NamedTag[]): boolean {
  const isCalledRow =
    ["table", "custom", "grid", "cards", "sections"].includes(spec.structure) || spec.classes === "named"
  return tags.length === 1 && (!isCalledRow || MODULES.includes(tags[0]?.name ?? "") || spec.cells.length < 2)
}

/** A column of people whose names are all tags, each once, can be mistaken for the names. */
function makersLookLikeNames(drawn: readonly Drawn[], tags: readonly NamedTag[]): boolean {
  const makers = drawn.flatMap(({ creator }) => (creator !== undefined ? [creator] : []))
  const known = makers.filter((maker) => tags.some(({ name }) => name === maker))
  return known.length > 1 && known.length >= 0.8 * makers.length && new Set(known).size === known.length
}
