/** Known addresses of Zoho CRM's pages, and patterns for remembering others. */

/** The contents of a page's address. */
export interface Address {
  readonly href: string
  /** The path after the org; null if this is not a CRM page. */
  readonly route: string | null
  /** Whether this is the tag settings page of a module. */
  readonly isTagPage: boolean
  /** The org id's digits (zgid), if the path has them. It may have a vanity name or nothing instead. */
  readonly orgId: string | null
  /** Zoho's internal module name in the address (`Potentials`, `CustomModule3`), not the API name. */
  readonly module: string | null
  /** The pattern that matched the tag page, if not Zoho's own. */
  readonly remembered: AddressPattern | null
}

/** Where the user found a moved tag page; stored per org. */
export interface AddressPattern {
  /** The path after the org, with `*` for the module's name. */
  readonly path: string
  /** The query parameter that names the module, if any. */
  readonly moduleParam: string | null
}

/** Parses a page's address. Checks only the path: the browser's permissions decide on which hosts scripts run. */
export function parseAddress(href: string, remembered: readonly AddressPattern[] = []): Address {
  const known: AddressPattern = { path: "settings/manage-tags", moduleParam: "module" }
  const notCrm = { href, route: null, isTagPage: false, orgId: null, module: null, remembered: null }
  if (!URL.canParse(href)) return notCrm
  const url = new URL(href)
  const { org, route } = splitPath(url.pathname)
  if (route === null) return notCrm
  const here = { ...notCrm, route, orgId: /^org(\d+)$/.exec(org ?? "")?.[1] ?? null }
  for (const pattern of [known, ...remembered]) {
    const module = matchPattern(pattern, route, url.searchParams)
    if (module !== undefined)
      return { ...here, isTagPage: true, module, remembered: pattern === known ? null : pattern }
  }
  const moduleOfTab = /^tab\/([^/]+)/.exec(route)?.[1] ?? null
  return { ...here, module: url.searchParams.get("module") || moduleOfTab }
}

/** Whether the path belongs to a page around the CRM, as in CRM Plus and Zoho One. */
export function isWrapped(pathname: string): boolean {
  return /.\/crm\//.test(pathname)
}

/**
 * The pattern to remember for a tag page; null if it would also match other pages.
 * @param names possible names of the module there: the internal one and the API name
 */
export function rememberAddress(href: string, names: readonly string[]): AddressPattern | null {
  if (!URL.canParse(href)) return null
  const url = new URL(href)
  const { route } = splitPath(url.pathname)
  if (!route) return null
  const moduleParam = [...url.searchParams].find(([, value]) => names.includes(value))?.[0] ?? null
  const isModule = (part: string): boolean => moduleParam === null && names.includes(part)
  const path = route.split("/").map((part) => (isModule(part) ? "*" : part))
  const pattern = { path: path.join("/"), moduleParam }
  return isNarrow(pattern) ? pattern : null
}

/**
 * Whether a pattern matches one page of an org only: at most one part of its path is a wildcard, never all of it, and
 * only if no parameter names the module. It must not match the page on which users start.
 */
export function isNarrow(pattern: AddressPattern): boolean {
  const parts = pattern.path.split("/")
  const wildcards = parts.filter((part) => part.includes("*"))
  const isSingleWildcard =
    wildcards.length === 1 && wildcards[0] === "*" && parts.length > 1 && pattern.moduleParam === null
  const fits = (route: string): boolean => matchPattern(pattern, route, new URLSearchParams()) !== undefined
  const isHome = fits("tab/Home") || fits("tab/Home/begin")
  return (wildcards.length === 0 || isSingleWildcard) && !isHome
}

function splitPath(pathname: string): { org: string | null; route: string | null } {
  // Everything before /crm/ belongs to a wrapper (CRM Plus, Zoho One). The org after it may be missing.
  const rest = /(?:^|\/)crm\/(.*)$/.exec(pathname)?.[1]
  if (rest === undefined) return { org: null, route: null }
  const parts = rest.split("/").filter((part) => part !== "")
  // The first segment of every known route: https://help.zoho.com/portal/en/kb/crm
  const isRoute = parts[0] === "settings" || parts[0] === "tab"
  const org = isRoute ? undefined : parts.shift()
  return { org: org ?? null, route: parts.join("/") }
}

/** The module (null if the address names none), or undefined if the route does not match. */
function matchPattern(
  pattern: AddressPattern,
  route: string,
  query: URLSearchParams,
): string | null | undefined {
  const wanted = pattern.path.split("/")
  const parts = route.split("/")
  if (parts.length !== wanted.length) return undefined
  let module: string | null = null
  for (const [index, part] of parts.entries()) {
    if (wanted[index] === "*") module = part
    else if (wanted[index] !== part) return undefined
  }
  return module ?? (query.get(pattern.moduleParam ?? "module") || null)
}
