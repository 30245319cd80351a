/** Why a tag was kept, in plain words. */
import type { EngineReason, Reason } from "../deletion/job"
import { FAULT_TEXTS_EN } from "../zoho/errors/texts-en"

const OURS: Readonly<Record<EngineReason, string>> = {
  cancelled: "The job was cancelled before this tag was sent to Zoho.",
  "kept-by-zoho": "Zoho reported the deletion as done, but the tag is still there.",
  "zoho-job-failed": "Zoho started the deletion and then reported that it failed.",
  renamed: "The tag carries another name now than the one that was confirmed.",
  "not-verified": "Zoho could not be asked whether the tag is gone.",
}

/** One or two sentences, with the places of use where Zoho named them. */
export function reasonText(reason: Reason): string {
  const { kind, places } = reason
  const text = isOurs(kind) ? OURS[kind] : FAULT_TEXTS_EN[kind].meaning
  return places?.length ? `${text} (${places.join(", ")})` : text
}

function isOurs(kind: Reason["kind"]): kind is EngineReason {
  return Object.hasOwn(OURS, kind)
}
