/** From a fault of Zoho's to what a screen shows. */
import type { Outcome, Problem } from "../messaging/views"
import { catalogueRow } from "../zoho/errors/catalogue"
import type { FaultAction, FaultKind } from "../zoho/errors/catalogue"
import type { ZohoFault } from "../zoho/errors/fault"
import { FAULT_TEXTS_EN } from "../zoho/errors/texts-en"

const BUTTONS: Partial<Record<FaultAction, Problem["action"]>> = {
  retry: "retry",
  wait: "retry",
  "reread-tags": "retry",
  renew: "sign-in",
  "sign-in": "sign-in",
}

export function problemOf(fault: ZohoFault): Problem {
  return problemOfKind(fault.kind)
}

export function problemOfKind(kind: FaultKind): Problem {
  const { meaning, unchanged, remedy } = FAULT_TEXTS_EN[kind]
  const action = BUTTONS[catalogueRow(kind).action] ?? "none"
  return { kind, happened: meaning, unchanged, remedy, action }
}

export function failed(fault: ZohoFault): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem: problemOf(fault) }
}

/** Problems that are ours and not Zoho's. */
export function refused(problem: Omit<Problem, "action"> & Partial<Pick<Problem, "action">>): Outcome<never> {
  return { ok: false, problem: { action: "none", ...problem } }
}
