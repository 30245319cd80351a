/**
 * The parts of the tag page's script that stand in bundles of their own: a page pays for them when they are needed.
 * The background puts them into the world that the script lives in; Zoho's page cannot reach them, nor load them.
 */
import type { PagePart } from "../messaging/page-parts"
import { send } from "../messaging/send"
import { frame } from "./frame"
import type { Parts } from "./frame"

/**
 * The part, put in unless it is here.
 * @throws Error when it could not be put in, ContextInvalidated as `send`
 */
export async function part<P extends PagePart>(name: P): Promise<Parts[P]> {
  if (!frame().parts?.[name]) await send("page.part", { part: name })
  const here = frame().parts?.[name]
  if (!here) throw new Error(`The part ${name} did not come`)
  return here
}
