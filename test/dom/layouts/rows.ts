import type { Build } from "./build"
import { BUTTONS, PERSONS, type NamedTag } from "./words"

/** The cells of a row, and where the name is in them. */
export interface RowParts {
  readonly box: Element | undefined
  readonly cells: readonly { readonly kind: string; readonly content: readonly (Node | string)[] }[]
  readonly name: Element
  /** The row's maker, to decide whether a person could mistake that column for the names. */
  readonly creator: string | undefined
}

/** Draws a row's contents; `loaded` is false for a row whose name appears later. */
export function makeRowParts(build: Build, tag: NamedTag, loaded: boolean): RowParts {
  const { random, spec, el } = build
  const name = el("span", "name")
  let creator: string | undefined
  const cells = spec.cells.map((kind) => {
    if (kind === "name") return { kind, content: nameContent(build, tag, name, loaded) }
    if (kind === "creator") {
      creator = random.pick(PERSONS)
      return { kind, content: [creator] }
    }
    return { kind, content: extraContent(build, kind) }
  })
  return { box: makeBox(build, tag), cells, name, creator }
}

function nameContent(build: Build, tag: NamedTag, name: Element, loaded: boolean): (Node | string)[] {
  const { random, spec, el } = build
  if (!loaded) return [el("div", "row-skeleton", "")]
  writeName(build, name, tag)
  let outer: Element = name
  for (const wrapper of [...spec.wrappers].reverse()) {
    const around = el(wrapper, `wrap-${wrapper}`, outer)
    if (wrapper === "lyte-text") around.setAttribute("lt-prop-value", tag.name)
    if (wrapper === "a" && spec.ids === "link") around.setAttribute("href", `/crm/org1/tags/${tag.id}`)
    outer = around
  }
  const content: (Node | string)[] = [outer]
  if (spec.dots && random.chance(0.5)) content.unshift(el("i", "dot"))
  if (spec.text === "count-beside") content.push(el("em", "count", String(random.int(0, 300))))
  return content
}

function writeName(build: Build, at: Element, tag: NamedTag): void {
  const { random, spec } = build
  const { name } = tag
  if (spec.text === "padded") at.append(`\n      ${name}\n    `)
  else if (spec.text === "count") at.append(random.chance(0.8) ? `${name} (${random.int(1, 300)})` : name)
  else if (spec.text === "split") at.append(name.slice(0, 2), name.slice(2))
  else if (spec.text === "marks") at.append(`\u200e${name}\u200f`)
  else if (spec.text === "attribute") at.setAttribute("lt-prop-value", name)
  else if (spec.text === "cut" && name.length > 9) {
    at.append(`${name.slice(0, 8)}…`)
    at.setAttribute("title", name)
  } else at.append(name)
}

function extraContent({ random, el }: Build, kind: string): (Node | string)[] {
  if (kind === "count") return [String(random.int(0, 120))]
  if (kind === "date") return [`2026-0${random.int(1, 9)}-1${random.int(0, 9)}`]
  if (kind === "icon") return [el("i", "icon")]
  if (kind === "toggle") {
    const input = el("input", "toggle")
    input.setAttribute("type", "checkbox")
    input.setAttribute("role", "switch")
    return [input]
  }
  return BUTTONS.slice(0, 3).map((label) => el(random.chance(0.5) ? "button" : "lyte-button", "act", label))
}

function makeBox({ spec, el }: Build, tag: NamedTag): Element | undefined {
  if (spec.box === "none") return undefined
  if (spec.box === "aria") {
    const box = el("div", "box")
    box.setAttribute("role", "checkbox")
    box.setAttribute("aria-checked", "false")
    return box
  }
  const input = el("input", "box")
  input.setAttribute("type", "checkbox")
  if (spec.ids === "box") input.setAttribute("value", tag.id)
  return spec.box === "input" ? input : el("lyte-checkbox", "cb", el("label", "lyteCheckbox", input))
}
