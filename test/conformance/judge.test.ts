/** Checks every answer of the sandbox against schemas written from Zoho's documents. */
import { describe, expect, it } from "vitest"
import { classify, classifyTokenAnswer } from "../../src/zoho/errors/classify"
import type { OrgSeed } from "../sandbox"
import { playAccounts } from "./answers/accounts"
import { playAnyCall } from "./answers/any-call"
import { playMassDelete } from "./answers/mass-delete"
import { playOrg, playRecordSearches } from "./answers/reads"
import { playTagActions } from "./answers/tag-actions"
import { playTags } from "./answers/tags"
import { Caller } from "./caller"
import { staleDeviations, unlisted } from "./deviations"
import { ACCOUNTS_CALLS, ANY_CALL, CALLS } from "./documented"
import { judge, type Verdict } from "./judge"
import { tableOf } from "./table"

const PLAYS = { playTags, playTagActions, playMassDelete, playRecordSearches, playOrg, playAnyCall }
const VERSIONS = ["v7", "v8"]

const SEED: OrgSeed = {
  tags: {
    Leads: [
      { name: "a", records: 3 },
      { name: "b", records: 7, color_code: null },
      {
        name: "used",
        usedIn: [
          "Rule",
          { type: "Blueprint", id: "11", name: "Process" },
          { type: "Orchestration", id: "12", name: "Journey" },
          { type: "CustomView", id: "13", name: "View" },
          { type: "CustomView", id: "14", name: "Hidden view", hidden: true },
        ],
      },
      { name: "many", records: 210 },
    ],
    Contacts: [{ name: "other" }],
  },
}

describe("the sandbox's answers, checked against Zoho's documents", () => {
  const verdicts: Verdict[] = []

  it.each(
    VERSIONS.flatMap((version) =>
      Object.entries(PLAYS).map(([name, play]) => [version, name, play] as const),
    ),
  )("%s: %s gets only documented answers, or deviations listed with a reason", (version, _name, play) => {
    const caller = new Caller(SEED)
    caller.version = version
    play(caller)
    verdicts.push(...caller.verdicts)
    expect(caller.verdicts.length).toBeGreaterThan(10)
  })

  it("playAccounts gets only documented answers, or deviations listed with a reason", () => {
    const played = playAccounts()
    verdicts.push(...played)
    expect(played.flatMap((one) => unlisted(one).map((finding) => `${one.call}: ${finding}`))).toEqual([])
  })

  it("each listed deviation still occurs", () => {
    expect(staleDeviations(verdicts)).toEqual([])
  })

  it("each documented call is covered", () => {
    const table = tableOf(verdicts)
    if (process.env["JUDGE_TABLE"]) console.table(table)
    expect(CALLS.filter(({ name }) => !table[name]?.answers)).toEqual([])
    expect(table["all"]).toMatchObject({ wrong: 0 })
  })
})

describe("the judge", () => {
  const headers = { "content-type": "application/json;charset=UTF-8" }
  const path = "settings/tags/actions/mass_delete"
  const answer = { status: "success", code: "SCHEDULED", message: "m", details: { job_id: "1" } }

  it.each([
    ["nothing", 202, answer, []],
    ["another status", 200, answer, ["200 SCHEDULED: not documented"]],
    ["another code", 202, { ...answer, code: "TAKEN" }, ["202 TAKEN: not documented"]],
    ["an extra key", 202, { ...answer, more: 1 }, ["202 SCHEDULED: more: not documented"]],
    ["a missing key", 202, { ...answer, details: {} }, ["202 SCHEDULED: details.job_id is missing"]],
    ["another type", 202, { ...answer, details: { job_id: 1 } }, ["202 SCHEDULED: details.job_id: string"]],
    ["another place", 202, { mass_delete: [answer] }, ["202 mass_delete[] SCHEDULED: not documented"]],
  ])("reports %s", (_what, status, body, findings) => {
    expect(judge("POST", path, { status, headers, body: JSON.stringify(body) }).findings).toEqual(findings)
  })

  it("reports undocumented headers, and a body without a content type", () => {
    const body = JSON.stringify(answer)
    const of = (given: Record<string, string>): readonly string[] =>
      judge("POST", path, { status: 202, headers: given, body }).findings
    expect(of({ ...headers, "retry-after": "1" })).toEqual(["header retry-after: not documented"])
    expect(of({})).toEqual(["header content-type: with a body, and only then"])
  })
})

describe("the catalog of errors", () => {
  it("has a row for each documented code of these calls", () => {
    const refusals = [...CALLS.flatMap(({ answers }) => answers), ...ANY_CALL].filter(
      ({ status }) => status >= 400,
    )
    const codes = new Set(refusals.flatMap(({ code }) => code ?? []))
    const unknown = [...codes].filter((code) => {
      const body = { code, status: "error", details: {} }
      return classify({ httpStatus: 400, body, subject: "records" }).kind === "unknown-code"
    })
    expect(codes.size).toBeGreaterThan(40)
    expect(unknown).toEqual([])
  })

  it("has a row for each error of the accounts server", () => {
    const grants = ACCOUNTS_CALLS.filter(({ name }) => name !== "revoke a token")
    const errors = new Set(grants.flatMap(({ answers }) => answers.flatMap(({ code }) => code ?? [])))
    const unknown = [...errors].filter(
      (error) => classifyTokenAnswer(200, { error }, false).kind === "unknown-code",
    )
    expect(errors.size).toBeGreaterThan(8)
    expect(unknown).toEqual([])
  })
})
