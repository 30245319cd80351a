/** What the background still answers where its storage does not open: that it does not, and what to do. */
import type { CommandName } from "../messaging/contract"
import type { Handlers } from "../messaging/receive"
import type { Outcome, Problem } from "../messaging/views"
import { activatePage, withoutStorage } from "./page-handlers"
import { refused } from "./problems"

/** Commands whose answer can be a problem. */
const ASKED = [
  "page.connect",
  "draft",
  "draft.show",
  "confirm",
  "account.check",
  "account.connect",
  "account.reconnect",
  "account.grant",
  "account.disconnect",
  "modules.list",
  "tags.ofModule",
  "tags.usage",
  "check.start",
] as const satisfies readonly CommandName[]

/** Nothing that was asked for is begun. */
export function handlersWithoutStorage(problem: Problem): Partial<Handlers> {
  const refuse = (): Promise<Outcome<never>> => Promise.resolve(refused(problem))
  return {
    ...(Object.fromEntries(ASKED.map((name) => [name, refuse])) as Partial<Handlers>),
    "page.activate": (_request, sender) => activatePage(sender),
    "page.context": () => Promise.resolve(withoutStorage(problem)),
  }
}
