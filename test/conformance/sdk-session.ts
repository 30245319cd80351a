/** Runs Zoho's official SDK against the sandbox. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs"
import https from "node:https"
import { tmpdir } from "node:os"
import { join } from "node:path"
import {
  FileStore,
  InitializeBuilder,
  OAuthBuilder,
  ParameterMap,
  USDataCenter,
  UserSignature,
  type Environment,
  type Param,
} from "@zohocrm/nodejs-sdk-7.0"
import { startSandbox, type Sandbox, type SeededOrg } from "../sandbox"
import { SandboxAgent } from "../sandbox/node-agent"

/** The scopes for everything the SDK does in these tests. */
export const sdkScopes = [
  "ZohoCRM.settings.ALL",
  "ZohoCRM.modules.ALL",
  "ZohoCRM.users.READ",
  "ZohoCRM.org.READ",
]

const folder = mkdtempSync(join(tmpdir(), "zoho-sdk-"))
let sessions = 0

/**
 * Starts a sandbox. The SDK calls Zoho's real addresses and offers no way to redirect its sign-in, so Node's global
 * HTTPS agent routes its calls into the sandbox. The SDK itself is unmodified.
 */
export async function startForSdk(): Promise<Sandbox> {
  const sandbox = await startSandbox()
  mkdirSync(folder, { recursive: true })
  https.globalAgent = new SandboxAgent(sandbox)
  return sandbox
}

export async function endForSdk(sandbox: Sandbox): Promise<void> {
  await sandbox.close()
  rmSync(folder, { recursive: true, force: true })
}

/** Signs the SDK in with a self client's code, as in Zoho's own guide. */
export async function signIn(
  sandbox: Sandbox,
  org: SeededOrg,
  scopes: readonly string[] = sdkScopes,
): Promise<void> {
  const { clientId, clientSecret } = sandbox.zoho.registerClient({ type: "self" })
  const code = sandbox.zoho.issueSelfClientCode({ zgid: org.zgid, clientId, scopes })
  // The SDK identifies sessions by this name, and fails on a second session without a new one.
  const user = new UserSignature(`session${++sessions}@example.com`)
  const builder = new OAuthBuilder().clientId(clientId).clientSecret(clientSecret)
  await initialize(builder.grantToken(code).userSignature(user).build())
}

/** Uses an access token as it is, valid or not. */
export function useAccessToken(accessToken: string, environment?: Environment): Promise<void> {
  return initialize(new OAuthBuilder().accessToken(accessToken).findUser(false).build(), environment)
}

async function initialize(
  token: ReturnType<OAuthBuilder["build"]>,
  environment?: Environment,
): Promise<void> {
  const builder = await new InitializeBuilder()
  const store = new FileStore(join(folder, `tokens-${++sessions}.csv`))
  await builder
    .environment(environment ?? USDataCenter.PRODUCTION())
    .token(token)
    .store(store)
    .resourcePath(folder)
    .initialize()
}

export async function params(...pairs: readonly (readonly [Param, unknown])[]): Promise<ParameterMap> {
  const map = new ParameterMap()
  for (const [param, value] of pairs) await map.add(param, value)
  return map
}
