/**
 * Imitates how translators and word-replacing extensions change a page. End-to-end tests pass each function to
 * `evaluate`, so it runs in the page and must not use anything outside itself.
 */

/** The translators of Chrome, Edge and Firefox, and an extension that replaces words. */
export type TranslatorStyle = "chrome" | "edge" | "firefox" | "replacer"
export const translatorStyles: readonly TranslatorStyle[] = ["chrome", "edge", "firefox", "replacer"]

/** Translates the page's current and later content until `showOriginal`. */
export function translatePage(style: TranslatorStyle, words: Readonly<Record<string, string>>): void {
  const undos: (() => void)[] = []
  const written = new Map<Node, string>()
  const html = document.documentElement

  function translate(source: string): string | undefined {
    const [, before = "", core = "", after = ""] =
      /^([\s\u200e\u200f]*)(.*?)((?:\s*\(\d+\))?[\s\u200e\u200f]*)$/su.exec(source) ?? []
    return Object.hasOwn(words, core) ? `${before}${words[core]}${after}` : undefined
  }

  function font(): HTMLElement {
    const element = document.createElement("font" as string)
    element.style.verticalAlign = "inherit"
    return element
  }

  function onText(text: Text): void {
    if (written.get(text) === text.data) return
    const source = text.data
    const target = translate(source)
    const parent = text.parentElement ?? undefined
    if (target === undefined) return
    if (style === "chrome") {
      const [outer, inner] = [font(), font()]
      const shown = document.createTextNode(target)
      written.set(shown, target)
      inner.append(shown)
      outer.append(inner)
      text.replaceWith(outer)
      undos.push(() => outer.replaceWith(text))
      return
    }
    if (style === "edge" && parent) {
      parent.setAttribute("_msttexthash", "42250")
      parent.setAttribute("_msthash", "103")
      undos.push(() => {
        parent.removeAttribute("_msttexthash")
        parent.removeAttribute("_msthash")
      })
    }
    written.set(text, target)
    text.data = target
    undos.push(() => {
      if (text.data === target) text.data = source
    })
  }

  function onElement(element: Element): void {
    if (/^(?:script|style|textarea)$/.test(element.localName)) return
    // Word replacers ignore `translate="no"`.
    if (style !== "replacer" && element.matches('[translate="no"],.notranslate')) return
    const title = element.getAttribute("title")
    const translated = title === null ? undefined : translate(title)
    if (style === "firefox" && title !== null && translated !== undefined) {
      element.setAttribute("title", translated)
      undos.push(() => element.setAttribute("title", title))
    }
    if (element.shadowRoot) onRoot(element.shadowRoot)
    walk(element)
  }

  function walk(parent: ParentNode & Node): void {
    for (const child of [...parent.childNodes]) {
      if (child.nodeType === 3) onText(child as Text)
      else if (child.nodeType === 1) onElement(child as Element)
    }
  }

  const roots = new Set<Node>()
  const observer = new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      const isExempt = (target.nodeType === 1 ? (target as Element) : target.parentElement)?.closest(
        '[translate="no"],.notranslate',
      )
      if (isExempt && style !== "replacer") continue
      if (target.nodeType === 3 && target.isConnected) onText(target as Text)
      for (const node of addedNodes) {
        if (!node.isConnected) continue
        if (node.nodeType === 3) onText(node as Text)
        else if (node.nodeType === 1) onElement(node as Element)
      }
    }
  })
  function onRoot(root: ParentNode & Node): void {
    if (!roots.has(root)) observer.observe(root, { subtree: true, childList: true, characterData: true })
    roots.add(root)
    walk(root)
  }

  const language = html.lang
  if (style === "chrome") html.classList.add("translated-ltr")
  if (style === "chrome" || style === "firefox") html.lang = "en"
  onRoot(document.body)
  const undoAll = (): void => {
    observer.disconnect()
    for (const undo of undos.reverse()) undo()
    html.classList.remove("translated-ltr")
    html.lang = language
  }
  // An event, because Firefox's driver does not share globals between two scripts.
  document.addEventListener("show-original", undoAll, { once: true })
}

/** Reverts the translation of all texts that have not changed since. */
export function showOriginal(): void {
  document.dispatchEvent(new Event("show-original"))
}
