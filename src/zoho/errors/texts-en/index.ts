import type { FaultKind } from "../catalogue"
import { ANSWER_TEXTS } from "./answers"
import { DELETION_TEXTS } from "./deletion"
import { REQUEST_TEXTS } from "./requests"
import { SIGN_IN_TEXTS } from "./sign-in"
import type { FaultText } from "./text"

export type { FaultText } from "./text"

/** The catalogue's texts in English, keyed by kind. Another language is another object of this type. */
export const FAULT_TEXTS_EN: Readonly<Record<FaultKind, FaultText>> = {
  ...DELETION_TEXTS,
  ...REQUEST_TEXTS,
  ...ANSWER_TEXTS,
  ...SIGN_IN_TEXTS,
}
