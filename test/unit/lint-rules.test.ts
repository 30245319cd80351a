/** The linter holds the direction of imports and keeps the pure folders pure. */
import { readdirSync } from "node:fs"
import { ESLint } from "eslint"
import ts from "typescript"
import tseslint from "typescript-eslint"
import { describe, expect, it } from "vitest"

/** Plants code at a path that need not exist; rules that need types are asked separately. */
const fast = new ESLint({
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  ruleFilter: ({ ruleId }) => !NEEDS_TYPES.some((name) => ruleId === `@typescript-eslint/${name}`),
})

const { rules } = tseslint.plugin as unknown as { rules: Record<string, { meta: { docs?: object } }> }
const NEEDS_TYPES = Object.entries(rules)
  .filter(([, { meta }]) => meta.docs !== undefined && "requiresTypeChecking" in meta.docs)
  .map(([name]) => name)

async function rulesBroken(eslint: ESLint, filePath: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath })
  return (result?.messages ?? []).map((message) => message.ruleId ?? message.message)
}

/** As `rulesBroken`, for rules that need types: in a program of this file alone, for that of the project takes seconds. */
async function typedRulesBroken(filePath: string, code: string): Promise<(string | null)[]> {
  const options: ts.CompilerOptions = { strict: true, lib: ["lib.es2015.d.ts"], types: [] }
  const host = ts.createCompilerHost(options)
  const getSourceFile = host.getSourceFile.bind(host)
  host.getSourceFile = (name, ...how) =>
    name === filePath ? ts.createSourceFile(name, code, ts.ScriptTarget.Latest) : getSourceFile(name, ...how)
  const programs = [ts.createProgram([filePath], options, host)]
  const languageOptions = { parserOptions: { projectService: false, programs } }
  return rulesBroken(new ESLint({ overrideConfig: { files: ["**/*.ts"], languageOptions } }), filePath, code)
}

/** The path of some module of a folder, as an import from another folder of src would name it. */
function someModuleOf(folder: string): string {
  const file = readdirSync(folder, { recursive: true, encoding: "utf8" }).find((name) => /\.tsx?$/.test(name))
  if (file === undefined) throw new Error(`${folder} holds no module`)
  return `${folder}/${file.replaceAll("\\", "/").replace(/\.tsx?$/, "")}`
}

describe("imports run downwards only", () => {
  const importing = (target: string): string => `export * from "../../${someModuleOf(target)}"\n`

  it.each([
    ["src/zoho", "src/jobs"],
    ["src/zoho", "src/ui"],
    ["src/jobs", "src/storage"],
    ["src/jobs", "src/backup"],
    ["src/storage", "src/accounts"],
    ["src/storage", "src/ui"],
    ["src/messages", "src/ui"],
    ["src/messages", "src/storage"],
    ["src/messages", "src/tag-page"],
    ["src/i18n", "src/ui"],
    ["src/reports", "src/ui"],
    ["src/ui", "src/tag-page"],
    ["src/ui", "src/accounts"],
    ["src/tag-page", "src/contents"],
    ["src/tag-page", "src/popup"],
    ["src/tag-page", "src/storage"],
    ["src/tag-page", "src/accounts"],
    ["src/accounts", "src/background"],
    ["src/accounts", "src/i18n"],
    ["src/background", "src/ui"],
    ["src/lib", "src/zoho"],
    ["src/zoho", "test/sandbox"],
    ["test/sandbox", "src/zoho"],
  ])("%s may not import from %s", async (from, target) => {
    expect(await rulesBroken(fast, `${from}/planted.ts`, importing(target))).toContain(
      "boundaries/dependencies",
    )
  })

  it("the tag page has no way around to storage", async () => {
    const code = 'export { useStored } from "../ui/hooks"\n'
    expect(await rulesBroken(fast, "src/tag-page/planted.ts", code)).toContain("no-restricted-imports")
  })

  it.each([
    ["src/contents", "src/tag-page"],
    ["src/tag-page", "src/ui"],
    ["src/tag-page", "src/zoho"],
    ["src/ui", "src/messages"],
    ["src/ui", "src/i18n"],
    ["src/background", "src/accounts"],
    ["src/accounts", "src/storage"],
    ["src/storage", "src/backup"],
    ["src/storage", "src/jobs"],
    ["src/jobs", "src/zoho"],
    ["src/jobs", "src/lib"],
    ["test/unit", "src/zoho"],
    ["test/unit", "test/sandbox"],
  ])("%s may import from %s", async (from, target) => {
    expect(await rulesBroken(fast, `${from}/planted.ts`, importing(target))).toEqual([])
  })
})

describe.each(["src/jobs", "src/backup"])("%s is pure", (room) => {
  it.each([
    ["no-restricted-globals", "export const tabs = browser.tabs"],
    ["no-restricted-globals", "export const id = chrome.runtime.id"],
    ["no-restricted-globals", 'export const answer = fetch("https://www.zohoapis.com")'],
    ["no-restricted-globals", "export const timer = setTimeout(() => 1, 1)"],
    ["no-restricted-globals", "export const id = crypto.randomUUID()"],
    ["no-restricted-globals", "export const { title } = document"],
    ["no-restricted-properties", "export const now = Date.now()"],
    ["no-restricted-properties", "export const roll = Math.random()"],
    ["no-restricted-properties", "export const get = globalThis.fetch"],
    ["no-restricted-syntax", "export const now = new Date()"],
    ["no-restricted-imports", 'export { default } from "webextension-polyfill"'],
    ["no-restricted-imports", 'export { default } from "ky"'],
    ["no-restricted-imports", 'export * from "node:fs"'],
  ])("%s reports %s", async (rule, code) => {
    expect(await rulesBroken(fast, `${room}/planted.ts`, code)).toContain(rule)
  })

  it("may name a given moment", async () => {
    expect(
      await rulesBroken(fast, `${room}/planted.ts`, "export const day = new Date(0).getUTCDate()"),
    ).toEqual([])
  })
})

describe("everywhere in src", () => {
  const long = (lines: number, line: string): string => Array.from({ length: lines }, () => line).join("\n")

  it.each([
    ["no-console", 'console.log("token")'],
    ["no-restricted-globals", 'export const answer = fetch("https://tracker.example")'],
    ["no-restricted-syntax", 'export const fill = (node: Element) => (node.innerHTML = "x")'],
    [
      "no-restricted-syntax",
      'export const add = (node: Element) => node.insertAdjacentHTML("beforeend", "x")',
    ],
    ["no-restricted-syntax", "export const box = <p dangerouslySetInnerHTML={{ __html: '' }} />"],
    ["no-restricted-syntax", "export const words = <p>Nothing was changed.</p>"],
    ["no-restricted-syntax", 'export const named = <button aria-label="Close the list" />'],
    ["no-restricted-syntax", "export enum State { On }"],
    ["no-eval", 'eval("1")'],
    ["eqeqeq", "export const same = (a: string, b: string) => a == b"],
    ["no-warning-comments", "// TODO later\nexport {}"],
    ["max-lines", long(251, "export {}")],
    ["max-lines-per-function", `export function all(): void {\n${long(81, "void 0")}\n}`],
    ["@typescript-eslint/no-explicit-any", "export const all: any = 1"],
    ["@typescript-eslint/explicit-function-return-type", "export function two() { return 2 }"],
    ["@typescript-eslint/no-non-null-assertion", "export const first = (list: string[]) => list[0]!"],
    [
      "react-hooks/rules-of-hooks",
      'import { useState } from "preact/hooks"\nexport function Box({ on }: { on: boolean }): null { if (on) useState(1); return null }',
    ],
  ])("%s reports a fault", async (rule, code) => {
    expect(await rulesBroken(fast, "src/popup/planted.tsx", code)).toContain(rule)
  })

  it.each([
    ["@typescript-eslint/no-floating-promises", "Promise.resolve(1)"],
    [
      "@typescript-eslint/no-unsafe-return",
      "export const parse = (text: string): string => JSON.parse(text)",
    ],
    [
      "@typescript-eslint/no-unnecessary-condition",
      "export const yes = (text: string) => text === undefined",
    ],
    [
      "@typescript-eslint/switch-exhaustiveness-check",
      'export function say(state: "on" | "off"): void { switch (state) { case "on": break } }',
    ],
  ])("%s reports a fault, with types", async (rule, code) => {
    expect(await typedRulesBroken("src/zoho/planted.ts", code)).toContain(rule)
  })
})

describe("private words", () => {
  const planted = [
    "// Whoever asks is answered.\nexport {}",
    "export const heldTags = 1",
    "export class Tags { #held = 1; read = () => this.#held }",
    "// A page\n// stands there.\nexport {}",
  ]
  it.each(
    ["src/jobs/planted.ts", "src/manager/planted.tsx", "src/planted.ts"].flatMap((file) =>
      planted.map((code) => [file, code] as const),
    ),
  )("are reported in %s: %s", async (file, code) => {
    expect(await rulesBroken(fast, file, code)).toContain("house/plain-words")
  })

  it.each(["export const heading = 1", "// The rest is withheld.\nexport {}"])(
    "are whole words: %s",
    async (code) => {
      expect(await rulesBroken(fast, "src/jobs/planted.ts", code)).toEqual([])
    },
  )
})

describe("tests", () => {
  it.each([
    ["vitest/no-focused-tests", 'import { it } from "vitest"\nit.only("x", () => undefined)'],
    ["vitest/no-disabled-tests", 'import { it } from "vitest"\nit.skip("x", () => undefined)'],
    ["vitest/valid-expect", 'import { expect, it } from "vitest"\nit("x", () => { expect(1) })'],
  ])("%s reports a fault", async (rule, code) => {
    expect(await rulesBroken(fast, "test/unit/planted.test.ts", code)).toContain(rule)
  })
})
