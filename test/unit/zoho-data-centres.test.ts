import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  DATA_CENTRES,
  ENVIRONMENTS,
  LOCATIONS,
  apiOrigin,
  crmOrigin,
  dataCentreByAccountsOrigin,
  dataCentreByApiOrigin,
  dataCentreByCrmHost,
  dataCentreByLocation,
} from "../../src/zoho/data-centres"

describe("the table of data centres", () => {
  it("has one row per location", () => {
    expect(DATA_CENTRES.map((each) => each.location)).toEqual([...LOCATIONS])
  })

  it.each(DATA_CENTRES)("finds $location by each of its hosts", (each) => {
    expect(dataCentreByLocation(each.location.toUpperCase())).toBe(each)
    expect(dataCentreByAccountsOrigin(each.accountsOrigin)).toBe(each)
    for (const environment of ENVIRONMENTS) {
      expect(dataCentreByApiOrigin(`${apiOrigin(each, environment)}/`)).toEqual({
        dataCentre: each,
        environment,
      })
    }
    expect(dataCentreByCrmHost(new URL(crmOrigin(each, "production")).host)).toEqual({
      dataCentre: each,
      environment: "production",
      wrapper: false,
    })
    expect(dataCentreByCrmHost(new URL(crmOrigin(each, "sandbox")).host)?.environment).toBe("sandbox")
    expect(dataCentreByCrmHost(`crmplus.${each.webDomain}`)?.wrapper).toBe(true)
  })

  it("knows Canada's hosts, which are of another form", () => {
    const canada = dataCentreByLocation("ca")
    expect(canada?.accountsOrigin).toBe("https://accounts.zohocloud.ca")
    expect(canada && apiOrigin(canada, "production")).toBe("https://www.zohoapis.ca")
    expect(dataCentreByCrmHost("crm.zoho.ca")).toBeUndefined()
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
  ])("does not take %s for an accounts server", (url) => {
    expect(dataCentreByAccountsOrigin(url)).toBeUndefined()
  })

  it("finds nothing for anything that is not exactly a listed host", () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (url) => {
        expect(dataCentreByAccountsOrigin(url)).toBeUndefined()
        expect(dataCentreByApiOrigin(url)).toBeUndefined()
        expect(dataCentreByCrmHost(new URL(url).host)).toBeUndefined()
      }),
    )
  })
})
