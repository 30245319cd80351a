import { factsOf } from "./kinds"
import type { Kind } from "./kinds"

/** 1: the data center and kind of client; 2: what is registered at Zoho; 3: what is pasted here; 4: the sign-in itself. */
export type StepNumber = 1 | 2 | 3 | 4

const STEPS: Readonly<Record<string, StepNumber>> = {
  "sign-in-refused": 1,
  "public-refused": 1,
  "invalid-redirect": 2,
  "invalid-javascript-domain": 2,
  "invalid-client": 3,
  "invalid-client-secret": 3,
  "invalid-code": 3,
  "grant-code-needed": 3,
  "missing-org-info": 3,
}

/** The step at which a problem can be mended. @param problem the kind of a problem */
export function stepOf(problem: string, client: Kind): StepNumber {
  // The scope of a self client is pasted at Zoho, where a person can leave some of it out.
  if (problem === "scope-missing" && factsOf(client).orgOrCode) return 2
  return STEPS[problem] ?? 4
}
