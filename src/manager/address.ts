/** The manager's state in its address, so that it can be linked to and outlives a reload. */
import { NO_FILTERS, QUICK_FILTERS } from "./filters"
import type { Filters } from "./filters"
import { BY_NAME, COLUMNS } from "./rows"
import type { Sort } from "./rows"

export interface Place {
  readonly account: string | null
  /** API name; null: all modules. */
  readonly module: string | null
  readonly filters: Filters
  readonly sort: Sort
}

/** Reads a query string; what makes no sense is left out. */
export function readPlace(search: string): Place {
  const params = new URLSearchParams(search)
  return {
    account: params.get("account"),
    module: params.get("module"),
    filters: readFilters(params),
    sort: readSort(params.get("sort") ?? ""),
  }
}

function readFilters(params: URLSearchParams): Filters {
  const asked = (params.get("quick") ?? "").split(" ")
  const before = params.get("before")
  return {
    text: params.get("filter") ?? "",
    quick: QUICK_FILTERS.filter((each) => asked.includes(each)),
    before: before !== null && /^\d{4}-\d\d-\d\d$/.test(before) ? before : null,
    by: params.get("by"),
    colour: params.get("colour"),
  }
}

/** `name`, or `-records` for the largest first. */
function readSort(text: string): Sort {
  const by = COLUMNS.find((each) => each === text.replace(/^-/, ""))
  return by ? { by, descending: text.startsWith("-") } : BY_NAME
}

/** The query string, with its question mark; empty for nothing. */
export function writePlace({ account, module, filters, sort }: Place): string {
  const { text, quick, before, by, colour } = filters
  const isUsual = sort.by === BY_NAME.by && sort.descending === BY_NAME.descending
  const all: Record<string, string | null> = {
    account,
    module,
    filter: text || null,
    quick: quick.join(" ") || null,
    before,
    by,
    colour,
    sort: isUsual ? null : `${sort.descending ? "-" : ""}${sort.by}`,
  }
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(all)) if (value !== null) params.set(key, value)
  const query = params.toString()
  return query && `?${query}`
}

export const NOWHERE: Place = { account: null, module: null, filters: NO_FILTERS, sort: BY_NAME }
