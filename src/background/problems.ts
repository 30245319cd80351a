/** Problems as screens show them: from Zoho's faults, and our own refusals. */
import { faultText } from "../i18n/fault-text"
import { questionTitle } from "../i18n/job-text"
import { t, type MessageKey } from "../i18n/translate"
import type { Outcome, Problem } from "../messages/views"
import type { Draft } from "../storage/drafts"
import { featuresOff, isOff, type Switchable } from "../storage/managed-policy"
import type { Store } from "../storage/store"
import { catalogRow, type FaultAction, type FaultKind } from "../zoho/errors/catalog"
import { fault, type ZohoFault, type ZohoResult } from "../zoho/errors/fault"
import type { Feature } from "../zoho/scopes"

const BUTTONS: Partial<Record<FaultAction, Problem["action"]>> = {
  retry: "retry",
  wait: "retry",
  "reread-tags": "retry",
  renew: "sign-in",
  "sign-in": "sign-in",
}

export function problemOf({ kind, details, zohoMessage }: ZohoFault): Problem {
  if (kind === "access-removed")
    return { ...problemOfKind(kind), action: "allow", origins: details.origins ?? [] }
  const problem = problemOfKind(kind)
  // What was registered at Zoho is corrected there, where its words are found again.
  const zohoSays = catalogRow(kind).action === "sign-in" ? zohoMessage : undefined
  return zohoSays === undefined ? problem : { ...problem, zohoSays }
}

export function problemOfKind(kind: FaultKind): Problem {
  const isTyped = kind === "grant-code-needed" || kind === "client-secret-needed"
  const action = isTyped ? "connect" : (BUTTONS[catalogRow(kind).action] ?? "none")
  // What a screen asks for itself only reads or signs in; what changes anything is a job's, which has reasons.
  return { kind, ...faultText(kind, "reading"), action }
}

export type Refused = Extract<Outcome<never>, { ok: false }>

export function failed(fault: ZohoFault): Refused {
  return { ok: false, problem: problemOf(fault) }
}

export function outcomeOf<T>(result: ZohoResult<T>): Outcome<T> {
  return result.ok ? result : failed(result.fault)
}

/** Our own refusal, not Zoho's. @param happened in words; the others are messages */
export function refused(
  kind: string,
  happened: string,
  unchanged: MessageKey,
  remedy: MessageKey,
  action: Problem["action"] = "none",
): Refused {
  return { ok: false, problem: { kind, happened, unchanged: t(unchanged), remedy: t(remedy), action } }
}

// Why something that was asked for is not begun.

export const unwritten = (): Outcome<never> =>
  refused("unwritten", t("disk_full"), "unchanged_nothing", "storage_full_remedy")

export const nothingLeft = (): Outcome<never> =>
  refused(
    "nothing-left",
    t("draft_nothing_left"),
    "unchanged_nothing_deleted",
    "draft_nothing_left_remedy",
    "reload",
  )

export const tooLate = (): Outcome<never> =>
  refused("draft-expired", t("draft_expired"), "unchanged_nothing", "draft_expired_remedy")

export const wrongNumber = (): Outcome<never> =>
  refused("wrong-number", t("draft_wrong_number"), "unchanged_nothing_deleted", "draft_wrong_number_remedy")

export const protectedProblem = (name: string): Outcome<never> =>
  refused("protected", t("draft_protected", name), "unchanged_nothing_deleted", "draft_protected_remedy")

/** One question at a time. @param draft the one that is open; null: it is of another org than the sender's */
export const questionOpen = (draft: Draft | null): Outcome<never> =>
  refused(
    "question-open",
    draft ? t("question_open", questionTitle(draft)) : t("question_open_elsewhere"),
    "unchanged_nothing",
    "question_open_remedy",
  )

export const askedTooOften = (): Refused =>
  refused("asked-too-often", t("asked_too_often"), "unchanged_nothing", "asked_too_often_remedy")

// What the managed policy forbids.

export function setByManagedPolicy(happened: MessageKey, remedy: MessageKey): Outcome<never> {
  return refused("policy", t(happened), "unchanged_nothing", remedy)
}

/** The refusal where one of these features is switched off, whatever rights the account holds; else undefined. */
export async function switchedOff(
  { policy }: Store,
  features: readonly Feature[],
): Promise<Outcome<never> | undefined> {
  const off = featuresOff(await policy.get())
  return features.some((each) => off.includes(each))
    ? setByManagedPolicy("policy_off", "policy_off_remedy")
    : undefined
}

/** Makes a feature's call unless the policy, which may change during a job, has turned the feature off. */
export async function unlessOff<R>(
  { policy }: Pick<Store, "policy">,
  feature: Switchable,
  call: () => Promise<R>,
): Promise<R | ZohoResult<never>> {
  return isOff(await policy.get(), feature) ? { ok: false, fault: fault("switched-off") } : call()
}
