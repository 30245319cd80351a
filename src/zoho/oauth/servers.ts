import {
  apiOrigin,
  dataCentreByAccountsOrigin,
  dataCentreByApiOrigin,
  dataCentreByLocation,
} from "../data-centres"
import type { DataCentre, Environment } from "../data-centres"

/** Where the sign-in was started. */
export interface AskedServers {
  readonly dataCentre: DataCentre
  readonly environment: Environment
}

/** Servers named by an answer: `location`, `accounts-server`, `api_domain`. */
export interface NamedServers {
  readonly location?: string | undefined
  readonly accountsServer?: string | undefined
  readonly apiDomain?: string | undefined
}

export interface Servers extends AskedServers {
  readonly apiOrigin: string
}

/**
 * The servers an answer names, if every one of them is on the allow-list and all are of one data centre; else
 * undefined. Zoho sends people on to the data centre of their account, so it need not be the one that was asked.
 * https://www.zoho.com/accounts/protocol/oauth/multi-dc/client-authorization.html
 */
export function resolveServers(named: NamedServers, asked: AskedServers): Servers | undefined {
  const api = named.apiDomain === undefined ? undefined : dataCentreByApiOrigin(named.apiDomain)
  const told = [
    ...(named.location === undefined ? [] : [dataCentreByLocation(named.location)]),
    ...(named.accountsServer === undefined ? [] : [dataCentreByAccountsOrigin(named.accountsServer)]),
    ...(named.apiDomain === undefined ? [] : [api?.dataCentre]),
  ]
  const dataCentre = told.length === 0 ? asked.dataCentre : told[0]
  if (!dataCentre || told.some((each) => each !== dataCentre)) return undefined
  // A sandbox token works at the sandbox's host only, but not every answer tells the two apart by api_domain.
  const environment = api && api.environment !== "production" ? api.environment : asked.environment
  return { dataCentre, environment, apiOrigin: apiOrigin(dataCentre, environment) }
}
