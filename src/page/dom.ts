/** The parent as it is drawn from outside: a shadow tree's parent is its host. */
export function parentOf(element: Element): Element | null {
  if (element.parentElement) return element.parentElement
  const root = element.parentNode
  return root?.nodeType === Node.DOCUMENT_FRAGMENT_NODE ? ((root as Partial<ShadowRoot>).host ?? null) : null
}

/** Child elements: those of an open shadow root first, then the element's own. */
export function childrenOf(element: Element): Iterable<Element> & { readonly length: number } {
  const shadow = element.shadowRoot
  return shadow ? [...shadow.children, ...element.children] : element.children
}

/** Whether `outer` is `inner` or stands above it, through open shadow roots. */
export function holds(outer: Element, inner: Element): boolean {
  for (let at: Element | null = inner; at; at = parentOf(at)) if (at === outer) return true
  return false
}

/** Whether any text stands in the element, stopping at the first. */
export function hasText(node: Node): boolean {
  const shadow = (node as Partial<Element>).shadowRoot
  if (shadow && hasText(shadow)) return true
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (
      child.nodeType === Node.TEXT_NODE
        ? /\S/.test((child as Text).data)
        : isElement(child) && hasTextIn(child)
    ) {
      return true
    }
  }
  return false
}

const hasTextIn = (element: Element): boolean =>
  element.localName !== "script" && element.localName !== "style" && hasText(element)

/** Whether a node is an element; without `instanceof`, which fails for nodes of another frame. */
export function isElement(node: Node): node is Element {
  return node.nodeType === Node.ELEMENT_NODE
}

/**
 * Whether a person can see the element, as far as styles tell; without layout where the browser knows a way.
 * https://developer.mozilla.org/docs/Web/API/Element/checkVisibility
 */
export function isVisible(element: Element): boolean {
  return element.checkVisibility({ visibilityProperty: true })
}
