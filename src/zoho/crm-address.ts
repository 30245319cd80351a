/** The addresses of Zoho CRM's pages, as far as they are known, and the patterns by which others are remembered. */

/** What a page's address tells. */
export interface Address {
  readonly href: string
  /** The path behind the org; null when this is no page of the CRM. */
  readonly route: string | null
  /** Whether this is the tag settings page of a module. */
  readonly isTagPage: boolean
  /** The org's digits (zgid), when the path holds them; there may be a vanity name or nothing instead. */
  readonly orgId: string | null
  /** Zoho's internal module name as in the address (`Potentials`, `CustomModule3`), not the API name. */
  readonly module: string | null
  /** The pattern by which the tag page was known, where it is not Zoho's own. */
  readonly remembered: AddressPattern | null
}

/** Where the user found the tag page when it had moved; kept per org. */
export interface AddressPattern {
  /** The path behind the org, `*` for the module's name. */
  readonly path: string
  /** The query parameter that names the module, if one does. */
  readonly moduleParam: string | null
}

/** Reads a page's address. Only the path counts: the browser's permissions decide on which hosts scripts run. */
export function parseAddress(href: string, remembered: readonly AddressPattern[] = []): Address {
  const known: AddressPattern = { path: "settings/manage-tags", moduleParam: "module" }
  const nothing = { href, route: null, isTagPage: false, orgId: null, module: null, remembered: null }
  if (!URL.canParse(href)) return nothing
  const url = new URL(href)
  const { org, route } = splitPath(url.pathname)
  if (route === null) return nothing
  const here = { ...nothing, route, orgId: /^org(\d+)$/.exec(org ?? "")?.[1] ?? null }
  for (const pattern of [known, ...remembered]) {
    const module = matchPattern(pattern, route, url.searchParams)
    if (module !== undefined)
      return { ...here, isTagPage: true, module, remembered: pattern === known ? null : pattern }
  }
  const moduleOfTab = /^tab\/([^/]+)/.exec(route)?.[1] ?? null
  return { ...here, module: url.searchParams.get("module") || moduleOfTab }
}

/** Whether the path is that of a page around the CRM, as CRM Plus and Zoho One have it. */
export function isWrapped(pathname: string): boolean {
  return /.\/crm\//.test(pathname)
}

/**
 * The pattern to remember for a tag page; null when it would fit other pages as well.
 * @param names that the module may have there: the internal one, the API's
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
 * Whether a pattern fits one page of an org and no other: at most one part of its path is open, never all, and only where
 * no parameter names the module; and it does not fit the page that users begin at.
 */
export function isNarrow(pattern: AddressPattern): boolean {
  const parts = pattern.path.split("/")
  const open = parts.filter((part) => part.includes("*"))
  const isOne = open.length === 1 && open[0] === "*" && parts.length > 1 && pattern.moduleParam === null
  const fits = (route: string): boolean => matchPattern(pattern, route, new URLSearchParams()) !== undefined
  const isHome = fits("tab/Home") || fits("tab/Home/begin")
  return (open.length === 0 || isOne) && !isHome
}

function splitPath(pathname: string): { org: string | null; route: string | null } {
  // Everything in front of /crm/ is a wrapper's (CRM Plus, Zoho One); the segment behind it may be missing.
  const rest = /(?:^|\/)crm\/(.*)$/.exec(pathname)?.[1]
  if (rest === undefined) return { org: null, route: null }
  const parts = rest.split("/").filter((part) => part !== "")
  // The first segment of every route that is known: https://help.zoho.com/portal/en/kb/crm
  const isRoute = parts[0] === "settings" || parts[0] === "tab"
  const org = isRoute ? undefined : parts.shift()
  return { org: org ?? null, route: parts.join("/") }
}

/** The module (null when the address leaves it open), or undefined when the route is another one. */
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
