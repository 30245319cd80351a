/** The table of data centers and their hosts. */
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  apiOrigin,
  crmOrigin,
  DATA_CENTERS,
  dataCenterByAccountsOrigin,
  dataCenterByApiOrigin,
  dataCenterByCrmHost,
  dataCenterByLocation,
  ENVIRONMENTS,
  LOCATIONS,
  orgPatterns,
  patternsOf,
  patternsOfPage,
  serverPatterns,
  tagPageMatch,
} from "../../src/zoho/data-centers"
import { resolveServers } from "../../src/zoho/oauth/token-endpoint"

describe("the table of data centers", () => {
  it("has one row per location", () => {
    expect(DATA_CENTERS.map((each) => each.location)).toEqual([...LOCATIONS])
  })

  it.each(DATA_CENTERS)("finds $location by each of its hosts", (each) => {
    expect(dataCenterByLocation(each.location.toUpperCase())).toBe(each)
    expect(dataCenterByAccountsOrigin(each.accountsOrigin)).toBe(each)
    for (const environment of ENVIRONMENTS) {
      expect(dataCenterByApiOrigin(`${apiOrigin(each, environment)}/`)).toEqual({
        dataCenter: each,
        environment,
      })
    }
    expect(dataCenterByCrmHost(new URL(crmOrigin(each, "production")).host)).toEqual({
      dataCenter: each,
      environment: "production",
    })
    expect(dataCenterByCrmHost(new URL(crmOrigin(each, "sandbox")).host)?.environment).toBe("sandbox")
    expect(dataCenterByCrmHost(`crmplus.${each.webDomain}`)?.environment).toBe("production")
  })

  it("has Canada's hosts, which have another form", () => {
    const canada = dataCenterByLocation("ca")
    expect(canada?.accountsOrigin).toBe("https://accounts.zohocloud.ca")
    expect(canada && apiOrigin(canada, "production")).toBe("https://www.zohoapis.ca")
    expect(dataCenterByCrmHost("crm.zoho.ca")).toBeUndefined()
  })

  it.each([
    "https://accounts.zoho.com.evil.example",
    "https://accounts.zoho.com@evil.example",
    "https://accounts.zoho.com:8443",
    "https://accounts.zoho.com/oauth",
    "https://accounts.zoho.com?x",
    "http://accounts.zoho.com",
    "https://user:pass@accounts.zoho.com",
    "https://accountsXzoho.com",
    "https://accounts.zoho.sg",
    "accounts.zoho.com",
    "javascript:alert(1)",
    "",
  ])("rejects %s as an accounts server", (url) => {
    expect(dataCenterByAccountsOrigin(url)).toBeUndefined()
  })

  it("finds only exactly listed hosts", () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (url) => {
        expect(dataCenterByAccountsOrigin(url)).toBeUndefined()
        expect(dataCenterByApiOrigin(url)).toBeUndefined()
        expect(dataCenterByCrmHost(new URL(url).host)).toBeUndefined()
      }),
    )
  })
})

/** Zoho's hosts as their pages list them, written out so that a mistake in the table cannot confirm itself. */
const HOSTS = {
  us: ["accounts.zoho.com", "zohoapis.com", "zoho.com"],
  eu: ["accounts.zoho.eu", "zohoapis.eu", "zoho.eu"],
  in: ["accounts.zoho.in", "zohoapis.in", "zoho.in"],
  au: ["accounts.zoho.com.au", "zohoapis.com.au", "zoho.com.au"],
  jp: ["accounts.zoho.jp", "zohoapis.jp", "zoho.jp"],
  ca: ["accounts.zohocloud.ca", "zohoapis.ca", "zohocloud.ca"],
  sa: ["accounts.zoho.sa", "zohoapis.sa", "zoho.sa"],
  uk: ["accounts.zoho.uk", "zohoapis.uk", "zoho.uk"],
  cn: ["accounts.zoho.com.cn", "zohoapis.com.cn", "zoho.com.cn"],
  ae: ["accounts.zoho.ae", "zohoapis.ae", "zoho.ae"],
} as const
const LABELS = { production: "www", sandbox: "sandbox", developer: "developer" } as const
const PLACES = LOCATIONS.flatMap((location) => ENVIRONMENTS.map((environment) => ({ location, environment })))

describe.each(PLACES)("an org at $location, $environment,", ({ location, environment }) => {
  const [accounts, api, web] = HOSTS[location]
  const dataCenter = dataCenterByLocation(location)!
  const asked = { dataCenter, environment }

  it("signs in, is called and is shown at Zoho's own hosts", () => {
    expect(dataCenter.accountsOrigin).toBe(`https://${accounts}`)
    expect(apiOrigin(dataCenter, environment)).toBe(`https://${LABELS[environment]}.${api}`)
    const label = environment === "sandbox" ? "crmsandbox" : "crm"
    expect(crmOrigin(dataCenter, environment)).toBe(`https://${label}.${web}`)
    const servers = [`https://${LABELS[environment]}.${api}/*`, `https://${accounts}/*`]
    expect(serverPatterns({ location, environment })).toEqual(servers)
    expect(orgPatterns({ location, environment })).toEqual([...servers, `https://${label}.${web}/crm/*`])
  })

  it("accepts an answer that names them", () => {
    const apiDomain = `https://${LABELS[environment]}.${api}`
    const named = { location, accountsServer: `https://${accounts}`, apiDomain }
    expect(resolveServers(named, asked)).toEqual({ dataCenter, environment, apiOrigin: apiDomain })
  })

  it.each([
    { location: "xx" },
    { location: location === "us" ? "eu" : "us", accountsServer: `https://${accounts}` },
    { accountsServer: `https://${accounts}.evil.example` },
    { accountsServer: `http://${accounts}` },
    { apiDomain: `https://${LABELS[environment]}.${api}.evil.example` },
    { apiDomain: `https://evil.${api}` },
    { location, apiDomain: location === "us" ? "https://www.zohoapis.eu" : "https://www.zohoapis.com" },
  ])("refuses an answer that names %o", (named) => {
    expect(resolveServers(named, asked)).toBeUndefined()
  })
})

describe("the hosts to request", () => {
  it.each([
    ["https://crm.zoho.eu/crm/org1/tab/Leads", ["www.zohoapis.eu", "accounts.zoho.eu", "crm.zoho.eu"]],
    [
      "https://crmsandbox.zoho.eu/crm/org1/",
      ["sandbox.zohoapis.eu", "accounts.zoho.eu", "crmsandbox.zoho.eu"],
    ],
    [
      "https://crmplus.zoho.in/acme/index.do/cxapp",
      ["www.zohoapis.in", "accounts.zoho.in", "crmplus.zoho.in"],
    ],
    // A page with the CRM in a frame.
    ["https://one.zoho.com/zohoone/acme", ["www.zohoapis.com", "accounts.zoho.com", "crm.zoho.com"]],
  ])("on %s are that host and its servers, which are all in the manifest", (href, hosts) => {
    const patterns = patternsOfPage(href) ?? []
    expect(patterns.map((pattern) => new URL(pattern).host)).toEqual(hosts)
    expect(DATA_CENTERS.flatMap(patternsOf)).toEqual(expect.arrayContaining(patterns))
  })

  it.each(["https://mail.zoho.eu/", "http://crm.zoho.eu/crm/", "about:blank", ""])(
    "on %s are none",
    (href) => {
      expect(patternsOfPage(href)).toBeUndefined()
    },
  )

  it.each([
    ["https://crm.zoho.eu/crm/*", "https://crm.zoho.eu/crm/*settings/manage-tags*"],
    ["https://crmplus.zoho.eu/*", "https://crmplus.zoho.eu/*crm/*settings/manage-tags*"],
  ])("include the tag page: %s", (pages, tagPage) => expect(tagPageMatch(pages)).toBe(tagPage))
})
