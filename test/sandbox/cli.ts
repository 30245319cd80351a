import { startSandbox } from "."

/** Starts the sandbox by hand: `npx tsx test/sandbox/cli.ts`. Ends with Ctrl+C. */
const sandbox = await startSandbox()
const org = sandbox.zoho.seedOrg({ tagsPerModule: { Leads: 180, Deals: 40, Contacts: 25 } })
const client = sandbox.zoho.registerClient({
  redirectUris: ["https://example.com/"],
  javascriptDomains: ["https://example.com"],
})
console.log(`proxy       http://127.0.0.1:${sandbox.proxyPort}`)
console.log(`TLS port    ${sandbox.tlsPort}`)
console.log(`public key  ${sandbox.certificate.spki}`)
console.log(`client id   ${client.clientId}`)
console.log(`tag page    ${org.tagPageUrl("Leads")}`)
console.log(
  `chromium --proxy-server=127.0.0.1:${sandbox.proxyPort} --ignore-certificate-errors-spki-list=${sandbox.certificate.spki} --user-data-dir=$(mktemp -d)`,
)
