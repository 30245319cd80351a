/** All documented calls of the CRM. */
import { MASS_DELETE_CALLS } from "./mass-delete"
import { ORG_CALLS } from "./org"
import type { Call } from "./parts"
import { RECORD_CALLS } from "./records"
import { TAG_ACTION_CALLS } from "./tag-actions"
import { TAG_CALLS } from "./tags"

export { ACCOUNTS_CALLS } from "./accounts"
export { ANY_CALL, HEADERS } from "./any-call"
export { SOURCES, type Call, type Documented, type Source } from "./parts"

export const CALLS: readonly Call[] = [
  ...TAG_CALLS,
  ...TAG_ACTION_CALLS,
  ...MASS_DELETE_CALLS,
  ...RECORD_CALLS,
  ...ORG_CALLS,
]
