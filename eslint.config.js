import js from "@eslint/js"
import vitest from "@vitest/eslint-plugin"
import boundaries from "eslint-plugin-boundaries"
import reactHooks from "eslint-plugin-react-hooks"
import { defineConfig, globalIgnores } from "eslint/config"
import tseslint from "typescript-eslint"
import { directions, elements } from "./eslint.folders.js"
import { house } from "./eslint.words.js"

/** What a pure room may not touch: all of it comes in through ports, so that a simulation can hold the strings. */
const IMPURE_GLOBALS = [
  ...["browser", "chrome", "window", "document", "navigator", "location", "performance", "crypto"],
  ...["fetch", "XMLHttpRequest", "WebSocket", "indexedDB", "localStorage", "sessionStorage"],
  ...["setTimeout", "setInterval", "queueMicrotask", "requestAnimationFrame", "console", "process"],
]
const IMPURE_PROPERTIES = [
  { object: "Date", property: "now" },
  { object: "Math", property: "random" },
  ...IMPURE_GLOBALS.map((property) => ({ object: "globalThis", property })),
]
const IMPURE_MODULES = ["webextension-polyfill", "ky", "idb", "preact", "preact/*", "node:*"]

const DOM_SINKS =
  "AssignmentExpression[left.property.name=/^(innerHTML|outerHTML|srcdoc)$/], " +
  "CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe)$/]"
const ENUM = { selector: "TSEnumDeclaration", message: "Use a union of literals, or `as const`." }
const bannedSyntax = [
  { selector: DOM_SINKS, message: "Text from Zoho may hold markup: build nodes instead." },
  {
    selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
    message: "Text from Zoho may hold markup: build nodes instead.",
  },
  ENUM,
  {
    selector:
      "JSXText[value=/^(?!\\s*Tagsweep\\s*$).*[A-Za-z]{2}/], " +
      // A word of small letters and underscores is a message's key; Zoho's client IDs are the same everywhere.
      "JSXAttribute[name.name=/^(aria-label|label|title|alt|placeholder)$/] > Literal[value=/^(?!Tagsweep$|[a-z_]+$|1000\\.).*[A-Za-z]{2}/]",
    message: "What people read comes from the messages: t(…) or tn(…).",
  },
]
const clocks = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: "Take the time from the clock port.",
  },
  { selector: "CallExpression[callee.name='Date']", message: "Take the time from the clock port." },
]

export default defineConfig(
  globalIgnores(["build", ".plasmo", "node_modules", "test/**/fixtures"]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ["*.js"] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/explicit-function-return-type": [
        "error",
        { allowExpressions: true, allowTypedFunctionExpressions: true, allowHigherOrderFunctions: true },
      ],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      // There are no enums, and no class that could pass for another: these two take a third of the linter's time.
      "@typescript-eslint/no-unsafe-enum-assignment": "off",
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      // Ports, handlers and drivers implement asynchronous interfaces; not every method has to wait.
      "@typescript-eslint/require-await": "off",
      // Spreading gives code points, which is what is wanted wherever this code takes strings apart.
      "@typescript-eslint/no-misused-spread": ["error", { allow: ["string"] }],
      "@typescript-eslint/prefer-nullish-coalescing": [
        "error",
        { ignorePrimitives: { string: true, boolean: true } },
      ],
      // A type may be used as a record of strings, an interface may not.
      "@typescript-eslint/consistent-type-definitions": "off",
      complexity: ["error", { max: 14, variant: "modified" }],
      eqeqeq: ["error", "always", { null: "ignore" }],
      "max-depth": ["error", 3],
      "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", 5],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-restricted-syntax": ["error", ...bannedSyntax],
      "no-warning-comments": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
    },
  },
  {
    files: ["**/*.{js,cjs}"],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { "@typescript-eslint/explicit-function-return-type": "off" },
  },
  {
    // Plug-ins of Parcel's, which takes no others.
    files: ["**/*.cjs"],
    languageOptions: { sourceType: "commonjs" },
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
  {
    files: ["src/**", "test/**", ".ci/**"],
    plugins: { boundaries },
    settings: {
      "boundaries/elements": elements,
      "boundaries/root-path": import.meta.dirname,
      "import/resolver": { typescript: { alwaysTryTypes: true, project: "tsconfig.json" } },
    },
    rules: {
      "boundaries/dependencies": [
        "error",
        {
          default: "disallow",
          message:
            "{{from.element.type}} must not import from {{to.element.type}}: imports run downwards only",
          policies: [
            ...directions,
            { from: { element: { type: "sandbox" } }, allow: { to: { element: { type: "sandbox" } } } },
            { from: { element: { type: "test" } }, allow: { to: { element: { type: "*" } } } },
          ],
        },
      ],
    },
  },
  {
    files: ["src/**/*.tsx"],
    rules: { "max-lines-per-function": ["error", { max: 80, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ["src/**"],
    plugins: { "react-hooks": reactHooks },
    rules: {
      "no-console": "error",
      "react-hooks/exhaustive-deps": "error",
      "react-hooks/rules-of-hooks": "error",
    },
  },
  { files: ["src/**"], plugins: { house }, rules: { "house/plain-words": "error" } },
  {
    files: ["src/**"],
    ignores: ["src/zoho/**"],
    rules: {
      "no-restricted-globals": [
        "error",
        ...["fetch", "XMLHttpRequest", "WebSocket"].map((name) => ({
          name,
          message: "Zoho is asked through src/zoho, and nobody else is.",
        })),
      ],
    },
  },
  {
    files: ["src/tag-page/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [{ group: ["**/ui/hooks"], message: "Zoho's page has no storage: ask the background." }],
        },
      ],
    },
  },
  {
    files: ["src/{jobs,backup}/**"],
    rules: {
      "no-restricted-globals": ["error", ...IMPURE_GLOBALS],
      "no-restricted-imports": [
        "error",
        { patterns: [{ group: IMPURE_MODULES, message: "This room is pure." }] },
      ],
      "no-restricted-properties": ["error", ...IMPURE_PROPERTIES],
      "no-restricted-syntax": ["error", ...bannedSyntax, ...clocks],
    },
  },
  {
    files: ["test/**"],
    rules: {
      "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": "off",
      "max-params": ["error", 6],
      // Tests write the markup they read.
      "no-restricted-syntax": ["error", ENUM],
      complexity: "off",
      // Randomness and the like are handed on as functions of objects that need no `this`.
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/non-nullable-type-assertion-style": "off",
    },
  },
  {
    files: ["test/**/*.test.{ts,tsx}"],
    plugins: { vitest },
    rules: {
      "vitest/no-disabled-tests": "error",
      "vitest/no-focused-tests": "error",
      "vitest/no-conditional-tests": "error",
      "vitest/no-identical-title": "error",
      "vitest/valid-expect": "error",
    },
  },
)
