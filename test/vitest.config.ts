import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config"

/** A file by its whole name: under another, Vitest runs a setup for the first file of a worker only. */
function here(path: string): string {
  const file = fileURLToPath(new URL(path, import.meta.url))
  if (!existsSync(file)) throw new Error(`${file} is not there`)
  return file
}

// webextension-polyfill throws at import outside a browser:
// https://github.com/mozilla/webextension-polyfill/blob/0.12.0/src/browser-polyfill.js
const alias = { "webextension-polyfill": here("./support/fake-browser.ts") }

type ProjectOptions = NonNullable<TestProjectInlineConfiguration["test"]>

/** One project per kind of test, each in the folder of its name. */
function project(name: string, options: ProjectOptions = {}): TestProjectInlineConfiguration {
  return {
    extends: true,
    resolve: { alias },
    test: { name, include: [`test/${name}/**/*.test.{ts,tsx}`], environment: "node", ...options },
  }
}

// A guard against what hangs, never a budget: a busy machine may take ten times as long as a quiet one.
const guarded: ProjectOptions = {
  ...{ testTimeout: 120_000, hookTimeout: 120_000 },
  setupFiles: [here("./support/fresh-browser.ts"), here("./support/english.ts")],
}

// The files of a worker share its browsers (`e2e/support/stage.ts`), so they share its modules, too.
const realBrowsers: ProjectOptions = {
  pool: "forks",
  isolate: false,
  environment: here("./e2e/support/environment.ts"),
  setupFiles: [here("./e2e/support/setup.ts")],
  // One more than cores: browsers wait for what a person would wait for.
  maxWorkers: Number(process.env["TAGSWEEP_E2E_WORKERS"] ?? 3),
  testTimeout: 300_000,
  hookTimeout: 300_000,
}

/** Reads what `npm run package` has made, so it has a step of its own. */
const PACKAGES = "test/e2e/packages.e2e.test.ts"

export default defineConfig({
  root: here(".."),
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    passWithNoTests: false,
    projects: [
      // Most of their time would be loading the same modules again for each file.
      project("unit", { ...guarded, isolate: false }),
      project("background", { ...guarded }),
      project("dom", { ...guarded, environment: "happy-dom" }),
      project("simulation", guarded),
      project("conformance", guarded),
      project("e2e", { ...realBrowsers, exclude: [PACKAGES] }),
      project("packages", { ...realBrowsers, include: [PACKAGES] }),
    ],
  },
})
