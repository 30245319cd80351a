/**
 * Runs inside Firefox's pages: finds elements by role and accessible name through open shadow roots, and
 * returns what a user would perceive of them. In Chromium, Playwright does the same itself.
 */
import { computeAccessibleName, getRole } from "dom-accessibility-api"

/** A string matches itself; a pattern is passed as source and flags. */
export type Wanted = string | { readonly source: string; readonly flags: string }

export type Step =
  | { readonly by: "role"; readonly role: string; readonly name: Wanted | null }
  | { readonly by: "text"; readonly text: Wanted }
  | { readonly by: "nth"; readonly index: number }

const squeeze = (text: string): string => text.replace(/\s+/g, " ").trim()

function fits(wanted: Wanted, text: string): boolean {
  if (typeof wanted === "string") return squeeze(wanted) === text
  return new RegExp(wanted.source, wanted.flags).test(text)
}

function* descendants(root: ParentNode): Generator<Element> {
  for (const child of root.children) {
    yield child
    if (child.shadowRoot) yield* descendants(child.shadowRoot)
    yield* descendants(child)
  }
}

/** The parent in the flat tree, so that a hidden host hides the content of its shadow root. */
function flatParent(element: Element): Element | null {
  if (element.assignedSlot) return element.assignedSlot
  if (element.parentElement) return element.parentElement
  const root = element.getRootNode()
  return root instanceof ShadowRoot ? root.host : null
}

function perceivable(element: Element): boolean {
  const shown = element.checkVisibility({ visibilityProperty: true })
  if (!shown && getComputedStyle(element).display !== "contents") return false
  for (let at: Element | null = element; at; at = flatParent(at)) {
    if (at.getAttribute("aria-hidden") === "true") return false
  }
  return true
}

function roleOf(element: Element): string | null {
  const role = getRole(element)
  if (role !== null) return role
  if (element.localName === "meter") return "meter"
  // A password field has no role of its own; Playwright treats it as a textbox, as users do.
  const secret = element.localName === "input" && element.getAttribute("type") === "password"
  return secret ? "textbox" : null
}

/** If there is a label, it is the name, which saves computing it: https://www.w3.org/TR/accname-1.2/#comp_label */
function nameOf(element: Element): string {
  const label = element.hasAttribute("aria-labelledby") ? null : element.getAttribute("aria-label")
  return squeeze(label ?? "") || squeeze(computeAccessibleName(element))
}

function byRole(root: ParentNode, role: string, name: Wanted | null): Element[] {
  const found: Element[] = []
  for (const element of descendants(root)) {
    if (roleOf(element) !== role || !perceivable(element)) continue
    if (name === null || fits(name, nameOf(element))) found.push(element)
  }
  return found
}

/** The text of an element with its open shadow tree, without code. */
function textOf(node: Node): string {
  if (node instanceof Text) return node.data
  if (node instanceof Element && ["script", "style", "noscript"].includes(node.localName)) return ""
  const children = node instanceof Element && node.shadowRoot ? node.shadowRoot.childNodes : node.childNodes
  return [...children].map(textOf).join("")
}

function byText(root: ParentNode, text: Wanted): Element[] {
  const matches = [...descendants(root)].filter((e) => fits(text, squeeze(textOf(e))) && perceivable(e))
  return matches.filter((e) => !matches.some((other) => other !== e && e.contains(other)))
}

/** Every element that the steps lead to, in document order. */
export function find(steps: readonly Step[]): Element[] {
  let roots: (Element | null)[] = [null]
  for (const step of steps) {
    if (step.by === "nth") {
      const picked = roots.at(step.index)
      roots = picked ? [picked] : []
      continue
    }
    const within = (root: Element | null): Element[] => {
      const node: ParentNode = root ? (root.shadowRoot ?? root) : document
      return step.by === "role" ? byRole(node, step.role, step.name) : byText(node, step.text)
    }
    roots = [...new Set(roots.flatMap(within))]
  }
  return roots.filter((root) => root !== null)
}

function checkedState(element: Element): boolean | "mixed" {
  if (element instanceof HTMLInputElement) return element.indeterminate ? "mixed" : element.checked
  const aria = element.getAttribute("aria-checked")
  return aria === "mixed" ? "mixed" : aria === "true"
}

/** Everything that a spec may ask about one element, in one answer. */
export interface Seen {
  readonly text: string
  readonly value: string
  readonly checked: boolean | "mixed"
  readonly disabled: boolean
  readonly focused: boolean
}

export function look(element: Element): Seen {
  const field =
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement
  return {
    text: squeeze(textOf(element)),
    value: field ? element.value : "",
    checked: checkedState(element),
    disabled: element.matches(":disabled") || element.getAttribute("aria-disabled") === "true",
    focused: (element.getRootNode() as Document | ShadowRoot).activeElement === element,
  }
}

function topmostAt(x: number, y: number): Element | null {
  let top = document.elementFromPoint(x, y)
  while (top?.shadowRoot) {
    const inner = top.shadowRoot.elementFromPoint(x, y)
    if (!inner || inner === top) break
    top = inner
  }
  return top
}

function holds(outer: Element, inner: Element | null): boolean {
  for (let at = inner; at; at = flatParent(at)) if (at === outer) return true
  return false
}

/** The center of the element in the viewport, or why it cannot be pointed at now. */
export function aim(element: Element): { x: number; y: number } | { because: string } {
  if (look(element).disabled) return { because: "it is disabled" }
  element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" })
  const box = element.getBoundingClientRect()
  if (box.width === 0 || box.height === 0) return { because: "it has no size" }
  const x = Math.floor(box.left + box.width / 2)
  const y = Math.floor(box.top + box.height / 2)
  const top = topmostAt(x, y)
  const label = top?.closest("label")
  const through = label instanceof HTMLLabelElement && label.control === element
  if (holds(element, top) || through) return { x, y }
  return { because: `<${top?.localName ?? "nothing"} class="${top?.className ?? ""}"> is in front of it` }
}

/** Puts the caret at the end of a text field, or selects all of it. */
export function caret(element: Element, all: boolean): void {
  ;(element as HTMLElement).focus()
  if (!(element instanceof HTMLInputElement) && !(element instanceof HTMLTextAreaElement)) return
  // Checkboxes and number fields have no caret to set.
  if (element.selectionStart === null && !all) return
  if (all) element.select()
  else element.setSelectionRange(element.value.length, element.value.length)
}

export function choose(element: Element, value: string): void {
  if (!(element instanceof HTMLSelectElement)) throw new Error("not a native select")
  element.focus()
  element.value = value
  element.dispatchEvent(new Event("input", { bubbles: true }))
  element.dispatchEvent(new Event("change", { bubbles: true }))
}
