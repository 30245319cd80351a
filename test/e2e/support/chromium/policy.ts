import type { BrowserContext } from "playwright-core"

/** Source, scope and level as Chromium's own page for trying policies out numbers them: chrome://policy/test. */
const MANDATORY = { source: 0, scope: 0, level: 1 }

/** Puts an extension's policy into force in this profile alone: files in /etc would reach every Chromium. */
export async function setPolicy(
  context: BrowserContext,
  extensionId: string,
  policy: Readonly<Record<string, unknown>>,
): Promise<void> {
  const policies = Object.entries(policy).map(([name, value]) => ({
    namespace: extensionId,
    name,
    value,
    ...MANDATORY,
  }))
  const page = await context.newPage()
  await page.goto("chrome://policy/test")
  // As text: test runners rewrite an import of their own.
  const done = await page.evaluate<boolean>(
    `import("chrome://resources/js/cr.js").then((cr) =>
      cr.sendWithPromise("setLocalTestPolicies", ${JSON.stringify(JSON.stringify(policies))}, ""))`,
  )
  await page.close()
  if (!done) throw new Error("this Chromium does not let policies be tried out")
}
