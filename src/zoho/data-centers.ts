/**
 * Zoho's data centers and their hosts: the product's only allow-list. Tokens are sent to, and sign-ins accepted from,
 * these hosts only. The manifest repeats them as literals, which a test compares with this table.
 *
 * Sources: https://www.zoho.com/crm/developer/docs/api/v8/multi-dc.html and
 * https://www.zoho.com/accounts/protocol/oauth/multi-dc.html (accounts and API hosts, `location` values),
 * https://www.zoho.com/crm/developer/docs/api/v8/sandbox.html (API hosts of the environments). `ae` is on no Zoho
 * page, but two independent public clients use it. `sg` is left out: there is no evidence that Zoho CRM runs there.
 */

export const ENVIRONMENTS = ["production", "sandbox", "developer"] as const
/** Sandboxes and developer orgs have their own API hosts and tokens. */
export type Environment = (typeof ENVIRONMENTS)[number]

/** Zoho's short name of a data center, as in the `location` of a sign-in answer. */
export type DataCenterLocation = (typeof TABLE)[number][0]

export interface DataCenter {
  readonly location: DataCenterLocation
  /** "zoho.eu" */
  readonly webDomain: string
  /** "zohoapis.eu" */
  readonly apiDomain: string
  /** Origin of the sign-in and token endpoints. */
  readonly accountsOrigin: string
  /** Origin of the console where OAuth clients are registered. */
  readonly apiConsoleOrigin: string
}

const TABLE = [
  ["us", "zoho.com", "zohoapis.com"],
  ["eu", "zoho.eu", "zohoapis.eu"],
  ["in", "zoho.in", "zohoapis.in"],
  ["au", "zoho.com.au", "zohoapis.com.au"],
  ["jp", "zoho.jp", "zohoapis.jp"],
  // Only Canada has another form of web domain: crm.zoho.ca does not resolve.
  ["ca", "zohocloud.ca", "zohoapis.ca"],
  ["sa", "zoho.sa", "zohoapis.sa"],
  ["uk", "zoho.uk", "zohoapis.uk"],
  ["cn", "zoho.com.cn", "zohoapis.com.cn"],
  ["ae", "zoho.ae", "zohoapis.ae"],
] as const

export const LOCATIONS: readonly DataCenterLocation[] = TABLE.map(([location]) => location)

export const DATA_CENTERS: readonly DataCenter[] = TABLE.map(([location, webDomain, apiDomain]) => ({
  ...{ location, webDomain, apiDomain },
  accountsOrigin: `https://accounts.${webDomain}`,
  apiConsoleOrigin: `https://api-console.${webDomain}`,
}))

/** Web hosts that show Zoho CRM: directly, as a sandbox, or framed by CRM Plus or Zoho One. */
const WEB_LABELS: Readonly<Record<string, Environment>> = {
  crm: "production",
  crmsandbox: "sandbox",
  crmplus: "production",
  one: "production",
}

/** Data center and environment of an org, as read from a host or a request. */
export interface ZohoPlace {
  readonly dataCenter: DataCenter
  readonly environment: Environment
}

/** "https://sandbox.zohoapis.eu" */
export function apiOrigin(dataCenter: DataCenter, environment: Environment): string {
  return `https://${environment === "production" ? "www" : environment}.${dataCenter.apiDomain}`
}

/** Finds a data center by a `location` value, in any case. */
export function dataCenterByLocation(location: string): DataCenter | undefined {
  const wanted = location.trim().toLowerCase()
  return DATA_CENTERS.find((each) => each.location === wanted)
}

/** Finds a data center by its accounts server. Undefined unless the URL is exactly its origin. */
export function dataCenterByAccountsOrigin(url: string): DataCenter | undefined {
  const origin = bareOrigin(url)
  return DATA_CENTERS.find((each) => each.accountsOrigin === origin)
}

export function dataCenterByApiOrigin(url: string): ZohoPlace | undefined {
  const origin = bareOrigin(url)
  for (const each of DATA_CENTERS) {
    const environment = ENVIRONMENTS.find((candidate) => apiOrigin(each, candidate) === origin)
    if (environment !== undefined) return { dataCenter: each, environment }
  }
  return undefined
}

/**
 * Finds a data center by the host name of a Zoho web page, as in `location.hostname`. The environment is a guess: a
 * developer org has the same web host as production.
 */
export function dataCenterByCrmHost(host: string): ZohoPlace | undefined {
  const wanted = host.toLowerCase()
  for (const each of DATA_CENTERS) {
    for (const [label, environment] of Object.entries(WEB_LABELS)) {
      if (wanted === `${label}.${each.webDomain}`) return { dataCenter: each, environment }
    }
  }
  return undefined
}

/** "https://crm.zoho.eu", "https://crmsandbox.zoho.eu" */
export function crmOrigin(dataCenter: DataCenter, environment: Environment): string {
  return `https://${environment === "sandbox" ? "crmsandbox" : "crm"}.${dataCenter.webDomain}`
}

/** Address of an org's tag page, if still at Zoho's known path; undefined for an unknown data center. */
export function tagPageUrl(org: OrgPlace & { readonly id: string }): string | undefined {
  const dataCenter = dataCenterByLocation(org.location)
  return (
    dataCenter &&
    `${crmOrigin(dataCenter, org.environment)}/crm/org${org.id}/settings/manage-tags?module=Leads`
  )
}

const crmHosts = ({ webDomain }: DataCenter): string[] => [
  `https://crm.${webDomain}/crm/*`,
  `https://crmsandbox.${webDomain}/crm/*`,
  `https://crmplus.${webDomain}/*`,
]

/** Match patterns of the pages that can contain the CRM. Zoho One needs none: its frame is on the crm host. */
export function crmMatches(): string[] {
  return DATA_CENTERS.flatMap(crmHosts)
}

/** The same for one data center and environment. */
export function crmMatchesOf(dataCenter: DataCenter, environment: Environment): string[] {
  const isSandbox = (pattern: string): boolean => pattern.startsWith("https://crmsandbox.")
  return crmHosts(dataCenter).filter((pattern) => isSandbox(pattern) === (environment === "sandbox"))
}

/** Match pattern of the tag page, when loaded by its address, on the host of a pattern from `crmMatches`. */
export function tagPageMatch(crmMatch: string): string {
  return crmMatch.endsWith("/crm/*")
    ? crmMatch.replace("/crm/*", "/crm/*settings/manage-tags*")
    : crmMatch.replace("/*", "/*crm/*settings/manage-tags*")
}

/** Match patterns of all sign-in servers, for finding the data center that has registered a client. */
export function accountsPatterns(): string[] {
  return DATA_CENTERS.map(({ accountsOrigin }) => `${accountsOrigin}/*`)
}

export interface OrgPlace {
  /** A `location` value. */
  readonly location: string
  readonly environment: Environment
}

/** Match patterns of the servers that work for an org needs: API and accounts. Empty for an unknown place. */
export function serverPatterns({ location, environment }: OrgPlace): string[] {
  const dataCenter = dataCenterByLocation(location)
  return dataCenter ? [`${apiOrigin(dataCenter, environment)}/*`, `${dataCenter.accountsOrigin}/*`] : []
}

/** Match patterns that the user must grant to connect an org: its servers and its CRM pages. */
export function orgPatterns(place: OrgPlace): string[] {
  const dataCenter = dataCenterByLocation(place.location)
  return dataCenter ? [...serverPatterns(place), `${crmOrigin(dataCenter, place.environment)}/crm/*`] : []
}

/** All match patterns of one data center. The manifest's `optional_host_permissions` are those of all. */
export function patternsOf(dataCenter: DataCenter): string[] {
  const servers = ENVIRONMENTS.map((environment) => `${apiOrigin(dataCenter, environment)}/*`)
  return [...servers, `${dataCenter.accountsOrigin}/*`, ...crmHosts(dataCenter)]
}

/** Match patterns that the user must grant on a CRM page: its host and its orgs' servers. Undefined for other pages. */
export function patternsOfPage(href: string): string[] | undefined {
  const host = URL.canParse(href) ? new URL(href) : undefined
  const found = host?.protocol === "https:" ? dataCenterByCrmHost(host.hostname) : undefined
  if (!host || !found) return undefined
  const { dataCenter, environment } = found
  // Zoho One shows the CRM in a frame of the crm host.
  const own = crmHosts(dataCenter).find((pattern) => pattern.startsWith(`${host.origin}/`))
  return [
    ...serverPatterns({ location: dataCenter.location, environment }),
    own ?? `${crmOrigin(dataCenter, environment)}/crm/*`,
  ]
}

/** The origin of a URL that consists of nothing else; otherwise undefined. */
function bareOrigin(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { href, origin } = new URL(url)
  return href === `${origin}/` ? origin : undefined
}
