/** Checks that a tag's reported state is true at the time it is reported. */
import type { JobEvent } from "../../../src/jobs/events"
import type { ItemState, JobTag } from "../../../src/jobs/job"
import type { MassDeleteStep } from "../../../src/jobs/steps"
import type { Watch, Watched } from "./watch"
import { STALE, type Zoho } from "./zoho"

/** The event and the step that changed a tag's state. */
export interface Seen {
  readonly event: JobEvent
  readonly step: MassDeleteStep
}

/** The flaw of a tag's new state, or null. */
export function judge(tag: JobTag, was: ItemState, seen: Seen, job: Watched, watch: Watch): string | null {
  if (was === "done" || was === "already") return "was gone and is not any more"
  if (tag.state === "pending") return "is open again"
  if (was !== "pending" && !(was === "refused" && tag.state === "already"))
    return "has changed its final state"
  if (tag.reason?.kind === "protected" && !watch.protectedNames.has(tag.name))
    return "is said to be protected, and is not"
  return FINAL[tag.state](tag, seen, job, watch.zoho)
}

type Judge = (tag: JobTag, seen: Seen, job: Watched, zoho: Zoho) => string | null

const isGone: Judge = ({ id }, _seen, { module }) =>
  module.tags.has(id) ? "is reported gone and exists" : null

const FINAL: Readonly<Record<Exclude<ItemState, "pending">, Judge>> = {
  done: isGone,
  already: isGone,
  refused: isRefused,
  "not-done": isStillThere,
  unknown: (_tag, { event }) => (event.type === "cancel" ? null : "is unknown though nobody gave up"),
  "not-sent": ({ id }, _seen, { atWork }) =>
    atWork.has(id) ? "is reported not sent, and Zoho may be at work on it" : null,
}

function isRefused(tag: JobTag, { event }: Seen, { module }: Watched, zoho: Zoho): string | null {
  if (event.type === "failed") {
    const facts = zoho.facts.get(event.fault)
    return facts && facts.offender !== tag.id ? "is said to be refused, and another was" : null
  }
  const name = module.tags.get(tag.id)?.name ?? module.gone.get(tag.id)?.name
  return tag.reason?.kind === "renamed" && name === tag.name ? "is said to be renamed, and is not" : null
}

/**
 * A list may be stale. A tag must not be reported as still there if it was deleted before the stale period, or by the
 * Zoho job that was followed to its end.
 */
function isStillThere(tag: JobTag, { event, step }: Seen, { module }: Watched, zoho: Zoho): string | null {
  if (event.type !== "listed") return null
  const gone = module.gone.get(tag.id)
  if (!gone) return null
  const isOurs = step.verdict !== null && gone.by === step.zohoJobId
  return isOurs || gone.at <= zoho.readAt.get(event.tags)! - STALE
    ? "is reported still there, and had gone before the last look"
    : null
}
