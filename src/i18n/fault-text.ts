/** A fault in three plain sentences: no code, no blame. */
import type { OwnReason, Reason } from "../jobs/job"
import type { Problem } from "../messages/views"
import type { StorageFault } from "../storage/database"
import type { FaultKind } from "../zoho/errors/catalog"
import { list } from "./format"
import { t, type MessageKey } from "./translate"

export interface FaultText {
  readonly happened: string
  /** What was not changed, or is not known yet. */
  readonly unchanged: string
  /** What to do, or that nothing needs doing. */
  readonly remedy: string
}

const NOTHING = "unchanged_nothing"
const THIS = "unchanged_this"
const UNTIL_SEEN = "unchanged_until_seen"
const UNKNOWN = "unchanged_unknown"

type Keys = readonly [happened: MessageKey, unchanged: MessageKey, remedy: MessageKey]

/** Kinds that a user need not distinguish share a sentence; Zoho's own code and message are in the report. */
const KEYS: Readonly<Record<FaultKind, Keys>> = {
  "tag-in-use": ["fault_tag_in_use", THIS, "remedy_tag_in_use"],
  "tag-not-found": ["fault_tag_gone", THIS, "remedy_if_it_stays"],
  "tag-already-taken": ["fault_tag_in_use", THIS, "remedy_tag_in_use"],
  "too-many-tags": ["fault_at_once", NOTHING, "remedy_none"],
  "module-mismatch": ["fault_module_unknown", NOTHING, "remedy_if_it_stays"],
  "module-unknown": ["fault_module_unknown", NOTHING, "remedy_module_unknown"],
  "module-unsupported": ["fault_module_unsupported", NOTHING, "remedy_module_unsupported"],
  "job-not-found": ["fault_job_not_found", UNTIL_SEEN, "remedy_if_it_stays"],
  "no-permission": ["fault_no_permission", NOTHING, "remedy_ask_admin"],
  "scope-missing": ["fault_scope_missing", NOTHING, "remedy_scope_missing"],
  "call-forbidden": ["fault_call_forbidden", NOTHING, "remedy_call_forbidden"],
  "token-invalid": ["fault_session_expired", NOTHING, "remedy_token_invalid"],
  "invalid-data": ["fault_refused", NOTHING, "remedy_report"],
  "address-unknown": ["fault_refused", NOTHING, "remedy_address_unknown"],
  "version-unsupported": ["fault_refused", NOTHING, "remedy_version_unsupported"],
  "request-too-large": ["fault_at_once", NOTHING, "remedy_none"],
  "request-refused": ["fault_request_refused", NOTHING, "remedy_network"],
  "name-taken": ["fault_name_taken", NOTHING, "remedy_name_taken"],
  "name-reserved": ["fault_name", NOTHING, "remedy_name_reserved"],
  "name-too-long": ["fault_name", NOTHING, "remedy_name_reserved"],
  "color-mismatch": ["fault_name_taken", NOTHING, "remedy_name_taken"],
  "color-refused": ["fault_color_refused", NOTHING, "remedy_none"],
  "plan-limit": ["fault_plan_limit", NOTHING, "remedy_plan_limit"],
  "record-locked": ["fault_record_locked", THIS, "remedy_record_locked"],
  "record-forbidden": ["fault_no_permission", THIS, "remedy_ask_admin"],
  "record-full": ["fault_record_full", THIS, "remedy_record_full"],
  "record-converted": ["fault_record_converted", THIS, "remedy_record_converted"],
  "record-not-found": ["fault_record_not_found", THIS, "remedy_none"],
  "query-refused": ["fault_refused", NOTHING, "remedy_report"],
  "search-limit": ["fault_search_limit", NOTHING, "remedy_none"],
  throttled: ["fault_throttled", NOTHING, "remedy_throttled"],
  "server-error": ["fault_server_error", UNKNOWN, "remedy_zoho_status"],
  unreachable: ["fault_unreachable", UNKNOWN, "remedy_unreachable"],
  "access-removed": ["fault_access_removed", NOTHING, "remedy_access_removed"],
  "switched-off": ["policy_off", NOTHING, "policy_off_remedy"],
  "timed-out": ["fault_timed_out", UNKNOWN, "remedy_if_it_stays"],
  redirected: ["fault_network", UNKNOWN, "remedy_network"],
  maintenance: ["fault_server_error", UNKNOWN, "remedy_zoho_status"],
  "not-json": ["fault_network", UNKNOWN, "remedy_network"],
  "incomplete-answer": ["fault_unreadable", UNKNOWN, "remedy_if_it_stays"],
  "too-large": ["fault_network", UNKNOWN, "remedy_network"],
  "wrong-shape": ["fault_unreadable", UNKNOWN, "remedy_if_it_stays"],
  "incomplete-list": ["fault_unreadable", UNTIL_SEEN, "remedy_if_it_stays"],
  "unknown-code": ["fault_unreadable", UNKNOWN, "remedy_unknown_code"],
  "invalid-code": ["fault_invalid_code", NOTHING, "remedy_invalid_code"],
  "refresh-token-invalid": ["fault_session_expired", NOTHING, "remedy_sign_in"],
  "invalid-client": ["fault_invalid_client", NOTHING, "remedy_compare_client"],
  "invalid-client-secret": ["fault_invalid_client_secret", NOTHING, "remedy_invalid_client_secret"],
  "invalid-redirect": ["fault_invalid_redirect", NOTHING, "remedy_copy_from_options"],
  "invalid-javascript-domain": ["fault_invalid_javascript_domain", NOTHING, "remedy_copy_from_options"],
  "invalid-scope": ["fault_invalid_scope", NOTHING, "remedy_address_unknown"],
  "sign-in-refused": ["fault_sign_in_refused", NOTHING, "remedy_compare_client"],
  "access-denied": ["fault_access_denied", NOTHING, "remedy_scope_missing"],
  "no-org": ["fault_no_org", NOTHING, "remedy_no_org"],
  "missing-org-info": ["fault_missing_org_info", NOTHING, "remedy_missing_org_info"],
  "sign-in-cancelled": ["fault_sign_in_cancelled", NOTHING, "remedy_sign_in_cancelled"],
  "sign-in-page-failed": ["fault_sign_in_page_failed", NOTHING, "remedy_compare_client"],
  "sign-in-needed": ["fault_session_expired", NOTHING, "remedy_sign_in"],
  "public-refused": ["fault_public_refused", NOTHING, "remedy_public_refused"],
  "grant-code-needed": ["fault_grant_code_needed", NOTHING, "remedy_open_options"],
  "client-secret-needed": ["fault_client_secret_needed", NOTHING, "remedy_open_options"],
  "other-org": ["fault_other_org", NOTHING, "remedy_other_org"],
  "other-user": ["fault_other_user", NOTHING, "remedy_other_user"],
  "state-mismatch": ["fault_state_mismatch", NOTHING, "remedy_connect_again"],
  "foreign-server": ["fault_foreign_server", "unchanged_not_sent", "remedy_connect_again"],
  "too-many-token-requests": ["fault_too_many_token_requests", NOTHING, "remedy_too_many_token_requests"],
}

/** A job continues automatically. If Tagsweep only read something, the user has to ask again. */
const ASKED_AGAIN: Partial<Record<FaultKind, MessageKey>> = {
  unreachable: "remedy_unreachable_reading",
  throttled: "asked_too_often_remedy",
}

/**
 * The sentences for a kind of fault, in the user's language.
 * @param during what was going on: if Tagsweep only read, nothing can have changed, even without an answer
 */
export function faultText(kind: FaultKind, during: "reading" | "changing" = "changing"): FaultText {
  const [happened, unchanged, remedy] = KEYS[kind]
  const isReading = during === "reading"
  return {
    happened: t(happened),
    unchanged: t(unchanged === UNKNOWN && isReading ? NOTHING : unchanged),
    remedy: t((isReading ? ASKED_AGAIN[kind] : undefined) ?? remedy),
  }
}

// Explains a job's or a tag's reason to the user.

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

/** Plain sentences: what it means, where the tag is used if Zoho said so, and what to do. */
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

// Missing or lost storage.

const STORAGE = {
  full: ["storage_full", "storage_unchanged", "storage_full_remedy"],
  newer: ["storage_newer", "storage_unchanged", "storage_newer_remedy"],
  refused: ["storage_refused", "storage_unchanged", "storage_refused_remedy"],
  lost: ["storage_lost", "storage_lost_unchanged", "storage_lost_remedy"],
} as const satisfies Record<StorageFault | "lost", Keys>

/** @param what `lost`: the browser created a new storage, and the old one is gone with its content */
export function storageProblem(what: StorageFault | "lost"): Problem {
  const [happened, unchanged, remedy] = STORAGE[what]
  return {
    kind: `storage-${what}`,
    ...{ happened: t(happened), unchanged: t(unchanged), remedy: t(remedy) },
    action: what === "lost" ? "connect" : "retry",
  }
}
