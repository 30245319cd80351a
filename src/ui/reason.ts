/** What a job's or a tag's reason says to a person. */
import type { OwnReason, Reason } from "../jobs/job"
import { faultWords } from "./fault-words"
import { list } from "./format"
import { t } from "./i18n"

const OWN = {
  cancelled: "reason_cancelled",
  "kept-by-zoho": "reason_kept_by_zoho",
  "zoho-job-failed": "reason_zoho_job_failed",
  renamed: "reason_renamed",
  "not-verified": "reason_not_verified",
  protected: "reason_protected",
  "backup-unwritten": "reason_backup_unwritten",
  "records-unreadable": "reason_records_unreadable",
  "not-seen": "reason_not_seen",
  "tag-not-restored": "reason_tag_not_restored",
  "kept-tag-gone": "reason_kept_tag_gone",
} as const satisfies Record<OwnReason, string>

const isOwn = (kind: Reason["kind"]): kind is OwnReason => Object.hasOwn(OWN, kind)

/** Plain sentences: what it means, where the tag is used when Zoho said so, and what to do. */
export function reasonText(reason: Reason): string {
  if (isOwn(reason.kind)) return t(OWN[reason.kind])
  if (reason.planLimit) return planLimitText(reason.planLimit)
  const { happened, remedy } = faultWords(reason.kind)
  const places = reason.places?.length ? t("reason_places", list(reason.places)) : ""
  return [happened, places, remedy].filter(Boolean).join(" ")
}

/** How much the plan allows, and how many tags would fit. */
function planLimitText({ allowed, used, wanted }: NonNullable<Reason["planLimit"]>): string {
  const numbers = t("reason_plan_limit", allowed, used, Math.max(0, allowed - used), wanted)
  return [numbers, faultWords("plan-limit").remedy].join(" ")
}
