/** What a person is told about a fault: three plain sentences, no code, no blame. */
import type { OwnReason, Reason } from "../jobs/job"
import type { FaultKind } from "../zoho/errors/catalogue"
import { list } from "./format"
import { t, type MessageKey } from "./translate"

export interface FaultText {
  /** What happened. */
  readonly happened: string
  /** What was not changed, or what is not known yet. */
  readonly unchanged: string
  /** What to do, or that nothing needs doing. */
  readonly remedy: string
}

type Snake<S extends string> = S extends `${infer Head}-${infer Rest}` ? `${Head}_${Snake<Rest>}` : S

/** For every kind the messages for what stayed unchanged and what to do; what happened is `fault_<kind>`. */
const KEYS: Readonly<Record<FaultKind, readonly [unchanged: MessageKey, remedy: MessageKey]>> = {
  "tag-in-use": ["unchanged_tag_kept", "remedy_tag_in_use"],
  "tag-not-found": ["unchanged_tag_untouched", "remedy_make_sure"],
  "tag-already-taken": ["unchanged_tag_kept", "remedy_tag_already_taken"],
  "too-many-tags": ["unchanged_no_tag", "remedy_smaller_groups"],
  "module-mismatch": ["unchanged_no_tag", "remedy_module_mismatch"],
  "module-unknown": ["unchanged_no_tag", "remedy_module_unknown"],
  "module-unsupported": ["unchanged_no_tag", "remedy_module_unsupported"],
  "job-not-found": ["unchanged_until_seen", "remedy_job_not_found"],
  "no-permission": ["unchanged_nothing", "remedy_no_permission"],
  "scope-missing": ["unchanged_jobs_stay", "remedy_scope_missing"],
  "call-forbidden": ["unchanged_nothing", "remedy_call_forbidden"],
  "token-invalid": ["unchanged_jobs_stay", "remedy_token_invalid"],
  "invalid-data": ["unchanged_nothing", "remedy_report"],
  "address-unknown": ["unchanged_nothing", "remedy_address_unknown"],
  "version-unsupported": ["unchanged_nothing", "remedy_version_unsupported"],
  "request-too-large": ["unchanged_nothing", "remedy_smaller_groups"],
  "request-refused": ["unchanged_nothing", "remedy_request_refused"],
  "name-taken": ["unchanged_nothing", "remedy_name_taken"],
  "name-reserved": ["unchanged_nothing", "remedy_name_reserved"],
  "name-too-long": ["unchanged_nothing", "remedy_name_too_long"],
  "colour-mismatch": ["unchanged_nothing", "remedy_colour_mismatch"],
  "color-refused": ["unchanged_nothing", "remedy_color_refused"],
  "plan-limit": ["unchanged_nothing", "remedy_plan_limit"],
  "record-locked": ["unchanged_record", "remedy_record_locked"],
  "record-forbidden": ["unchanged_record", "remedy_record_forbidden"],
  "record-full": ["unchanged_record", "remedy_record_full"],
  "record-converted": ["unchanged_record", "remedy_record_converted"],
  "record-not-found": ["unchanged_record", "remedy_record_not_found"],
  "query-refused": ["unchanged_no_records", "remedy_report"],
  "search-limit": ["unchanged_nothing", "remedy_search_limit"],
  throttled: ["unchanged_nothing", "remedy_throttled"],
  "server-error": ["unchanged_unknown", "remedy_zoho_status"],
  unreachable: ["unchanged_unknown", "remedy_unreachable"],
  "access-removed": ["unchanged_until_allowed", "remedy_access_removed"],
  "switched-off": ["unchanged_nothing", "policy_off_remedy"],
  "timed-out": ["unchanged_unknown", "remedy_timed_out"],
  redirected: ["unchanged_unknown", "remedy_redirected"],
  maintenance: ["unchanged_unknown", "remedy_zoho_status"],
  "not-json": ["unchanged_unknown", "remedy_not_json"],
  "incomplete-answer": ["unchanged_unknown", "remedy_see_what_happened"],
  "too-large": ["unchanged_unknown", "remedy_too_large"],
  "wrong-shape": ["unchanged_unknown", "remedy_wrong_shape"],
  "incomplete-list": ["unchanged_list", "remedy_incomplete_list"],
  "unknown-code": ["unchanged_unknown", "remedy_unknown_code"],
  "invalid-code": ["unchanged_jobs_stay", "remedy_invalid_code"],
  "refresh-token-invalid": ["unchanged_jobs_stay", "remedy_refresh_token_invalid"],
  "invalid-client": ["unchanged_jobs_stay", "remedy_invalid_client"],
  "invalid-client-secret": ["unchanged_jobs_stay", "remedy_invalid_client_secret"],
  "invalid-redirect": ["unchanged_jobs_stay", "remedy_invalid_redirect"],
  "invalid-javascript-domain": ["unchanged_jobs_stay", "remedy_invalid_javascript_domain"],
  "invalid-scope": ["unchanged_jobs_stay", "remedy_invalid_scope"],
  "sign-in-refused": ["unchanged_jobs_stay", "remedy_sign_in_refused"],
  "access-denied": ["unchanged_jobs_stay", "remedy_access_denied"],
  "no-org": ["unchanged_jobs_stay", "remedy_no_org"],
  "missing-org-info": ["unchanged_jobs_stay", "remedy_missing_org_info"],
  "sign-in-cancelled": ["unchanged_jobs_stay", "remedy_sign_in_cancelled"],
  "sign-in-page-failed": ["unchanged_jobs_stay", "remedy_sign_in_page_failed"],
  "sign-in-needed": ["unchanged_jobs_stay", "remedy_sign_in_needed"],
  "public-refused": ["unchanged_jobs_stay", "remedy_public_refused"],
  "grant-code-needed": ["unchanged_jobs_stay", "remedy_grant_code_needed"],
  "client-secret-needed": ["unchanged_jobs_stay", "remedy_client_secret_needed"],
  "other-org": ["unchanged_jobs_stay", "remedy_other_org"],
  "other-user": ["unchanged_jobs_stay", "remedy_other_user"],
  "state-mismatch": ["unchanged_jobs_stay", "remedy_state_mismatch"],
  "foreign-server": ["unchanged_not_sent", "remedy_foreign_server"],
  "too-many-token-requests": ["unchanged_jobs_stay", "remedy_too_many_token_requests"],
}

/** Jobs go on by themselves; where Tagsweep only read for a person, that person asks again. */
const ASKED_AGAIN: Partial<Record<FaultKind, MessageKey>> = {
  unreachable: "remedy_unreachable_reading",
  "not-json": "remedy_not_json_reading",
  throttled: "remedy_throttled_reading",
  "too-many-token-requests": "remedy_too_many_token_requests_reading",
}

/**
 * The sentences for a kind of fault, in the user's language.
 * @param during what was under way: where Tagsweep only read, nothing can have changed, whatever was not heard
 */
export function faultText(kind: FaultKind, during: "reading" | "changing" = "changing"): FaultText {
  const [told, goesOn] = KEYS[kind]
  const isReading = during === "reading"
  const unchanged = told === "unchanged_unknown" && isReading ? "unchanged_nothing" : told
  const remedy = (isReading ? ASKED_AGAIN[kind] : undefined) ?? goesOn
  const snake = kind.replaceAll("-", "_") as Snake<FaultKind>
  return { happened: t(`fault_${snake}`), unchanged: t(unchanged), remedy: t(remedy) }
}

// What a job's or a tag's reason says to a person.

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
  const { happened, remedy } = faultText(reason.kind)
  const places = reason.places?.length ? t("reason_places", list(reason.places)) : ""
  return [happened, places, remedy].filter(Boolean).join(" ")
}

/** How much the plan allows, and how many tags would fit. */
function planLimitText({ allowed, used, wanted }: NonNullable<Reason["planLimit"]>): string {
  const numbers = t("reason_plan_limit", allowed, used, Math.max(0, allowed - used), wanted)
  return [numbers, faultText("plan-limit").remedy].join(" ")
}
