/** Zoho's consent page and error pages. */
import { escapeHtml } from "../http"
import type { Org } from "../state"
import type { GrantRequest } from "./ask"

/** Strict headers. Chromium also applies form-action to the redirect after a form, so its target is listed. */
export function pageHeaders(formTargets: readonly string[]): Record<string, string> {
  return {
    "cache-control": "no-store",
    "x-frame-options": "DENY",
    "content-security-policy": `default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action ${formTargets.join(" ") || "'none'"}`,
  }
}

function document(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="/sandbox/accounts.css"></head>
<body><main>${body}</main></body>
</html>`
}

function hidden(params: URLSearchParams): string {
  return [...params]
    .filter(([name]) => name !== "org")
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join("")
}

function describe(org: Org): string {
  return org.environment === "production" ? org.name : `${org.name} (${org.environment})`
}

function orgChoice(offered: Org, orgs: readonly Org[]): string {
  if (orgs.length === 1) {
    return `<p>Organization: <strong>${escapeHtml(describe(offered))}</strong></p><input type="hidden" name="org" value="${offered.zgid}">`
  }
  const options = orgs.map((org) => {
    const selected = org === offered ? " selected" : ""
    return `<option value="${org.zgid}"${selected}>${escapeHtml(describe(org))} · ${org.dataCenter.toUpperCase()}</option>`
  })
  return `<p><label>Organization <select name="org">${options.join("")}</select></label></p>`
}

/** The page that asks the user; the buttons are named `Accept` and `Reject`. */
export function consentPage(
  ask: GrantRequest,
  offered: Org,
  orgs: readonly Org[],
  params: URLSearchParams,
): string {
  const name = escapeHtml(ask.client.name)
  const scopes = ask.scopes.map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`).join("")
  return document(
    `${ask.client.name} asks for access`,
    `<h1>${name} would like to access your data</h1>
<form method="post" action="/oauth/v2/auth/decision">
${hidden(params)}
<p>Signed in as <strong>${escapeHtml(offered.user.name)}</strong></p>
${orgChoice(offered, orgs)}
<h2>Requested access</h2>
<ul>${scopes}</ul>
<p><label><input type="checkbox" name="session" checked> Allow for this session</label></p>
<div class="actions">
<button name="decision" value="accept" class="primary">Accept</button>
<button name="decision" value="reject">Reject</button>
</div>
</form>`,
  )
}

/** The page shown if the client is registered incorrectly. Nothing is sent back to the client. */
export function errorPage(title: string, explanation: string): string {
  return document(title, `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(explanation)}</p>`)
}
