/** The model of Zoho. */
import { Zoho, type ZohoOptions } from "./zoho"

export { Zoho } from "./zoho"
export type { ClientSeed, GrantSeed, ZohoOptions } from "./zoho"
export type { Exchange, Fault, FaultRule } from "./faults"
export { defaultReadings } from "./readings"
export type { Readings } from "./readings"
export { otherColors, pickerColors } from "./api/colors"
export { awkwardNames } from "./names"
export type { SeededModule, SeededOrg } from "./describe"
export type { OrgSeed, TagSeed } from "./seed"
export type { Client, Clock, Job, Layout, Module, Org, Plan, Tag, TagUse, ZohoRecord } from "./state"
export { request } from "./http"
export type { ZohoRequest, ZohoResponse } from "./http"

/** Creates a simulated Zoho: requests in, responses out, without sockets, timers or a clock of its own. */
export function createZoho(options: Partial<ZohoOptions> = {}): Zoho {
  return new Zoho(options)
}
