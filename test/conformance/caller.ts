import * as v from "valibot"
import { expect } from "vitest"
import { createZoho, request, type OrgSeed, type SeededOrg, type Zoho, type ZohoResponse } from "../sandbox"

/** Talks to the sandbox's model as a plain HTTP client would, in both current versions of the API. */
export class Caller {
  readonly zoho: Zoho
  readonly org: SeededOrg
  /** Milliseconds; moves only when a test says so. */
  now = Date.UTC(2026, 10, 24, 9)
  version = "v7"
  headers: Record<string, string>

  constructor(
    seed: OrgSeed,
    scopes: readonly string[] = [
      "ZohoCRM.settings.ALL",
      "ZohoCRM.modules.ALL",
      "ZohoCRM.coql.READ",
      "ZohoCRM.org.READ",
    ],
  ) {
    this.zoho = createZoho({ clock: { now: () => this.now } })
    this.org = this.zoho.seedOrg(seed)
    this.headers = {
      authorization: `Zoho-oauthtoken ${this.zoho.issueToken({ zgid: this.org.zgid, scopes })}`,
    }
  }

  send(method: string, path: string, body?: unknown): ZohoResponse {
    const options = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }
    const url = `${this.org.apiUrl}/crm/${this.version}/${path}`
    return this.zoho.handle(request(method, url, { headers: this.headers, ...options }))
  }

  /** Sends and expects a status and a shape; returns the parsed body. */
  expect<S extends v.GenericSchema>(
    status: number,
    schema: S,
    ...call: Parameters<Caller["send"]>
  ): v.InferOutput<S> {
    const response = this.send(...call)
    expect([response.status, response.body]).toEqual([status, response.body])
    return v.parse(schema, JSON.parse(response.body))
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
