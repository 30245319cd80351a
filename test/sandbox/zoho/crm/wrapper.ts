/** Products that show the CRM in a frame. */
import { crmHost, type HostRole } from "../../hosts"
import { escapeHtml, text, type ZohoRequest, type ZohoResponse } from "../http"
import { staticFile } from "../static"
import type { State } from "../state"

type WrapperHost = Extract<HostRole, { kind: "wrapper" }>

/**
 * CRM Plus and Zoho One: a page around the CRM. The part after `/cxapp` in the URL is the CRM's own path. The frame's
 * id in CRM Plus comes from public code.
 */
export function wrapper(_state: State, host: WrapperHost, request: ZohoRequest): ZohoResponse {
  const file = /^\/sandbox\/([^/]+)$/.exec(request.path)?.[1]
  if (file !== undefined) return staticFile(file)
  const [, inner] = /\/cxapp(\/crm\/.*)$/.exec(request.path) ?? []
  const crm = `https://${crmHost(host.location, "production")}`
  const query = request.query.size > 0 ? `?${request.query}` : ""
  const address = `${crm}${inner ?? "/crm/tab/Home/begin"}${query}`
  const id = host.product === "crmplus" ? "crmLoadFrame" : "appFrame"
  const name = host.product === "crmplus" ? "CRM Plus" : "One"
  // A small frame without an origin, like a widget's, next to the real one.
  const without = request.query.has("twin")
    ? `<iframe id="noOrigin" title="Widget" sandbox="allow-scripts" src="${escapeHtml(address)}"></iframe>`
    : ""
  const page = text(
    200,
    "text/html;charset=UTF-8",
    `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${name}</title><link rel="stylesheet" href="/sandbox/wrapper.css"></head>
<body><header>${name}</header>${without}<iframe id="${id}" title="CRM" src="${escapeHtml(address)}"></iframe></body>
</html>`,
  )
  const policy = `default-src 'none'; style-src 'self'; frame-src ${crm}; base-uri 'none'; form-action 'none'`
  return { ...page, headers: { ...page.headers, "content-security-policy": policy } }
}
