/** Tests of the lint rules: import direction, pure folders, forbidden words and syntax. */
import { execFile } from "node:child_process"
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join, resolve } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

/** All planted code, by file. */
const planted = new Map<string, string>()
/** The names of the broken rules, by file. */
const broken = new Map<string, string[]>()
let project = ""

/**
 * Plants code in an empty project with our lint configuration. Adds an opening comment unless the code begins with #.
 * @param where a folder, and optionally how the file's name ends: "src/popup *.tsx"
 * @returns a function that returns the broken rules, for use in a test, after linting
 */
function plant(where: string, code: string): () => readonly string[] {
  const [folder = "", ending = "*.ts"] = where.split(" ")
  const file = `${folder}/planted${planted.size}${ending.slice(1)}`
  planted.set(file, code)
  return () => broken.get(file) ?? []
}

/** The same for `it.each`: each row's code breaks its rule. */
function plantAll(where: string, rows: readonly (readonly [rule: string, code: string])[]): Planted[] {
  return rows.map(([rule, code]) => ({ rule, code, rules: plant(where, code) }))
}

interface Planted {
  readonly rule: string
  readonly code: string
  readonly rules: () => readonly string[]
}

function writeProject(): void {
  // The rules identify folders by their real paths.
  project = realpathSync(mkdtempSync(join(tmpdir(), "tagsweep-lint-")))
  mkdirSync(join(project, "test/lint"), { recursive: true })
  for (const file of [".oxlintrc.json", "test/lint/house-rules.js", "test/lint/private-words.json"])
    copyFileSync(file, join(project, file))
  symlinkSync(resolve("node_modules"), join(project, "node_modules"), "junction")
  writeFileSync(join(project, "package.json"), '{ "type": "module" }')
  const compilerOptions = {
    strict: true,
    noEmit: true,
    module: "esnext",
    moduleResolution: "bundler",
    types: [],
  }
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions }))
  for (const [file, code] of planted) {
    mkdirSync(dirname(join(project, file)), { recursive: true })
    writeFileSync(join(project, file), code.startsWith("#") ? code.slice(1) : `/** Planted. */\n${code}`)
  }
}

interface Diagnostic {
  readonly filename: string
  /** eslint(no-eval) */
  readonly code?: string
  readonly message: string
}

/** One run for all tests, because starting the linter takes longer than linting. */
beforeAll(async () => {
  writeProject()
  const args = [resolve("node_modules/oxlint/bin/oxlint"), "--format=json", "src", "test"]
  const output = await new Promise<string>((done) => {
    execFile(process.execPath, args, { cwd: project, maxBuffer: Infinity }, (_error, stdout) => done(stdout))
  })
  const found = JSON.parse(output) as { diagnostics: Diagnostic[]; number_of_files: number }
  // A file that was not linted breaks no rule. The rules themselves are one more file.
  expect(found.number_of_files).toBe(planted.size + 1)
  for (const { filename, code, message } of found.diagnostics) {
    const [, plugin, rule = message] = /^(.*)\((.*)\)$/.exec(code ?? "") ?? []
    // Planted code imports modules that do not exist: TypeScript's own errors do not count.
    if (/^TS\d+$/.test(rule)) continue
    broken.set(filename, [...(broken.get(filename) ?? []), plugin === "eslint" ? rule : `${plugin}/${rule}`])
  }
})
afterAll(() => rmSync(project, { recursive: true, force: true }))

describe("imports run downward only", () => {
  const importing = (target: string): string => `export * from "../../${target}/some-module"\n`

  for (const [from, target] of [
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
  ] as const) {
    const rules = plant(from, importing(target))
    it(`${from} may not import from ${target}`, () => {
      expect(rules()).toEqual(["house/imports-downwards"])
    })
  }

  for (const code of [
    'import { send } from "../messages/send"\nexport const act = send',
    'export { send } from "../messages/send"',
    'export const load = () => import("../messages/send")',
    'export type Send = import("../messages/send").Send',
  ]) {
    const rules = plant("src/zoho", code)
    it(`in any syntax: ${code.split("\n", 1)[0]}`, () => {
      expect(rules()).toContain("house/imports-downwards")
    })
  }

  const indirect = plant("src/tag-page", 'export { useStored } from "../ui/hooks"\n')
  it("the tag page cannot reach storage indirectly", () => {
    expect(indirect()).toContain("no-restricted-imports")
  })

  for (const [from, target] of [
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
  ] as const) {
    const rules = plant(from, importing(target))
    it(`${from} may import from ${target}`, () => {
      expect(rules()).toEqual([])
    })
  }
})

describe.each(["src/jobs", "src/backup"])("%s", (folder) => {
  it.each(
    plantAll(folder, [
      ["no-restricted-globals", "export const tabs = browser.tabs"],
      ["no-restricted-globals", "export const id = chrome.runtime.id"],
      ["no-restricted-globals", 'export const answer = fetch("https://www.zohoapis.com")'],
      ["no-restricted-globals", "export const timer = setTimeout(() => 1, 1)"],
      ["no-restricted-globals", "export const id = crypto.randomUUID()"],
      ["no-restricted-globals", "export const { title } = document"],
      ["no-restricted-properties", "export const now = Date.now()"],
      ["no-restricted-properties", "export const roll = Math.random()"],
      ["no-restricted-properties", "export const get = globalThis.fetch"],
      ["house/no-clock", "export const now = new Date()"],
      ["house/no-clock", "export const now = Date()"],
      ["no-restricted-imports", 'export { default } from "webextension-polyfill"'],
      ["no-restricted-imports", 'export { default } from "ky"'],
      ["no-restricted-imports", 'export * from "node:fs"'],
    ]),
  )("is pure: $rule reports $code", ({ rule, rules }) => {
    expect(rules()).toContain(rule)
  })

  const fixedDate = plant(folder, "export const day = new Date(0).getUTCDate()")
  it("may create a date from a given time", () => {
    expect(fixedDate()).toEqual([])
  })
})

describe("everywhere in src", () => {
  const long = (lines: number, line: string): string => Array.from({ length: lines }, () => line).join("\n")

  it.each([
    ...plantAll("src/popup *.tsx", [
      ["no-console", 'console.log("token")'],
      ["no-restricted-globals", 'export const answer = fetch("https://tracker.example")'],
      ["house/no-markup", 'export const fill = (node: Element) => (node.innerHTML = "x")'],
      ["house/no-markup", 'export const add = (node: Element) => node.insertAdjacentHTML("beforeend", "x")'],
      ["house/no-markup", "export const box = <p dangerouslySetInnerHTML={{ __html: '' }} />"],
      ["house/words-from-messages", "export const words = <p>Nothing was changed.</p>"],
      ["house/words-from-messages", 'export const named = <button aria-label="Close the list" />'],
      ["house/no-enum", "export enum State { On }"],
      ["no-eval", 'eval("1")'],
      ["eqeqeq", "export const same = (a: string, b: string) => a == b"],
      ["no-warning-comments", "// TODO later\nexport {}"],
      ["max-lines", long(251, "export {}")],
      ["max-lines-per-function", `export function all(): void {\n${long(81, "void 0")}\n}`],
      ["typescript/no-explicit-any", "export const all: any = 1"],
      ["typescript/explicit-function-return-type", "export function two() { return 2 }"],
      ["typescript/no-non-null-assertion", "export const first = (list: string[]) => list[0]!"],
      [
        "react-hooks/rules-of-hooks",
        'import { useState } from "preact/hooks"\nexport function Box({ on }: { on: boolean }): null { if (on) useState(1); return null }',
      ],
    ]),
    // Rules that need types.
    ...plantAll("src/zoho", [
      ["typescript/no-floating-promises", "Promise.resolve(1)"],
      ["typescript/no-unsafe-return", "export const parse = (text: string): string => JSON.parse(text)"],
      ["typescript/no-unnecessary-condition", "export const yes = (text: string) => text === undefined"],
      [
        "typescript/switch-exhaustiveness-check",
        'export function say(state: "on" | "off"): void { switch (state) { case "on": break } }',
      ],
    ]),
  ])("$rule reports a fault", ({ rule, rules }) => {
    expect(rules()).toContain(rule)
  })
})

describe("forbidden words", () => {
  const words = [
    "// Whoever asks is answered.\nexport {}",
    "export const heldTags = 1",
    "export class Tags { #held = 1; read = () => this.#held }",
    "// A page\n// stands there.\nexport {}",
  ].map((code) => ["house/plain-words", code] as const)
  it.each(["src/jobs", "src/manager *.tsx", "src"].flatMap((where) => plantAll(where, words)))(
    "are reported: $code",
    ({ rule, rules }) => {
      expect(rules()).toContain(rule)
    },
  )

  it.each(
    plantAll("test/unit *.test.ts", [
      ["house/plain-words", 'import { it } from "vitest"\nit("is told", () => undefined)'],
      ["house/plain-words", 'import { it } from "vitest"\nit.each([1])("is mended %s", () => undefined)'],
      ["house/plain-words", 'import { describe } from "vitest"\ndescribe(`a ${1} firm`, () => undefined)'],
    ]),
  )("are reported in a test's title: $code", ({ rule, rules }) => {
    expect(rules()).toContain(rule)
  })

  for (const code of ["export const heading = 1", "// The rest is withheld.\nexport {}"]) {
    const rules = plant("src/jobs", code)
    it(`are not reported inside other words: ${code}`, () => {
      expect(rules()).toEqual([])
    })
  }
})

describe("a file's opening comment", () => {
  for (const where of ["src/jobs", "test/unit *.test.ts"]) {
    const rules = plant(where, "#export const calls = 1\n/** Too late. */\n")
    it(`is required in ${where}`, () => {
      expect(rules()).toEqual(["house/opening-line"])
    })
  }
})

describe("tests", () => {
  it.each(
    plantAll("test/unit *.test.ts", [
      ["vitest/no-focused-tests", 'import { it } from "vitest"\nit.only("x", () => undefined)'],
      ["vitest/no-disabled-tests", 'import { it } from "vitest"\nit.skip("x", () => undefined)'],
      ["vitest/valid-expect", 'import { expect, it } from "vitest"\nit("x", () => { expect(1) })'],
    ]),
  )("$rule reports a fault", ({ rule, rules }) => {
    expect(rules()).toContain(rule)
  })
})
