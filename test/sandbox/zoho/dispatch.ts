/** Routes requests by host name. */
import { hostRole } from "../hosts"
import { accounts } from "./accounts"
import { api } from "./api"
import { crm } from "./crm"
import { wrapper } from "./crm/wrapper"
import { empty, type ZohoRequest, type ZohoResponse } from "./http"
import type { State } from "./state"

/** Passes a request to the part of Zoho that its host name denotes. */
export function dispatch(state: State, request: ZohoRequest): ZohoResponse {
  const role = hostRole(request.host)
  switch (role?.kind) {
    case "accounts":
      return accounts(state, role.location, request)
    case "api":
      return api(state, role, request)
    case "crm":
      return crm(state, role, request)
    case "wrapper":
      return wrapper(state, role, request)
    case undefined:
      return empty(421)
  }
}
