/** Puts CSS in force without touching the page's policies. */

/**
 * Adopts the given style texts in a document or shadow root.
 * Constructed sheets pass any CSP. Firefox refuses them to content scripts (bugzilla 1751346), but lets a
 * content script's own <style> element through the page's CSP (bugzilla 1415352), so that is the second way.
 */
export function adoptStyles(root: Document | ShadowRoot, ...css: readonly string[]): void {
  const text = css.join("\n")
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(text)
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  } catch {
    const style = document.createElement("style")
    style.textContent = text
    ;(root instanceof ShadowRoot ? root : root.head).append(style)
  }
}
