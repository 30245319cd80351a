/** Where a CRM page is: as much as its address tells. */
export interface Address {
  readonly href: string
  /** Whether this is the tag settings page of a module. */
  readonly isTagPage: boolean
  /** The org's digits (zgid), when the path holds them; a vanity name or nothing may stand there instead. */
  readonly orgId: string | null
  /** Zoho's internal module name as in the address (`Potentials`, `CustomModule3`), not the API name. */
  readonly module: string | null
}

/** Where a person found the tag page when it had moved; made by {@link rememberAddress}, kept per org. */
export interface AddressPattern {
  /** The path behind the org, `*` where the module's name stands. */
  readonly path: string
  /** The query parameter that names the module, if one does. */
  readonly moduleParam: string | null
}

// Everything in front of /crm/ is a wrapper's (CRM Plus, Zoho One); the segment behind it may be missing.
const CRM_PATH = /(?:^|\/)crm\/(.*)$/
const ORG = /^org(\d+)$/
// The first segment of every route that is known: https://help.zoho.com/portal/en/kb/crm
const ROUTES = new Set(["settings", "tab"])
const TAG_PAGE: AddressPattern = { path: "settings/manage-tags", moduleParam: "module" }

/**
 * Reads a page's address. Only the path counts, never the host: the manifest decides where scripts run.
 * @param remembered patterns that were remembered for this org
 */
export function parseAddress(href: string, remembered: readonly AddressPattern[] = []): Address {
  const nothing: Address = { href, isTagPage: false, orgId: null, module: null }
  if (!URL.canParse(href)) return nothing
  const url = new URL(href)
  const { org, route } = splitPath(url.pathname)
  if (route === null) return nothing
  const orgId = ORG.exec(org ?? "")?.[1] ?? null
  for (const pattern of [TAG_PAGE, ...remembered]) {
    const module = matchPattern(pattern, route, url.searchParams)
    if (module !== undefined) return { href, isTagPage: true, orgId, module }
  }
  return { href, isTagPage: false, orgId, module: url.searchParams.get("module") || moduleOfTab(route) }
}

/**
 * The pattern to remember for a tag page at an unknown address.
 * @param module the internal name of the module whose tags the page shows
 * @returns null when the address is not one of the CRM's
 */
export function rememberAddress(href: string, module: string): AddressPattern | null {
  if (!URL.canParse(href)) return null
  const url = new URL(href)
  const { route } = splitPath(url.pathname)
  if (!route) return null
  const moduleParam = [...url.searchParams].find(([, value]) => value === module)?.[0] ?? null
  const path = route.split("/").map((part) => (moduleParam === null && part === module ? "*" : part))
  return { path: path.join("/"), moduleParam }
}

function splitPath(pathname: string): { org: string | null; route: string | null } {
  const rest = CRM_PATH.exec(pathname)?.[1]
  if (rest === undefined) return { org: null, route: null }
  const parts = rest.split("/").filter((part) => part !== "")
  const org = parts[0] !== undefined && !ROUTES.has(parts[0]) ? parts.shift() : undefined
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
    if (wanted[index] === "*") module = decodeURIComponent(part)
    else if (wanted[index] !== part) return undefined
  }
  return module ?? (query.get(pattern.moduleParam ?? "module") || null)
}

function moduleOfTab(route: string): string | null {
  return /^tab\/([^/]+)/.exec(route)?.[1] ?? null
}
