import { faultText } from "../../src/i18n/fault-text"
import {
  catalogueRow,
  FAULT_KINDS,
  type CatalogueRow,
  type FaultAction,
  type FaultKind,
  type Mender,
} from "../../src/zoho/errors/catalogue"

const MENDERS: Readonly<Record<Mender, string>> = {
  tagsweep: "Tagsweep, by itself",
  user: "you",
  admin: "an administrator of the org",
  zoho: "Zoho",
}

const ACTIONS: Readonly<Record<FaultAction, string>> = {
  retry: "tries again later; after a call that may have been carried out, reads the tags first",
  "set-aside":
    "sets the tag aside with this reason and sends the rest; where Zoho names none, halves the group",
  split: "sends smaller groups, of the size Zoho names",
  "reread-module": "reads the module's id and name again and tries once more",
  "reread-tags": "reads the list again before anything else is sent",
  "leave-out": "sends the call again without what Zoho refuses, and says so in the report",
  renew: "renews the sign-in once, then asks for a new one",
  "sign-in": "pauses until you have connected again",
  pause: "pauses the job until you resume it",
  wait: "slows down and goes on by itself",
  stop: "ends the job",
}

/** The catalogue as the page docs/errors.md, whole, in the language whose messages are installed. */
export function catalogueMarkdown(): string {
  return `${HEAD}\n${FAULT_KINDS.map(section).join("\n")}`
}

const HEAD = `# What Zoho can answer, and what Tagsweep does then

Made from \`src/zoho/errors\` and the English messages; do not edit by hand. \`UPDATE_DOCS=1 npx vitest run --config test/vitest.config.ts zoho-catalogue\`
writes it anew. One section per kind of fault (${String(FAULT_KINDS.length)} of them). “Outcome” says what is known about the call that got the
answer: _unchanged_ means that Zoho refused it and did nothing, _unknown_ that it may have been carried out, so that
only a new look at the tags decides.
`

function section(kind: FaultKind): string {
  const row: CatalogueRow = catalogueRow(kind)
  const { happened, unchanged, remedy } = faultText(kind)
  const codes = row.codes.map((code) => `\`${code}\``).join(", ")
  return `## ${kind}

${happened} ${unchanged} ${remedy}

- Seen as: ${codes === "" ? "" : `${codes}: `}${row.seenAs}
- Outcome: ${row.outcome}
- Tagsweep: ${ACTIONS[row.action]}
- Mended by: ${MENDERS[row.whoMends]}
`
}
