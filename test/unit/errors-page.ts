/** Generates docs/errors.md from the fault catalog. */
import { faultText } from "../../src/i18n/fault-text"
import {
  catalogRow,
  FAULT_KINDS,
  type CatalogRow,
  type FaultAction,
  type FaultKind,
} from "../../src/zoho/errors/catalog"

/** Who can solve the problem. */
const SOLVED_BY = {
  tagsweep: "Tagsweep, automatically",
  user: "you",
  admin: "an administrator of the org",
  zoho: "Zoho",
} as const

/** Who can solve each fault, and how Zoho's answer looks. */
const SEEN_AS: Readonly<Record<FaultKind, readonly [keyof typeof SOLVED_BY, string]>> = {
  "tag-in-use": ["admin", "400, often with the tag's path or the places of use"],
  "tag-not-found": [
    "tagsweep",
    "400 or 404, “tags not found”, “invalid tag id” or “one of the tags seems not found.”, with the tag's path or “id”",
  ],
  "tag-already-taken": ["user", "400; listed in Zoho's SDK, not documented"],
  "too-many-tags": ["tagsweep", "400, with maximum_length for the list of tags"],
  "module-mismatch": ["tagsweep", "400, module id and name do not match"],
  "module-unknown": ["admin", "400, no such module"],
  "module-unsupported": ["zoho", "400, the module has no tags"],
  "invalid-data": [
    "tagsweep",
    "400, 401 or 405, without a known detail, or with expected_data_type or the name of what is missing",
  ],
  "address-unknown": ["tagsweep", "404"],
  "version-unsupported": ["tagsweep", "400, names the API version that supports the call"],
  "request-too-large": ["tagsweep", "413, or 400 with maximum_length for ids"],
  "request-refused": [
    "user",
    "any other 4xx without a code, such as 415, or a proxy's 403, 407 or 451 as a web page",
  ],
  "job-not-found": ["tagsweep", "400, “job details not found”, sometimes wrapped twice"],
  "name-taken": ["user", "400, names the existing tag"],
  "name-reserved": ["user", "400"],
  "name-too-long": ["user", "400, with maximum_length for a name"],
  "color-mismatch": ["user", "400, the name exists with another color"],
  "color-refused": ["tagsweep", "400, on color_code"],
  "plan-limit": [
    "admin",
    "400, one entry for the whole call, or 207: more tags than the plan allows in a module",
  ],
  "record-not-found": ["tagsweep", "400, the record's id is unknown"],
  "record-locked": ["user", "400 for the whole call, with the record's id, or for an entry of a list"],
  "record-forbidden": ["admin", "an entry of a list"],
  "record-full": [
    "user",
    "200, “success” with not_added_tags: the record already has the maximum number of tags",
  ],
  "record-converted": ["zoho", "a converted lead; listed among the codes of Zoho's SDK"],
  "query-refused": ["tagsweep", "400, search or COQL"],
  "search-limit": ["zoho", "400, a search past the last page"],
  "no-permission": ["admin", "403 or 400, names the missing permissions"],
  "scope-missing": ["user", "401 or 403"],
  "call-forbidden": [
    "zoho",
    "403 with an undocumented code; possibly because of the extension's Origin, which Zoho's documentation does not mention",
  ],
  "token-invalid": ["tagsweep", "401"],
  throttled: ["tagsweep", "429; running out of credits and too many calls in flight look the same"],
  "server-error": ["zoho", "500 and above"],
  unreachable: ["user", "no connection, or disconnected before the answer"],
  "access-removed": ["user", "no connection, because the extension no longer has host permissions for Zoho"],
  "switched-off": ["admin", "no call: the managed policy has turned the feature off"],
  "timed-out": ["zoho", "no complete answer in time"],
  redirected: ["user", "3xx: a proxy or a sign-in page intervened"],
  maintenance: ["zoho", "500 and above, as a web page"],
  "not-json": ["user", "2xx as a web page, such as a network's sign-in page"],
  "incomplete-answer": ["zoho", "304, success without the expected body, or truncated JSON"],
  "too-large": ["zoho", "an answer larger than the size limit"],
  "wrong-shape": ["zoho", "JSON whose shape differs from the documentation"],
  "incomplete-list": ["zoho", "a list shorter than the count given with it"],
  "unknown-code": ["zoho", "an error with an undocumented code"],
  "invalid-code": ["user", "token endpoint: code used, expired or of another data center"],
  "refresh-token-invalid": ["user", "token endpoint, while renewing"],
  "invalid-client": ["user", "token endpoint or redirect"],
  "invalid-client-secret": ["user", "token endpoint"],
  "invalid-redirect": ["user", "token endpoint or redirect"],
  "invalid-javascript-domain": ["user", "an error page of Zoho instead of the consent page"],
  "invalid-scope": ["tagsweep", "token endpoint or redirect"],
  "sign-in-refused": ["tagsweep", "token endpoint or redirect"],
  "access-denied": ["user", "redirect, consent refused"],
  "no-org": ["user", "redirect: the user has no Zoho CRM account"],
  "missing-org-info": [
    "user",
    "token endpoint, when a token for an org was requested without naming the org",
  ],
  "sign-in-cancelled": ["user", "the window was closed"],
  "sign-in-page-failed": ["user", "Zoho's sign-in page did not load, or refused the request"],
  "sign-in-needed": ["user", "silent renewal that requires the user to sign in"],
  "public-refused": ["user", "token endpoint: a public client without a secret, which Zoho does not accept"],
  "grant-code-needed": ["user", "a self client that needs a new code, which only a user can generate"],
  "client-secret-needed": ["user", "a client whose secret is not stored, which the user must enter"],
  "other-org": ["user", "a sign-in that belongs to another org"],
  "other-user": [
    "user",
    "a sign-in by another user of the org, while jobs confirmed by the first user are open",
  ],
  "state-mismatch": ["user", "redirect with a state that is not ours"],
  "foreign-server": ["user", "sign-in answer naming a server that is not Zoho's"],
  "too-many-token-requests": ["tagsweep", "token endpoint, 400 or 200; wait ten minutes"],
}

const ACTIONS: Readonly<Record<FaultAction, string>> = {
  retry: "tries again later; if the call may have been carried out, reads the tags first",
  "set-aside":
    "excludes the tag with this reason and sends the rest; if Zoho does not name the tag, bisects the group",
  split: "sends smaller groups, of the size that Zoho allows",
  "reread-module": "reads the module's id and name again and tries once more",
  "reread-tags": "reads the list again before anything else is sent",
  "leave-out": "sends the call again without what Zoho refused, and says so in the report",
  renew: "renews the sign-in once, then asks for a new one",
  "sign-in": "pauses until you have connected again",
  pause: "pauses the job until you resume it",
  wait: "slows down and continues automatically",
  stop: "ends the job",
}

/** The full text of docs/errors.md, in the language of the installed messages. */
export function catalogMarkdown(): string {
  return `${HEAD}\n${FAULT_KINDS.map(section).join("\n")}`
}

const HEAD = `# What Zoho can answer, and what Tagsweep does

Generated from \`src/zoho/errors\` and the English messages; do not edit by hand. To regenerate it, run
\`UPDATE_DOCS=1 npx vitest run --config test/vitest.config.ts zoho-catalog\`. There is one section per kind of fault
(${String(FAULT_KINDS.length)} of them). “Outcome” is what is known about the call that got the answer: _unchanged_ means that Zoho refused it
and did nothing, _unknown_ means that it may have been carried out, so only a re-read of the tags decides.
`

function section(kind: FaultKind): string {
  const row: CatalogRow = catalogRow(kind)
  const { happened, unchanged, remedy } = faultText(kind)
  const [solver, seenAs] = SEEN_AS[kind]
  const codes = row.codes.map((code) => `\`${code}\``).join(", ")
  return `## ${kind}

${happened} ${unchanged} ${remedy}

- Seen as: ${codes === "" ? "" : `${codes}: `}${seenAs}
- Outcome: ${row.outcome}
- Tagsweep: ${ACTIONS[row.action]}
- Solved by: ${SOLVED_BY[solver]}
`
}
