/** The elements of a test's own markup. */
export function markup(html: string): Node[] {
  return [...new DOMParser().parseFromString(html, "text/html").body.childNodes]
}
