/**
 * Where the sandbox's answers differ from Zoho's documents, and why they do so all the same. The run fails for a
 * difference that is not here, and for one that is here and no longer occurs.
 */
import { CALLS } from "./documented"
import type { Verdict } from "./judge"

export interface Deviation {
  /** "mistake" of the specification, or a "reading" beyond it that the sandbox plays when a test asks for it. */
  readonly kind: "mistake" | "reading"
  /** The calls' names in `documented/`; each has to show each finding. */
  readonly calls: readonly string[]
  /** As the judge words them. */
  readonly findings: readonly string[]
  readonly reason: string
}

const ON_RECORDS = ["add tags to records", "remove tags from records"]

export const DEVIATIONS: readonly Deviation[] = [
  {
    kind: "mistake",
    calls: ["list tags"],
    findings: ["200: tags: max_length"],
    reason: "The limit of 484 is the length of the file's sample; the same sample allows 500.",
  },
  {
    kind: "mistake",
    calls: ["list tags"],
    findings: [
      "200: tags[].type: not documented",
      "200: tags[].associated_record_count: not documented",
      "200: tags[].last_accessed_time: not documented",
    ],
    reason:
      "The file has these as values of `include`, and no key in the closed answer that could hold them.",
  },
  {
    kind: "mistake",
    calls: ["create tags"],
    findings: ["tags[]: more than 20"],
    reason: "20 for what was made, 25 for what was refused, 200 for a mixture: lengths of samples.",
  },
  {
    kind: "mistake",
    calls: ["delete a tag"],
    findings: ["400 tags[] NOT_ALLOWED: details.associated_places[].resources[]: string"],
    reason:
      "Typed as text, while the same file defines a resource with id, name and details, and uses it nowhere.",
  },
  {
    kind: "mistake",
    calls: ["count records"],
    findings: ["cvids", "cvnames", "cvmodules"].map(
      (key) => `200: configured_areas.custom_view.${key}: max_length`,
    ),
    reason: "The lists are empty in the sample, so that the schema made from it allows nothing in them.",
  },
  {
    kind: "mistake",
    calls: ON_RECORDS,
    findings: ["data[]: more than 20"],
    reason: "The call takes 500 records and answers with one item for each; 20 is the sample's length.",
  },
  {
    kind: "mistake",
    calls: ["add tags to records"],
    findings: ["200 data[] SUCCESS: details.tags: max_length"],
    reason: "The limit of 10 is that of an older plan; the tags' list says 20 for a record (`record_limit`).",
  },
  {
    kind: "mistake",
    calls: ["ask for a job's status"],
    findings: ["400 mass_delete[][] INVALID_DATA: details.job_id: loose_object"],
    reason: "job_id is typed as object in 2025; it is text everywhere else.",
  },
  {
    kind: "mistake",
    calls: ["query records"],
    findings: ["200: data: max_length"],
    reason: "200 rows is what a query without a limit gives; its limit goes up to 2,000 on the pages.",
  },
  {
    kind: "mistake",
    calls: ["search records"],
    findings: [401, 403].map(
      (status) => `${String(status)} OAUTH_SCOPE_MISMATCH: details.method: not documented`,
    ),
    reason:
      "One closed shape for all codes of a status; other files have method and url in this code's details.",
  },

  {
    kind: "reading",
    calls: ["start a mass delete"],
    findings: ["202 mass_delete[] SCHEDULED: not documented"],
    reason: "The answer to the start wrapped as the answers about its status are.",
  },
  {
    kind: "reading",
    calls: ["start a mass delete"],
    findings: ["202 SCHEDULED: details.job_id: string"],
    reason: "A job's id as a number of 64 bits, which the type of 2025 leaves possible.",
  },
  {
    kind: "reading",
    calls: ["ask for a job's status"],
    findings: ["200: mass_delete[].job_id: string"],
    reason: "A job's id as a number of 64 bits, which the type of 2025 leaves possible.",
  },
  {
    kind: "reading",
    calls: ["add tags to records", "add tags to a record"],
    findings: ["400 RECORD_LOCKED: details.id is missing"],
    reason: "The whole call refused without a word on which record is locked.",
  },
  {
    kind: "reading",
    calls: ["add tags to records"],
    findings: [400, 207].map((status) => `${String(status)} data[] RECORD_LOCKED: not documented`),
    reason: "Only the locked record refused, as remove_tags does.",
  },
  {
    kind: "reading",
    calls: ["add tags to a record"],
    findings: ["400 data[] RECORD_LOCKED: not documented"],
    reason: "The locked record refused as an item of a list.",
  },
  {
    kind: "reading",
    calls: ON_RECORDS,
    findings: ["FAILURE", "CONVERTED_RECORD"].flatMap((code) =>
      [400, 207].map((status) => `${String(status)} data[] ${code}: not documented`),
    ),
    reason:
      "The codes are known from a sample and from Zoho's client; where they are in an answer is a guess.",
  },
  {
    kind: "reading",
    calls: ["add tags to a record", "remove tags from a record"],
    findings: ["FAILURE", "CONVERTED_RECORD"].map((code) => `400 data[] ${code}: not documented`),
    reason:
      "The codes are known from a sample and from Zoho's client; where they are in an answer is a guess.",
  },
  {
    kind: "reading",
    calls: ["create tags"],
    findings: ["400 tags[] MAPPING_MISMATCH: not documented"],
    reason: "A page has the code for a name that exists in another color; its details are a guess.",
  },
  {
    kind: "reading",
    calls: ["list tags", "search records"],
    findings: ["400 INVALID_DATA: not documented"],
    reason: "An org that refuses `include` or `converted`; no document says with what.",
  },
  {
    kind: "reading",
    calls: ["read the org"],
    findings: ["header vary: not documented"],
    reason:
      "An answer to a page on a registered domain depends on its Origin, and HTTP wants that to be said.",
  },
  {
    kind: "reading",
    calls: CALLS.map(({ name }) => name),
    findings: ["403 FORBIDDEN: not documented"],
    reason: "What Zoho does about an extension's Origin is written nowhere; this is one way to refuse it.",
  },
  {
    kind: "reading",
    calls: ["redirect with a token"],
    findings: ["302: api_domain is missing", "302: location is missing"],
    reason: "Public code that takes the token from the address was written for fragments without these.",
  },
  {
    kind: "reading",
    calls: ["redirect with a code"],
    findings: ["302: accounts-server is missing"],
    reason: "Older samples of the redirect end with the location.",
  },
]

/** The verdict's findings that are not on the list. */
export function unlisted({ call, findings }: Verdict): string[] {
  return findings.filter(
    (finding) => !DEVIATIONS.some((one) => one.calls.includes(call) && one.findings.includes(finding)),
  )
}

/** What is on the list and was seen in none of the verdicts. */
export function goneDeviations(verdicts: readonly Verdict[]): string[] {
  const seen = new Set(verdicts.flatMap(({ call, findings }) => findings.map((one) => `${call}: ${one}`)))
  const listed = DEVIATIONS.flatMap((one) =>
    one.calls.flatMap((call) => one.findings.map((finding) => `${call}: ${finding}`)),
  )
  return listed.filter((one) => !seen.has(one))
}
