/** The elements that a piece of a test's own markup stands for. */
export function markup(html: string): Node[] {
  return [...new DOMParser().parseFromString(html, "text/html").body.childNodes]
}
