import type { BrowserContext, Page } from "playwright-core"

/** Source, scope and level as Chromium's own page for testing policies numbers them: chrome://policy/test. */
const MANDATORY = { source: 0, scope: 0, level: 1 }

/** Applies an extension's policy in this profile only; files in /etc would affect every Chromium. */
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
  // As a string, since test runners rewrite functions that are imported.
  const done = await page.evaluate<boolean>(
    `import("chrome://resources/js/cr.js").then((cr) =>
      cr.sendWithPromise("setLocalTestPolicies", ${JSON.stringify(JSON.stringify(policies))}, ""))`,
  )
  await page.close()
  if (!done) throw new Error("this Chromium does not let policies be tried out")
}

/** The extension opens its options page at startup, in a new tab that is still empty. */
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
