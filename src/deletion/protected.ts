/** Tags that nothing may delete or merge away, by their names. */

/** For comparing names whatever their case, width or the spaces around them: what is protected errs on that side. */
function plain(text: string): string {
  return text.normalize("NFKC").trim().toLowerCase()
}

/**
 * Whether the parts stand in the name one after the other, the first at its start and the last at its end. Not a
 * regular expression made from the pattern: many `*` would make that take for ever.
 */
function fits(name: string, parts: readonly string[]): boolean {
  const [first = "", ...others] = parts
  const last = others.pop()
  if (last === undefined) return name === first
  if (!name.startsWith(first)) return false
  let from = first.length
  for (const part of others) {
    const at = name.indexOf(part, from)
    if (at < 0) return false
    from = at + part.length
  }
  return name.length - last.length >= from && name.endsWith(last)
}

/**
 * @param list names, and patterns with `*` for any characters; case does not matter, empty entries protect nothing
 * @returns whether a tag of that name is protected
 */
export function protection(list: readonly string[]): (name: string) => boolean {
  const entries = list.map(plain).filter((each) => each !== "")
  const names = new Set(entries.filter((each) => !each.includes("*")))
  const patterns = entries.filter((each) => each.includes("*")).map((each) => each.split("*"))
  return (name) => {
    const of = plain(name)
    return names.has(of) || patterns.some((parts) => fits(of, parts))
  }
}
