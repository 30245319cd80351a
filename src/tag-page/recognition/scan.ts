/** Finds the elements that show a tag's name. Which of them is the list is decided in `recognize.ts`. */
import { visible as normalize } from "../../lib/names"
import { isElement, isFormatting, isText, parentOf, pathTo, zoneOf } from "./dom"
import { withoutCount, withoutEllipsis, type NameIndex, type NameMatch } from "./names"
import type { Hit, Zone } from "./types"

/** Attributes in which pages keep a name whose text is shortened or not drawn yet. */
export const NAME_ATTRIBUTES = ["lt-prop-value", "lt-prop-title", "title", "data-title", "aria-label"]
const ONLY_NUMBERS = /^[\p{Nd}\s.,()[\]·•×x\-–|/]*$/u
/** More parts than this do not form one text. */
const MAX_PARTS = 12

/** Tracks the places of a page that show a tag's name, reading only what has changed. Decides nothing. */
export class Scanner {
  readonly hits = new Map<Element, Hit>()
  /** Open shadow roots found so far. An observer outside does not see changes in them. */
  readonly shadowRoots = new Set<ShadowRoot>()
  /** Custom elements without a shadow root so far: no event reports one attached later. */
  readonly #maybeHosts = new Set<Element>()
  nodes = 0
  /** Changes whenever a hit is added, removed or read again. */
  version = 0
  readonly #names: NameIndex
  #isRead = false
  /** Where hits were added, in order, to find those inside one element again. */
  #added: Element[] = []

  constructor(names: NameIndex) {
    this.#names = names
  }

  /** Reads these elements and their content again; the first time, the whole page. */
  read(changed: ReadonlySet<Element>): void {
    const again = this.#isRead ? new Set(changed) : new Set([document.documentElement])
    this.#isRead = true
    for (const host of this.#maybeHosts) {
      if (!host.isConnected) this.#maybeHosts.delete(host)
      else if (host.shadowRoot) again.add(host)
    }
    for (const element of this.hits.keys())
      if (!element.isConnected || (again.size > 0 && isUnder(element, again))) this.#drop(element)
    for (const element of again) {
      const parent = parentOf(element)
      if (!element.isConnected || (parent && isUnder(parent, again))) continue
      const zone = zoneAt(element)
      this.#added = []
      if (zone) this.#readElement(element, zone)
    }
  }

  #readElement(element: Element, zone: Zone): void {
    this.nodes++
    this.#readAttributes(element, zone)
    const shadow = element.shadowRoot
    if (shadow) {
      this.shadowRoots.add(shadow)
      this.#maybeHosts.delete(element)
      this.#readChildren(shadow, element, zone)
    } else if (element.localName.includes("-")) this.#maybeHosts.add(element)
    this.#readChildren(element, element, zone)
  }

  #readChildren(parent: ParentNode & Node, element: Element, zone: Zone): void {
    const from = this.#added.length
    const pieces = { texts: 0, dressed: 0, spans: 0 }
    for (let child = parent.firstChild; child; child = child.nextSibling) {
      if (child.nodeType === Node.TEXT_NODE) {
        this.nodes++
        const { data } = child as Text
        const match = this.#names.match(data)
        if (match) this.#add(element, zone, data, match)
        if (pieces.texts < 2 && isText(child)) pieces.texts++
      } else if (isElement(child)) {
        if (isFormatting(child)) pieces.dressed++
        else if (child.localName === "span") pieces.spans++
        const inner = zoneOf(child, zone)
        if (inner) this.#readElement(child, inner)
      }
    }
    const { texts, dressed, spans } = pieces
    const isMixed = texts + dressed > 1 || (texts > 0 && spans > 0)
    if (!isMixed || parent.childNodes.length > MAX_PARTS) return
    this.#readMixed(parent, { element, zone }, dressed > 0, this.#added.slice(from))
  }

  /** A text in several parts, as with a highlighted part: only the whole can be a name. */
  #readMixed(
    parent: Node,
    at: { element: Element; zone: Zone },
    dressed: boolean,
    added: readonly Element[],
  ): void {
    const { element, zone } = at
    const whole = parent.textContent ?? ""
    const match = this.#names.match(whole)
    const pieces = added.flatMap((inner) => (isPieceOf(inner, element) && this.hits.get(inner)) || [])
    if (match) {
      const others = pieces.flatMap((hit) => [...hit.exact, ...hit.counted])
      for (const hit of pieces) this.#drop(hit.element)
      this.#add(element, zone, whole, {
        exact: [...new Set([...match.exact, ...others])],
        counted: match.counted,
      })
    } else if (dressed) {
      for (const hit of pieces) {
        const rest = normalize(whole).replace(normalize(hit.source), "")
        if (!ONLY_NUMBERS.test(rest)) this.#drop(hit.element)
      }
    }
  }

  #readAttributes(element: Element, zone: Zone): void {
    for (const attribute of NAME_ATTRIBUTES) {
      const value = element.getAttribute(attribute)
      if (value === null) continue
      const match = this.#names.match(value)
      if (match?.exact.length && saysTheSame(element, value)) {
        this.#add(element, zone, value, { exact: match.exact, counted: [] })
        return
      }
    }
  }

  #add(element: Element, zone: Zone, source: string, match: NameMatch): void {
    const before = this.hits.get(element)
    // Two names in one place, such as two texts around a line break: neither is the row's.
    const exact = before ? [...new Set([...before.exact, ...match.exact])] : match.exact
    const counted = before ? [...new Set([...before.counted, ...match.counted])] : match.counted
    this.hits.set(element, { element, zone, source, exact, counted })
    this.#added.push(element)
    this.version++
  }

  #drop(element: Element): void {
    this.hits.delete(element)
    this.version++
  }
}

/** The zone inside an element, determined from the top down. */
function zoneAt(element: Element): Zone | null {
  return pathTo(element).reduce<Zone | null>((zone, at) => zone && zoneOf(at, zone), "plain")
}

/** Whether an element is, or is inside, one of these. */
function isUnder(element: Element, tops: ReadonlySet<Element>): boolean {
  for (let at: Element | null = element; at; at = parentOf(at)) if (tops.has(at)) return true
  return false
}

/** Whether an attribute matches what the element shows: the same text, a shortened one, or none yet. */
function saysTheSame(element: Element, value: string): boolean {
  const shown = normalize(element.textContent.slice(0, 2 * value.length + 80))
  const wanted = normalize(value)
  const cut = withoutEllipsis(shown)
  return (
    shown === "" ||
    shown === wanted ||
    withoutCount(shown) === wanted ||
    (cut !== undefined && wanted.startsWith(cut))
  )
}

/** Whether `inner` is `outer`, or only formatting lies between them. */
function isPieceOf(inner: Element, outer: Element): boolean {
  for (let at: Element | null = inner; at; at = at.parentElement) {
    if (at === outer) return true
    if (!isFormatting(at) && at.localName !== "span") return false
  }
  return false
}
