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

/** All that the SDK may be asked to do in these tests. */
export const sdkScopes = [
  "ZohoCRM.settings.ALL",
  "ZohoCRM.modules.ALL",
  "ZohoCRM.users.READ",
  "ZohoCRM.org.READ",
]

const folder = mkdtempSync(join(tmpdir(), "zoho-sdk-"))
let sessions = 0

/**
 * Starts a sandbox. The SDK calls Zoho's real addresses and offers no way to lead its sign-in elsewhere, so
 * Node's agent for all of HTTPS leads them into the sandbox; the SDK itself is left as it is.
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

/** Signs the SDK in with the code of a self client, as Zoho's own guide begins. */
export async function signIn(
  sandbox: Sandbox,
  org: SeededOrg,
  scopes: readonly string[] = sdkScopes,
): Promise<void> {
  const { clientId, clientSecret } = sandbox.zoho.registerClient({ type: "self" })
  const code = sandbox.zoho.issueSelfClientCode({ zgid: org.zgid, clientId, scopes })
  // The SDK tells its sessions apart by this name, and fails on a second one that has none yet.
  const user = new UserSignature(`session${++sessions}@example.com`)
  const builder = new OAuthBuilder().clientId(clientId).clientSecret(clientSecret)
  await initialize(builder.grantToken(code).userSignature(user).build())
}

/** Uses a token as it is, good or bad. */
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
