/** Every claim in SECURITY.md names an existing test. */
import { existsSync, readFileSync } from "node:fs"
import { parseSync, Visitor, type ESTree } from "vite"
import { describe, expect, it } from "vitest"

const page = readFileSync("SECURITY.md", "utf8")
const named = [...page.matchAll(/`(test\/[^`]+\.test\.tsx?)`(?:: “([^”]+)”)?/g)].map(
  ([, file = "", name]) => ({
    file,
    name,
  }),
)

/** The titles of a file's `it` and `test` calls that run: not skipped ones or todos. */
function titlesIn(file: string): Set<string> {
  const titles = new Set<string>()
  const visitor = new Visitor({
    CallExpression({ callee, arguments: [title] }) {
      if (title?.type === "Literal" && typeof title.value === "string" && runs(callee))
        titles.add(title.value)
    },
  })
  visitor.visit(parseSync(file, readFileSync(file, "utf8")).program)
  return titles
}

/** `it`, `test`, `it.each(…)`, and `itHere`, which runs in Chromium and, for a release, also in Firefox. */
function runs(callee: ESTree.Expression): boolean {
  if (callee.type === "Identifier") return ["it", "test", "itHere"].includes(callee.name)
  if (callee.type === "CallExpression") return runs(callee.callee)
  if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return false
  return callee.property.name === "each" && runs(callee.object)
}

describe("SECURITY.md", () => {
  it("names a test, by its title, in every row that says what stops an attack", () => {
    const lines = page.split("\n").filter((line) => line.startsWith("| ") && !/^\| (It |-)/.test(line))
    expect(lines.length).toBeGreaterThan(12)
    expect(lines.filter((line) => !/`test\/[^`]+`: “/.test(line))).toEqual([])
  })

  it("has a table for every attacker, or text with tests that says what stops them", () => {
    const attackers = page
      .split("\n## ")
      .find((part) => part.startsWith("Who may attack"))
      ?.split("\n### ")
      .slice(1)
    expect(attackers).toHaveLength(8)
    expect(attackers?.filter((text) => !/`test\/[^`]+`: “/.test(text))).toEqual([])
  })

  it("names only existing tests that run", () => {
    expect(named.length).toBeGreaterThan(20)
    expect(named.filter(({ file }) => !existsSync(file))).toEqual([])
    const titles = new Map(named.map(({ file }) => [file, titlesIn(file)]))
    expect(named.filter(({ file, name }) => name === undefined || !titles.get(file)?.has(name))).toEqual([])
  })
})
