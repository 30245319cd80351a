/** Reads org and module from the addresses of Zoho's pages. */
import { describe, expect, test } from "vitest"
import { parseAddress, rememberAddress } from "../../src/zoho/crm-address"

describe("the tag page", () => {
  test.each([
    ["https://crm.zoho.com/crm/org123456/settings/manage-tags?module=Potentials", "123456", "Potentials"],
    ["https://crm.zoho.com.au/crm/org1/settings/manage-tags/?module=CustomModule3&x=1", "1", "CustomModule3"],
    ["https://crm.zoho.eu/crm/acme/settings/manage-tags?module=Leads", null, "Leads"],
    ["https://crm.zoho.in/crm/settings/manage-tags?module=Leads#top", null, "Leads"],
    [
      "https://crmplus.zoho.com/acme/index.do/cxapp/crm/org77/settings/manage-tags?module=Leads",
      "77",
      "Leads",
    ],
    ["https://crm.zoho.jp/crm/org5/settings/manage-tags", "5", null],
  ])("%s", (href, orgId, module) => {
    expect(parseAddress(href)).toMatchObject({ href, isTagPage: true, orgId, module })
  })

  test.each([
    "https://crm.zoho.com/crm/org123456/tab/Home/begin",
    "https://crm.zoho.com/crm/org123456/settings/manage-tags/extra?module=Leads",
    "https://crm.zoho.com/crm/org123456/settings/manage-tagsets?module=Leads",
    "https://crm.zoho.com/mycrm/org123456/settings/manage-tags?module=Leads",
    "https://crm.zoho.com/",
    "about:blank",
    "",
  ])("is not %s", (href) => {
    expect(parseAddress(href).isTagPage).toBe(false)
  })
})

test("other pages also identify org and module", () => {
  const { orgId, module } = parseAddress(
    "https://crm.zoho.com/crm/org9/tab/Potentials/custom-view/1/list?page=1",
  )
  expect({ orgId, module }).toEqual({ orgId: "9", module: "Potentials" })
})

describe("a moved tag page, once remembered", () => {
  const moved = "https://crm.zoho.com/crm/org9/settings/labels/Potentials/all?page=2"

  test("is recognized, also for other modules", () => {
    const pattern = rememberAddress(moved, ["Potentials", "Deals"])
    if (!pattern) throw new Error("not remembered")
    const other = parseAddress("https://crm.zoho.com/crm/org9/settings/labels/Leads/all", [pattern])
    expect(other).toMatchObject({ isTagPage: true, orgId: "9", module: "Leads" })
    expect(parseAddress("https://crm.zoho.com/crm/org9/settings/labels/Leads", [pattern]).isTagPage).toBe(
      false,
    )
  })

  test("may name the module in another parameter", () => {
    const pattern = rememberAddress("https://crm.zoho.com/crm/org9/setup/tags?m=Leads", ["Leads"])
    expect(pattern).toEqual({ path: "setup/tags", moduleParam: "m" })
    const href = "https://crm.zoho.com/crm/org9/setup/tags?m=Contacts"
    expect(parseAddress(href, pattern ? [pattern] : []).module).toBe("Contacts")
  })

  test.each([
    ["names the module twice", "https://crm.zoho.com/crm/org9/labels/Leads/Leads", ["Leads"]],
    ["is only the module's name", "https://crm.zoho.com/crm/org9/Leads", ["Leads"]],
    ["is the home page", "https://crm.zoho.com/crm/org9/tab/Home?x=Leads", ["Leads"]],
    ["would match every tab", "https://crm.zoho.com/crm/org9/tab/Leads", ["Leads"]],
  ])("is not remembered if the address %s", (_what, href, names) => {
    expect(rememberAddress(href, names)).toBeNull()
  })

  test("is not remembered outside the CRM", () => {
    expect(rememberAddress("https://crm.zoho.com/other", ["Leads"])).toBeNull()
    expect(rememberAddress("no address", ["Leads"])).toBeNull()
  })
})
