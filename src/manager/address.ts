/** The manager's state in its address, so that it can be linked to and outlives a reload. */
import { QUICK_FILTERS } from "./rows"
import type { Filters } from "./rows"

export interface Place {
  readonly account: string | null
  /** API name. */
  readonly module: string | null
  readonly filters: Filters
}

/** Reads a query string; what makes no sense is left out. */
export function readPlace(search: string): Place {
  const params = new URLSearchParams(search)
  const asked = (params.get("quick") ?? "").split(" ")
  return {
    account: params.get("account"),
    module: params.get("module"),
    filters: {
      text: params.get("filter") ?? "",
      quick: QUICK_FILTERS.filter((each) => asked.includes(each)),
    },
  }
}

/** The query string, with its question mark; empty for nothing. */
export function writePlace({ account, module, filters }: Place): string {
  const params = new URLSearchParams()
  if (account !== null) params.set("account", account)
  if (module !== null) params.set("module", module)
  if (filters.text) params.set("filter", filters.text)
  if (filters.quick.length > 0) params.set("quick", filters.quick.join(" "))
  const query = params.toString()
  return query && `?${query}`
}
