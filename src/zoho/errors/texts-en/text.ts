import type { FaultKind } from "../catalogue"

/** What a person is told about a fault: three plain sentences, no code, no blame. */
export interface FaultText {
  /** What happened. */
  readonly meaning: string
  /** What was not changed, or what is not known yet. */
  readonly unchanged: string
  /** What to do, or that nothing needs doing. */
  readonly remedy: string
}

/** Texts of some kinds. */
export type SomeTexts = Readonly<Partial<Record<FaultKind, FaultText>>>

export const NO_TAG = "No tag was deleted by this call."
export const UNKNOWN = "Whether Zoho carried the call out is not known yet."
export const NOTHING = "Nothing was changed."
export const JOBS_STAY = "Nothing was changed, and waiting jobs stay as they are."
