/** The CRM tab determines the data center and the environment to connect. */
import { describe, expect, it } from "vitest"
import { placeOf } from "../../src/ui/connect-now"

describe("the user's place", () => {
  it("is the data center and environment of the most recently used CRM tab", () => {
    const tabs = [
      { url: "https://crm.zoho.com/crm/org1/tab/Home/begin", lastAccessed: 1 },
      { url: "https://crmsandbox.zoho.eu/crm/org2/tab/Home/begin", lastAccessed: 3 },
      { url: "https://crm.zoho.in/crm/org3/tab/Home/begin", lastAccessed: 2 },
    ]
    expect(placeOf(tabs)).toEqual({ location: "eu", environment: "sandbox", orgId: "2" })
  })

  it("has no org if the address contains none", () => {
    expect(placeOf([{ url: "https://crm.zoho.eu/crm/acme/tab/Home" }])).toMatchObject({ orgId: null })
  })

  it("is null if no tab shows it", () => {
    expect(placeOf([])).toBeNull()
    expect(placeOf([{ url: "https://crm.zoho.example/crm/" }, {}])).toBeNull()
  })
})
