/** The elements that a piece of a test's own markup describes. */
export function markup(html: string): Node[] {
  return [...new DOMParser().parseFromString(html, "text/html").body.childNodes]
}
