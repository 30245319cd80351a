/**
 * The known differences between the sandbox's answers and Zoho's documents, with reasons. The run fails for a
 * difference that is not listed, and for a listed one that no longer occurs.
 */
import { CALLS } from "./documented"
import type { Verdict } from "./judge"

export interface Deviation {
  /** "mistake": in the specification. "reading": beyond it, if a test selects that reading. */
  readonly kind: "mistake" | "reading"
  /** The calls' names in `documented/`; each call must have each finding. */
  readonly calls: readonly string[]
  /** As worded by the judge. */
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
    reason: "The file has these as values of `include`, but the closed answer has no keys for them.",
  },
  {
    kind: "mistake",
    calls: ["create tags"],
    findings: ["tags[]: more than 20"],
    reason: "20 for created tags, 25 for refused ones, 200 for mixed answers: lengths of samples.",
  },
  {
    kind: "mistake",
    calls: ["delete a tag"],
    findings: ["400 tags[] NOT_ALLOWED: details.associated_places[].resources[]: string"],
    reason: "Typed as text, although the same file defines a resource with id, name and details, unused.",
  },
  {
    kind: "mistake",
    calls: ["count records"],
    findings: ["cvids", "cvnames", "cvmodules"].map(
      (key) => `200: configured_areas.custom_view.${key}: max_length`,
    ),
    reason: "The lists are empty in the sample, so the schema generated from it allows no items.",
  },
  {
    kind: "mistake",
    calls: ON_RECORDS,
    findings: ["data[]: more than 20"],
    reason: "The call accepts 500 records and answers with one item for each; 20 is the sample's length.",
  },
  {
    kind: "mistake",
    calls: ["add tags to records"],
    findings: ["200 data[] SUCCESS: details.tags: max_length"],
    reason: "The limit of 10 is an older plan's; the list of tags has 20 per record (`record_limit`).",
  },
  {
    kind: "mistake",
    calls: ["get a job's status"],
    findings: ["400 mass_delete[][] INVALID_DATA: details.job_id: loose_object"],
    reason: "job_id is typed as object in 2025, and as text everywhere else.",
  },
  {
    kind: "mistake",
    calls: ["query records"],
    findings: ["200: data: max_length"],
    reason: "A query without a limit returns 200 rows; according to the pages, the limit can be up to 2,000.",
  },
  {
    kind: "mistake",
    calls: ["search records"],
    findings: [401, 403].map(
      (status) => `${String(status)} OAUTH_SCOPE_MISMATCH: details.method: not documented`,
    ),
    reason:
      "The file has one closed shape for all codes of a status; in other files, this code's details have method and url.",
  },

  {
    kind: "reading",
    calls: ["start a mass delete"],
    findings: ["202 mass_delete[] SCHEDULED: not documented"],
    reason: "The answer to the start is wrapped like the answers about its status.",
  },
  {
    kind: "reading",
    calls: ["start a mass delete"],
    findings: ["202 SCHEDULED: details.job_id: string"],
    reason: "A job's id as a number of 64 bits, which the type of 2025 leaves possible.",
  },
  {
    kind: "reading",
    calls: ["get a job's status"],
    findings: ["200: mass_delete[].job_id: string"],
    reason: "A job's id as a number of 64 bits, which the type of 2025 leaves possible.",
  },
  {
    kind: "reading",
    calls: ["add tags to records", "add tags to a record"],
    findings: ["400 RECORD_LOCKED: details.id is missing"],
    reason: "The whole call is refused without naming the locked record.",
  },
  {
    kind: "reading",
    calls: ["add tags to records"],
    findings: [400, 207].map((status) => `${String(status)} data[] RECORD_LOCKED: not documented`),
    reason: "Only the locked record is refused, as in remove_tags.",
  },
  {
    kind: "reading",
    calls: ["add tags to a record"],
    findings: ["400 data[] RECORD_LOCKED: not documented"],
    reason: "The locked record is refused as an item of a list.",
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
    reason: "A page has this code for a name that exists with another color; its details are a guess.",
  },
  {
    kind: "reading",
    calls: ["list tags", "search records"],
    findings: ["400 INVALID_DATA: not documented"],
    reason: "An org that refuses `include` or `converted`; no document describes the answer.",
  },
  {
    kind: "reading",
    calls: ["read the org"],
    findings: ["header vary: not documented"],
    reason: "An answer to a page on a registered domain depends on its Origin, so HTTP requires Vary.",
  },
  {
    kind: "reading",
    calls: CALLS.map(({ name }) => name),
    findings: ["403 FORBIDDEN: not documented"],
    reason: "It is not documented how Zoho handles an extension's Origin; this is one way to refuse it.",
  },
  {
    kind: "reading",
    calls: ["redirect with a token"],
    findings: ["302: api_domain is missing", "302: location is missing"],
    reason: "Public code that reads the token from the URL expects fragments without these.",
  },
  {
    kind: "reading",
    calls: ["redirect with a code"],
    findings: ["302: accounts-server is missing"],
    reason: "Older samples of the redirect end with the location.",
  },
]

/** The verdict's findings that are not listed. */
export function unlisted({ call, findings }: Verdict): string[] {
  return findings.filter(
    (finding) => !DEVIATIONS.some((one) => one.calls.includes(call) && one.findings.includes(finding)),
  )
}

/** The listed deviations that occur in none of the verdicts. */
export function staleDeviations(verdicts: readonly Verdict[]): string[] {
  const seen = new Set(verdicts.flatMap(({ call, findings }) => findings.map((one) => `${call}: ${one}`)))
  const listed = DEVIATIONS.flatMap((one) =>
    one.calls.flatMap((call) => one.findings.map((finding) => `${call}: ${finding}`)),
  )
  return listed.filter((one) => !seen.has(one))
}
