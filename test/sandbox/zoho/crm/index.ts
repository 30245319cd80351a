/** The CRM's web interface. */
import { dataCenter, type HostRole } from "../../hosts"
import { settleJobs } from "../api/jobs"
import { empty, json, redirect, text, type ZohoRequest, type ZohoResponse } from "../http"
import type { Org, State } from "../state"
import { staticFile } from "../static"
import { recordRows, shellData, tagRows } from "./data"

type CrmHost = Extract<HostRole, { kind: "crm" }>

/** Routes a request to a CRM host: one page for every CRM URL, and its data. */
export function crm(state: State, host: CrmHost, request: ZohoRequest): ZohoResponse {
  if (request.method !== "GET") return empty(405)
  if (request.path === "/") return redirect(`https://${request.host}/crm/tab/Home/begin`)
  if (request.path === "/favicon.ico") return empty(204)
  if (/^\/crm(\/|$)/.test(request.path)) return shell(state, host)
  const name = /^\/sandbox\/([^/]+)$/.exec(request.path)?.[1] ?? ""
  return name.includes(".") ? staticFile(name) : data(state, host, name, request.query)
}

/** The data for the page's own script, on the page's own origin. */
function data(state: State, host: CrmHost, name: string, query: URLSearchParams): ZohoResponse {
  const org = orgOfPage(state, host, query.get("org") ?? "")
  if (!org) return json(404, { message: "There is no such organization, or you are not part of it." })
  settleJobs(state, org)
  if (name === "shell") return json(200, shellData(org, state.settings.layout))
  const module = org.modules.find((one) => one.moduleName === query.get("module"))
  if (name === "tags" && module?.hasTags) return json(200, tagRows(module, org.tagLimit))
  if (name === "records" && module) return json(200, recordRows(module))
  return json(404, { message: "This page is not available." })
}

/** The org of `/crm/org<zgid>/…`. With a custom name or no org in the URL, the host's first org. */
function orgOfPage(state: State, host: CrmHost, segment: string): Org | undefined {
  const here = [...state.orgs.values()].filter(
    (org) => org.dataCenter === host.location && (org.environment === "sandbox") === host.sandbox,
  )
  const zgid = /^org(\d+)$/.exec(segment)?.[1]
  return zgid === undefined ? here[0] : here.find((org) => org.zgid === zgid)
}

function shell(state: State, host: CrmHost): ZohoResponse {
  const wrappers = `https://crmplus.${webSuffix(host)} https://one.${webSuffix(host)}`
  const page = text(
    200,
    "text/html;charset=UTF-8",
    `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>CRM</title>
<link rel="stylesheet" href="/sandbox/crm.css"><link rel="stylesheet" href="/sandbox/crm-tags.css">
<script type="module" src="/sandbox/crm.js"></script></head>
<body><div id="app"></div></body>
</html>`,
  )
  if (!state.settings.pagePolicy) return page
  return { ...page, headers: { ...page.headers, "content-security-policy": policy(wrappers) } }
}

function policy(wrappers: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${wrappers}`,
    "require-trusted-types-for 'script'",
  ].join("; ")
}

function webSuffix(host: CrmHost): string {
  return dataCenter(host.location).web
}
