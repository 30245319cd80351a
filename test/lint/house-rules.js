/** The linter's rules of this house: where imports may go, what words are used, what syntax is not. */
import { readFileSync } from "node:fs"
import { dirname, relative, resolve, sep } from "node:path"

const ROOT = resolve(import.meta.dirname, "../..")

/**
 * The folders of src and what each may import from, upper folders first: imports run downwards only. Zoho's page is the
 * least trusted place that our code runs in, so the folder for it reaches neither accounts nor what is stored. All may
 * import from lib, which knows nothing of the product.
 */
const SHARED = ["ui", "reports", "i18n", "storage", "messages", "backup", "jobs", "zoho"]
const SCREENS = ["popup", "options", "manager", "backups", "confirm"]
const MAY_IMPORT = {
  entry: ["background", ...SCREENS, "tag-page", "accounts", ...SHARED],
  background: ["i18n", "accounts", "storage", "messages", "backup", "jobs", "zoho"],
  popup: SHARED,
  options: SHARED,
  manager: SHARED,
  backups: SHARED,
  confirm: SHARED,
  "tag-page": ["ui", "i18n", "messages", "jobs", "zoho"],
  ui: ["reports", "i18n", "storage", "messages", "backup", "jobs", "zoho"],
  reports: ["i18n", "storage", "backup", "jobs", "zoho"],
  i18n: ["storage", "messages", "backup", "jobs", "zoho"],
  accounts: ["storage", "zoho"],
  storage: ["backup", "jobs", "zoho"],
  messages: ["jobs", "zoho"],
  backup: ["jobs", "zoho"],
  jobs: ["zoho"],
  zoho: [],
  lib: [],
}

/** "popup" of `src/popup/view.tsx`, "entry" of `src/popup.tsx`, "sandbox" and "test" of tests, undefined elsewhere. */
function folderOf(path) {
  const [top, folder, ...rest] = path.split(sep)
  if (top === "test") return folder === "sandbox" ? "sandbox" : "test"
  if (top !== "src") return undefined
  return rest.length > 0 && folder in MAY_IMPORT ? folder : "entry"
}

function mayImport(from, to) {
  if (from === undefined || to === undefined || from === "test" || from === to) return true
  return from !== "sandbox" && (to === "lib" || MAY_IMPORT[from].includes(to))
}

const importsDownwards = {
  meta: { messages: { upwards: "{{from}} must not import from {{to}}: imports run downwards only." } },
  create(context) {
    const from = folderOf(relative(ROOT, context.filename))
    function check({ source }) {
      if (typeof source?.value !== "string" || !source.value.startsWith(".")) return
      const to = folderOf(relative(ROOT, resolve(dirname(context.filename), source.value)))
      if (!mayImport(from, to)) context.report({ node: source, messageId: "upwards", data: { from, to } })
    }
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportAllDeclaration: check,
      ExportNamedDeclaration: check,
      TSImportType: check,
    }
  },
}

/** @param selector of ESLint's, https://eslint.org/docs/latest/extend/selectors */
function forbid(selector, message) {
  return { create: (context) => ({ [selector]: (node) => context.report({ node, message }) }) }
}

/**
 * `words`: of earlier versions, which readers would have to learn first; CONTRIBUTING.md has the words that we use.
 * `phrases`: in comments and titles alone. `british`: beginnings of words in British spelling; ours is American.
 */
const PRIVATE = JSON.parse(readFileSync(new URL("private-words.json", import.meta.url), "utf8"))

/** `isFindTagsDisabled` is is, find, tags, disabled. */
const partsOf = (name) =>
  name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[\s_$]+/)

/** it, describe, and what we made of them: itHere, itForRelease. */
const TEST = /^(it|test|describe)(?![a-z])/

/** `it` of `it.each(rows)(title, …)`. */
function rootOf(callee) {
  let root = callee
  while (root.object ?? root.callee ?? root.tag) root = root.object ?? root.callee ?? root.tag
  return root.name ?? ""
}

/** Whether a file begins with a line that says what it is. */
const openingLine = {
  meta: { messages: { missing: "Begin with one line that says what this file is: /** … */" } },
  create: (context) => ({
    Program(node) {
      if (!context.sourceCode.text.startsWith("/**")) context.report({ node, messageId: "missing" })
    },
  }),
}

const plainWords = {
  meta: {
    type: "suggestion",
    messages: {
      private: "“{{word}}” is a private word: say what users, Zoho or the browsers' documents call it.",
      british: "“{{word}}” is British spelling: write it as Americans do.",
    },
    schema: [],
  },
  create(context) {
    const inText = new RegExp(
      `(?<![\\w-])(?:${[...PRIVATE.words, ...PRIVATE.phrases].join("|")})(?![\\w-])`,
      "i",
    )
    const british = new RegExp(`\\b(?:${PRIVATE.british.join("|")})\\w*`, "i")
    const checkName = (node) => {
      for (const word of partsOf(node.name)) {
        if (PRIVATE.words.includes(word)) context.report({ node, messageId: "private", data: { word } })
        if (british.test(word)) context.report({ node, messageId: "british", data: { word } })
      }
    }
    const checkText = (text, loc) => {
      const [word] = inText.exec(text) ?? []
      if (word !== undefined) context.report({ loc, messageId: "private", data: { word } })
      const [spelling] = british.exec(text) ?? []
      if (spelling !== undefined) context.report({ loc, messageId: "british", data: { word: spelling } })
    }
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          checkText(comment.value.replace(/\s*\n\s*\*?\s*/g, " "), comment.loc)
        }
      },
      CallExpression({ callee, arguments: [title] }) {
        if (title === undefined || !TEST.test(rootOf(callee))) return
        const parts = title.quasis?.map(({ value }) => value.cooked) ?? [title.value]
        checkText(parts.join(" "), title.loc)
      },
      Identifier: checkName,
      PrivateIdentifier: checkName,
    }
  },
}

export default {
  meta: { name: "house" },
  rules: {
    "imports-downwards": importsDownwards,
    "opening-line": openingLine,
    "plain-words": plainWords,
    "no-markup": forbid(
      "AssignmentExpression[left.property.name=/^(innerHTML|outerHTML|srcdoc)$/], " +
        "CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe)$/], " +
        "JSXAttribute[name.name='dangerouslySetInnerHTML']",
      "Text from Zoho may hold markup: build nodes instead.",
    ),
    "words-from-messages": forbid(
      "JSXText[value=/^(?!\\s*Tagsweep\\s*$).*[A-Za-z]{2}/], " +
        // A word of small letters and underscores is a message's key; Zoho's client IDs are the same everywhere.
        "JSXAttribute[name.name=/^(aria-label|label|title|alt|placeholder)$/] > Literal[value=/^(?!Tagsweep$|[a-z_]+$|1000\\.).*[A-Za-z]{2}/]",
      "What people read comes from the messages: t(…) or tn(…).",
    ),
    "no-enum": forbid("TSEnumDeclaration", "Use a union of literals, or `as const`."),
    "no-clock": forbid(
      "NewExpression[callee.name='Date'][arguments.length=0], CallExpression[callee.name='Date']",
      "Take the time from the clock port.",
    ),
  },
}
