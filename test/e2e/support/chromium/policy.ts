import type { BrowserContext, Page } from "playwright-core"

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
  const page = await policyPage(context)
  // As text: test runners rewrite an import of their own.
  const done = await page.evaluate<boolean>(
    `import("chrome://resources/js/cr.js").then((cr) =>
      cr.sendWithPromise("setLocalTestPolicies", ${JSON.stringify(JSON.stringify(policies))}, ""))`,
  )
  await page.close()
  if (!done) throw new Error("this Chromium does not let policies be tried out")
}

/** The extension opens its options page at its start, and the browser puts that into a new tab that is still empty. */
async function policyPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  try {
    await page.goto("chrome://policy/test")
    return page
  } catch (error) {
    if (!String(error).includes("interrupted by another navigation")) throw error
    return policyPage(context)
  }
}
