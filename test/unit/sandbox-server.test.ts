/** The sandbox answers at Zoho's host names and lets nothing else through. */
import { request as httpRequest, type IncomingMessage } from "node:http"
import { get as httpsGet } from "node:https"
import { connect as connectTcp } from "node:net"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { startSandbox, type Sandbox, type SeededOrg } from "../sandbox"
import { SandboxAgent } from "../sandbox/node-agent"

let sandbox: Sandbox
let org: SeededOrg

beforeAll(async () => {
  sandbox = await startSandbox()
  org = sandbox.zoho.seedOrg({ tags: { Deals: [{ name: "a" }] } })
})

afterAll(() => sandbox.close())

/** The status of a CONNECT to a host. */
function connect(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest({ port: sandbox.proxyPort, method: "CONNECT", path: `${host}:443` })
    asked.on("connect", (answer, socket) => {
      socket.destroy()
      resolve(answer.statusCode)
    })
    asked.on("response", (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    asked.on("error", reject).end()
  })
}

interface Answer {
  readonly status: number | undefined
  readonly headers: IncomingMessage["headers"]
  readonly body: string
}

function get(url: string, headers: Record<string, string> = {}, at = sandbox): Promise<Answer> {
  const agent = new SandboxAgent(at)
  return new Promise((resolve, reject) => {
    const asked = httpsGet(url, { agent, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on("data", (chunk: Buffer) => chunks.push(chunk)).on("error", reject)
      answer.on("end", () =>
        resolve({
          status: answer.statusCode,
          headers: answer.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      )
    })
    asked.on("error", reject)
  })
}

describe("the proxy", () => {
  it("connects to Zoho's hosts only, and records the requested hosts", async () => {
    expect(await connect("crm.zohocloud.ca")).toBe(200)
    expect(await connect("sandbox.zohoapis.com.cn")).toBe(200)
    expect(await connect("example.com")).toBe(403)
    expect(await connect("evil.zoho.com.example.org")).toBe(403)
    expect(sandbox.contactedHosts()).toEqual(
      expect.arrayContaining([
        "crm.zohocloud.ca",
        "sandbox.zohoapis.com.cn",
        "example.com",
        "evil.zoho.com.example.org",
      ]),
    )
  })

  it("listens only on loopback", async () => {
    const socket = connectTcp({ port: sandbox.proxyPort, host: "127.0.0.1" })
    await new Promise((connected) => socket.once("connect", connected))
    expect(socket.remoteAddress).toBe("127.0.0.1")
    socket.destroy()
  })
})

describe("the TLS server", () => {
  it("answers with a certificate for the host, and logs the call unchanged", async () => {
    sandbox.log.clear()
    const token = sandbox.zoho.issueToken({ zgid: org.zgid, scopes: ["ZohoCRM.settings.ALL"] })
    const authorization = `Zoho-oauthtoken ${token}`
    const answer = await get("https://www.zohoapis.com/crm/v7/settings/tags?module=Deals", { authorization })
    expect(answer.status).toBe(200)
    const [call] = sandbox.log.find({ method: "GET", host: /zohoapis/, path: /tags$/, status: 200 })
    expect(call).toMatchObject({ query: { module: "Deals" }, accepted: true, responseBody: answer.body })
    expect(call?.headers["authorization"]).toBe(authorization)
  })

  it("serves the CRM's page at every CRM address, under a strict policy with Trusted Types", async () => {
    for (const address of [
      org.homeUrl,
      org.tagPageUrl("Deals"),
      "https://crm.zoho.com/crm/vanity/tab/Leads/list",
    ]) {
      const { status, headers } = await get(address)
      expect(status).toBe(200)
      expect(headers["content-security-policy"]).toContain("require-trusted-types-for 'script'")
    }
    const { body } = await get(`https://crm.zoho.com/sandbox/tags?org=org${org.zgid}&module=Potentials`)
    expect(JSON.parse(body)).toMatchObject({ tags: [{ name: "a" }] })
  })

  it("puts the CRM into the frames of CRM Plus and One", async () => {
    const inner = `/crm/org${org.zgid}/settings/manage-tags`
    const plus = await get(`https://crmplus.zoho.com/portal/index.do/cxapp${inner}?module=Leads`)
    expect(plus.body).toContain(
      `id="crmLoadFrame" title="CRM" src="https://crm.zoho.com${inner}?module=Leads"`,
    )
    const one = await get(`https://one.zoho.com/zohoone/portal/home/cxapp${inner}`)
    expect(one.body).toContain(`src="https://crm.zoho.com${inner}"`)
  })

  it("answers for another Zoho, with another log, after it is renewed", async () => {
    const first = await startSandbox()
    try {
      const second = first.renew()
      const { zgid, apiUrl } = second.zoho.seedOrg({ name: "After" })
      const token = second.zoho.issueToken({ zgid, scopes: ["ZohoCRM.org.READ"] })
      const headers = { authorization: `Zoho-oauthtoken ${token}` }
      expect((await get(`${apiUrl}/crm/v8/org`, headers, first)).body).toContain('"After"')
      expect([first.log.calls.length, second.log.calls.length]).toEqual([0, 1])
    } finally {
      await first.close()
    }
  })

  it("truncates and aborts answers", async () => {
    const address = `https://crm.zoho.com/sandbox/shell?org=org${org.zgid}`
    sandbox.zoho.faults.add({ match: { path: "/sandbox/shell" }, fault: "drop-after" })
    await expect(get(address)).rejects.toThrow("socket hang up")
    sandbox.zoho.faults.add({ match: { path: "/sandbox/shell" }, fault: "truncate" })
    await expect(get(address)).rejects.toThrow("aborted")
    expect((await get(address)).status).toBe(200)
  })
})
