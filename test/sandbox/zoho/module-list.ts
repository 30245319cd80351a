/** The modules of a new org. */
import type { Module } from "./state"

type ModuleFacts = Pick<
  Module,
  "apiName" | "moduleName" | "singularLabel" | "pluralLabel" | "generatedType"
> & {
  readonly hasTags: boolean
  readonly apiSupported: boolean
  readonly status: Module["status"]
}

function fact(
  apiName: string,
  singularLabel: string,
  pluralLabel: string,
  more: Partial<ModuleFacts> = {},
): ModuleFacts {
  return {
    apiName,
    moduleName: apiName.replaceAll("_", ""),
    singularLabel,
    pluralLabel,
    generatedType: "default",
    hasTags: true,
    apiSupported: true,
    status: "visible",
    ...more,
  }
}

/** The modules of a new org: those documented as having tags, a custom one, and some without tags. */
export const standardModules: readonly ModuleFacts[] = [
  fact("Leads", "Lead", "Leads"),
  fact("Contacts", "Contact", "Contacts"),
  fact("Accounts", "Account", "Accounts"),
  fact("Deals", "Deal", "Deals", { moduleName: "Potentials" }),
  fact("Tasks", "Task", "Tasks"),
  fact("Events", "Meeting", "Meetings"),
  fact("Calls", "Call", "Calls"),
  fact("Products", "Product", "Products"),
  fact("Quotes", "Quote", "Quotes"),
  fact("Sales_Orders", "Sales Order", "Sales Orders"),
  fact("Purchase_Orders", "Purchase Order", "Purchase Orders"),
  fact("Invoices", "Invoice", "Invoices"),
  fact("Campaigns", "Campaign", "Campaigns"),
  fact("Vendors", "Vendor", "Vendors"),
  fact("Price_Books", "Price Book", "Price Books"),
  fact("Cases", "Case", "Cases"),
  fact("Solutions", "Solution", "Solutions"),
  fact("Projects", "Project", "Projects", { moduleName: "CustomModule3", generatedType: "custom" }),
  fact("Notes", "Note", "Notes", { hasTags: false }),
  fact("Visits", "Visit", "Visits", { hasTags: false, generatedType: "web" }),
  fact("Reports", "Report", "Reports", { hasTags: false, apiSupported: false }),
]

/** Creates a module of an org; `id` must be new. */
export function makeModule(id: string, facts: ModuleFacts): Module {
  return { ...facts, id, tags: new Map(), records: new Map() }
}

export function customModule(
  apiName: string,
  singularLabel: string,
  pluralLabel: string,
  number: number,
): ModuleFacts {
  return fact(apiName, singularLabel, pluralLabel, {
    moduleName: `CustomModule${number}`,
    generatedType: "custom",
  })
}
