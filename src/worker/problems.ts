/** From a fault of Zoho's to what a screen shows. */
import type { Outcome, Problem } from "../messaging/views"
import { catalogueRow } from "../zoho/errors/catalogue"
import type { FaultAction, FaultKind } from "../zoho/errors/catalogue"
import type { ZohoFault } from "../zoho/errors/fault"
import { faultWords } from "../ui/fault-words"

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
  // What was registered at Zoho is mended at Zoho, where its words are found again.
  const told = catalogueRow(kind).action === "sign-in" ? zohoMessage : undefined
  return told === undefined ? problem : { ...problem, told }
}

export function problemOfKind(kind: FaultKind): Problem {
  const isTyped = kind === "grant-code-needed" || kind === "client-secret-needed"
  // On the options page.
  const action = isTyped ? "connect" : (BUTTONS[catalogueRow(kind).action] ?? "none")
  // What a screen asks for itself only reads or signs in; what changes anything is a job's, which has reasons.
  return { kind, ...faultWords(kind, "reading"), action }
}

export function failed(fault: ZohoFault): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem: problemOf(fault) }
}

/** Problems that are ours and not Zoho's. */
export function refused(problem: Omit<Problem, "action"> & Partial<Pick<Problem, "action">>): Outcome<never> {
  return { ok: false, problem: { action: "none", ...problem } }
}
