/** Keeps the manager's state in its address, so that it can be linked to and survives a reload. */
import { useEffect, useRef, useState } from "preact/hooks"

import { BY_NAME, COLORS, COLUMNS, type Sort } from "./rows"
import { ROW_FILTERS, type Filters } from "./filters"

export interface UrlState {
  readonly account: string | null
  /** API name; null: all modules. */
  readonly module: string | null
  readonly filters: Filters
  readonly sort: Sort
}

/** Reads a query string, ignoring invalid values. */
export function readUrlState(search: string): UrlState {
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
    quick: ROW_FILTERS.filter((each) => asked.includes(each)),
    before: before !== null && /^\d{4}-\d\d-\d\d$/.test(before) ? before : null,
    by: params.get("by"),
    color: COLORS.find((each) => each === params.get("color")) ?? null,
  }
}

/** `name`, or `-records` for descending. */
function readSort(text: string): Sort {
  const by = COLUMNS.find((each) => each === text.replace(/^-/, ""))
  return by ? { by, descending: text.startsWith("-") } : BY_NAME
}

/** The query string with its question mark, or an empty string. */
export function writeUrlState({ account, module, filters, sort }: UrlState): string {
  const { text, quick, before, by, color } = filters
  const isUsual = sort.by === BY_NAME.by && sort.descending === BY_NAME.descending
  const all: Record<string, string | null> = {
    account,
    module,
    filter: text || null,
    quick: quick.join(" ") || null,
    before,
    by,
    color,
    sort: isUsual ? null : `${sort.descending ? "-" : ""}${sort.by}`,
  }
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(all)) if (value !== null) params.set(key, value)
  const query = params.toString()
  return query && `?${query}`
}

/** The state without typed text, so that Back removes the text at once, not letter by letter. */
const chosen = ({ filters, ...place }: UrlState): string =>
  writeUrlState({ ...place, filters: { ...filters, text: "", before: null } })

/** What the manager shows, kept in the address. Back and Forward move between the user's choices. */
export function useUrlState(): readonly [UrlState, (change: Partial<UrlState>) => void] {
  const [place, setPlace] = useState(() => readUrlState(location.search))
  const here = useRef(place)
  useEffect(() => {
    const gone = new AbortController()
    const follow = (): void => {
      here.current = readUrlState(location.search)
      setPlace(here.current)
    }
    addEventListener("popstate", follow, { signal: gone.signal })
    return () => gone.abort()
  }, [])
  // Written at once: after the render, Back may already have moved to another entry.
  const change = (to: Partial<UrlState>): void => {
    const next = { ...here.current, ...to }
    const address = `${location.pathname}${writeUrlState(next)}`
    if (chosen(next) === chosen(here.current)) history.replaceState(null, "", address)
    else history.pushState(null, "", address)
    here.current = next
    setPlace(next)
  }
  return [place, change]
}
