/**
 * Every Zoho host that the sandbox answers for. The sandbox imports nothing from src and has its own table, so a wrong
 * host in the product fails here.
 */

export type Environment = "production" | "sandbox" | "developer"

export interface DataCenter {
  /** Zoho's `location` value, as in the OAuth redirect. */
  readonly location: string
  /** Suffix of accounts and CRM hosts. */
  readonly web: string
  /** Suffix of the API hosts, after `zohoapis.`. */
  readonly api: string
}

export const dataCenters: readonly DataCenter[] = [
  { location: "us", web: "zoho.com", api: "com" },
  { location: "eu", web: "zoho.eu", api: "eu" },
  { location: "in", web: "zoho.in", api: "in" },
  { location: "au", web: "zoho.com.au", api: "com.au" },
  { location: "jp", web: "zoho.jp", api: "jp" },
  { location: "ca", web: "zohocloud.ca", api: "ca" },
  { location: "sa", web: "zoho.sa", api: "sa" },
  { location: "uk", web: "zoho.uk", api: "uk" },
  { location: "cn", web: "zoho.com.cn", api: "com.cn" },
  { location: "ae", web: "zoho.ae", api: "ae" },
]

const apiPrefix: Record<Environment, string> = {
  production: "www",
  sandbox: "sandbox",
  developer: "developer",
}

/** The data center of a location. @throws for an unknown location: a typo in a test */
export function dataCenter(location: string): DataCenter {
  const found = dataCenters.find((dc) => dc.location === location)
  if (!found) throw new Error(`no data center ${location}`)
  return found
}

export function accountsHost(location: string): string {
  return `accounts.${dataCenter(location).web}`
}

export function apiHost(location: string, environment: Environment): string {
  return `${apiPrefix[environment]}.zohoapis.${dataCenter(location).api}`
}

/** Developer orgs use the production CRM host; only Zoho sandboxes have their own. */
export function crmHost(location: string, environment: Environment): string {
  return `${environment === "sandbox" ? "crmsandbox" : "crm"}.${dataCenter(location).web}`
}

/** The URL prefix before the CRM's own path when another product shows it in a frame. */
export function wrapperUrl(location: string, product: "crmplus" | "one"): string {
  const { web } = dataCenter(location)
  return product === "crmplus"
    ? `https://crmplus.${web}/acme/index.do/cxapp`
    : `https://one.${web}/zohoone/acme/home/cxapp`
}

export type HostRole =
  | { readonly kind: "accounts"; readonly location: string }
  | { readonly kind: "api"; readonly location: string; readonly environment: Environment }
  | { readonly kind: "crm"; readonly location: string; readonly sandbox: boolean }
  | { readonly kind: "wrapper"; readonly location: string; readonly product: "crmplus" | "one" }

const roles = new Map<string, HostRole>()
for (const { location, web, api } of dataCenters) {
  roles.set(`accounts.${web}`, { kind: "accounts", location })
  roles.set(`crm.${web}`, { kind: "crm", location, sandbox: false })
  roles.set(`crmsandbox.${web}`, { kind: "crm", location, sandbox: true })
  roles.set(`crmplus.${web}`, { kind: "wrapper", location, product: "crmplus" })
  roles.set(`one.${web}`, { kind: "wrapper", location, product: "one" })
  for (const environment of ["production", "sandbox", "developer"] as const) {
    roles.set(`${apiPrefix[environment]}.zohoapis.${api}`, { kind: "api", location, environment })
  }
}

/** The role of a host name; undefined if it is not Zoho's. */
export function hostRole(host: string): HostRole | undefined {
  return roles.get(host.toLowerCase())
}

export const zohoHosts: readonly string[] = [...roles.keys()]
