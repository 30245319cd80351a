import * as v from "valibot"
import type { Tab } from "../driver"
import { ChromiumTab } from "./tab"

const created = v.object({ context: v.object({ uniqueId: v.string(), origin: v.string() }) })

/** Evaluates an expression in the world of the extension's content script on that page, as that script could. */
export async function evaluateAsContentScript(
  tab: Tab,
  extensionOrigin: string,
  expression: string,
): Promise<unknown> {
  if (!(tab instanceof ChromiumTab)) throw new Error("only Chromium shows its content scripts' worlds")
  const session = await tab.page.context().newCDPSession(tab.page)
  const worlds: string[] = []
  session.on("Runtime.executionContextCreated", (event) => {
    const { context } = v.parse(created, event)
    if (context.origin === extensionOrigin) worlds.push(context.uniqueId)
  })
  await session.send("Runtime.enable")
  const [uniqueContextId] = worlds
  if (uniqueContextId === undefined) throw new Error("the extension has no content script on this page")
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
    expression,
    uniqueContextId,
    awaitPromise: true,
    returnByValue: true,
  })
  await session.detach()
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
  return result.value
}
