/** Calls the sandbox's model like a plain HTTP client, and has the judge check every answer. */
import { expect } from "vitest"
import { createZoho, request, type OrgSeed, type SeededOrg, type Zoho, type ZohoResponse } from "../sandbox"
import { unlisted } from "./deviations"
import { judge, type Verdict } from "./judge"

const ALL_SCOPES = [
  "ZohoCRM.settings.ALL",
  "ZohoCRM.modules.ALL",
  "ZohoCRM.coql.READ",
  "ZohoCRM.org.READ",
  "ZohoCRM.users.READ",
]

export class Caller {
  readonly zoho: Zoho
  readonly org: SeededOrg
  /** Virtual time (ms), changed only by tests. */
  now = Date.UTC(2026, 10, 24, 9)
  version = "v7"
  headers: Record<string, string> = {}
  /** The judge's verdict on each answer, in call order. */
  readonly verdicts: Verdict[] = []

  constructor(seed: OrgSeed, scopes: readonly string[] = ALL_SCOPES) {
    this.zoho = createZoho({ clock: { now: () => this.now } })
    this.org = this.zoho.seedOrg(seed)
    this.useToken(scopes)
  }

  /** Uses a new token from now on. */
  useToken(scopes: readonly string[] = ALL_SCOPES): void {
    const token = this.zoho.issueToken({ zgid: this.org.zgid, scopes })
    this.headers = { authorization: `Zoho-oauthtoken ${token}` }
  }

  /** Sends a request. The answer may not differ from the documents, except for listed deviations. */
  send(method: string, path: string, body?: unknown): ZohoResponse {
    const options = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }
    const url = `${this.org.apiUrl}/crm/${this.version}/${path}`
    const response = this.zoho.handle(request(method, url, { headers: this.headers, ...options }))
    this.check(method, path, response)
    return response
  }

  /** Checks an answer that arrived in another way. */
  check(method: string, path: string, response: ZohoResponse): void {
    const verdict = judge(method, path, response)
    this.verdicts.push(verdict)
    expect([verdict.call, unlisted(verdict)]).toEqual([verdict.call, []])
  }

  /**
   * Sends a request and expects a kind of answer: the status, the list with the items, the code, and the keys of the
   * details, as in `400 tags[] INVALID_DATA api_name json_path`. The judge checks the rest of the shape.
   * @returns the parsed body
   */
  expect(kind: string, ...call: Parameters<Caller["send"]>): unknown {
    const { body } = this.send(...call)
    const parsed: unknown = JSON.parse(body)
    const [judged, ...others] = this.verdicts.at(-1)?.kinds ?? []
    expect([[judged, ...detailKeys(parsed)].join(" "), others, body]).toEqual([kind, [], body])
    return parsed
  }

  moduleId(apiName: string): string {
    return this.org.modules[apiName]?.id ?? ""
  }

  tagId(apiName: string, name: string): string {
    const tag = this.zoho.tags(this.org.zgid, apiName).find((one) => one.name === name)
    if (!tag) throw new Error(`no tag ${name}`)
    return tag.id
  }
}

/** The keys of the details of an answer, or of the first item of its list. */
function detailKeys(body: unknown): string[] {
  return Object.keys(firstDetails(body) ?? {}).toSorted()
}

function firstDetails(value: unknown): object | undefined {
  if (typeof value !== "object" || value === null) return undefined
  if ("details" in value) return value.details as object
  return Object.values(value)
    .map(firstDetails)
    .find((one) => one !== undefined)
}
