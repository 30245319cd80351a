/**
 * `npm run sandbox -- [--port=8080]`: runs the sandbox alone and prints how to reach it from a terminal or browser.
 * Stop with Ctrl+C.
 */
import { parseArgs } from "node:util"
import { startSandbox } from "."

const { port = "0" } = parseArgs({ options: { port: { type: "string" } } }).values
if (!/^\d{1,5}$/.test(port)) throw new Error(`--port=${port}: must be a number`)
const sandbox = await startSandbox({}, Number(port))
const { zoho, certificate, proxyPort } = sandbox
const org = zoho.seedOrg({ tagsPerModule: { Leads: 180, Deals: 40, Contacts: 25 } })
const client = zoho.registerClient({
  redirectUris: ["https://example.com/"],
  javascriptDomains: ["https://example.com"],
})
const scopes = ["ZohoCRM.settings.ALL", "ZohoCRM.modules.ALL", "ZohoCRM.org.READ", "ZohoCRM.users.READ"]
const token = zoho.issueToken({ zgid: org.zgid, scopes, clientId: client.clientId })
const api = "https://www.zohoapis.com/crm/v7/settings"
// -k: the certificate is new at each start, so curl cannot verify it.
const curl = `curl -sk -x http://127.0.0.1:${proxyPort} -H 'Authorization: Zoho-oauthtoken ${token}'`
console.log(`proxy       http://127.0.0.1:${proxyPort}
client id   ${client.clientId}
token       ${token} (an hour)
tag page    ${org.tagPageUrl("Leads")}

${curl} '${api}/modules'
${curl} '${api}/tags?module=Leads'

chromium --proxy-server=127.0.0.1:${proxyPort} --ignore-certificate-errors-spki-list=${certificate.spki} --user-data-dir=$(mktemp -d)`)
