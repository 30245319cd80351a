/** Whether what the engine says of a tag is true, at the moment it says so. */
import type { DeletionEvent } from "../../../src/deletion/events"
import type { JobTag, TagState } from "../../../src/deletion/job"
import type { Watched } from "./watch"
import { STALE } from "./zoho"
import type { Zoho } from "./zoho"

/** What is wrong with a tag's new state; null: nothing. */
export function judge(
  tag: JobTag,
  was: TagState,
  event: DeletionEvent,
  job: Watched,
  zoho: Zoho,
): string | null {
  if (was === "deleted" || was === "already-gone") return "was gone and is not any more"
  if (tag.state === "pending") return event.type === "retry" ? null : "is open again without a retry"
  if (was !== "pending" && !(was === "refused" && tag.state === "already-gone"))
    return "has changed its final state"
  return FINAL[tag.state](tag, event, job, zoho)
}

type Judge = (tag: JobTag, event: DeletionEvent, job: Watched, zoho: Zoho) => string | null

const isGone: Judge = ({ id }, _event, { module }) =>
  module.tags.has(id) ? "is reported gone and exists" : null

const FINAL: Readonly<Record<Exclude<TagState, "pending">, Judge>> = {
  deleted: isGone,
  "already-gone": isGone,
  refused: isRefused,
  "still-there": isStillThere,
  unknown: (_tag, event) => (event.type === "cancel" ? null : "is unknown though nobody gave up"),
  "not-sent": ({ id }, _event, { atWork }) =>
    atWork.has(id) ? "is reported not sent, and Zoho may be at work on it" : null,
}

function isRefused(tag: JobTag, event: DeletionEvent, { module }: Watched, zoho: Zoho): string | null {
  if (event.type === "submit-failed") {
    const facts = zoho.facts.get(event.fault)
    return facts && facts.offender !== tag.id ? "is said to be refused, and another was" : null
  }
  const name = module.tags.get(tag.id)?.name ?? module.gone.get(tag.id)?.name
  return tag.reason?.kind === "renamed" && name === tag.name ? "is said to be renamed, and is not" : null
}

/** A list may be stale; gone for longer than that, a tag must not be reported as still there. */
function isStillThere(tag: JobTag, event: DeletionEvent, { module }: Watched, zoho: Zoho): string | null {
  if (event.type !== "listed") return null
  const goneAt = module.gone.get(tag.id)?.at
  const readAt = zoho.readAt.get(event.tags)!
  return goneAt !== undefined && goneAt <= readAt - STALE
    ? "is reported still there, and had gone before the last look"
    : null
}
