/** Issues tokens and codes within Zoho's limits. */
import { hex } from "../random"
import type { AccessToken, GrantCode, Org, RefreshToken, State } from "../state"
import type { GrantRequest } from "./ask"

const tenMinutes = 10 * 60 * 1000
/** Live access tokens per refresh token; one more invalidates the oldest. */
const liveTokens = 15
/** Access tokens per refresh token in ten minutes. */
const tokensPerTenMinutes = 10
/** Refresh tokens per user and client; one more invalidates the oldest. */
const refreshTokens = 20
/** Grant codes per client in ten minutes. */
const codesPerTenMinutes = 10

/** All of Zoho's secrets have the same format: `1000.` and two groups of hex digits. */
function secret(state: State): string {
  return `1000.${hex(state.random, 32)}.${hex(state.random, 32)}`
}

export function makeAccessToken(
  state: State,
  clientId: string,
  org: Org,
  scopes: readonly string[],
  refreshToken: string | undefined,
): AccessToken {
  const now = state.clock.now()
  const made: AccessToken = {
    token: secret(state),
    clientId,
    scopes,
    orgZgid: org.zgid,
    refreshToken,
    createdAt: now,
    expiresAt: now + state.settings.tokenLifetime * 1000,
  }
  state.accessTokens.set(made.token, made)
  if (refreshToken !== undefined) endOldest(state, refreshToken)
  return made
}

function endOldest(state: State, refreshToken: string): void {
  const live = [...state.accessTokens.values()].filter((one) => one.refreshToken === refreshToken)
  for (const old of live.slice(0, Math.max(0, live.length - liveTokens))) state.accessTokens.delete(old.token)
}

/** Records a use of a refresh token. False if it was used too often in the last ten minutes. */
export function mayMint(state: State, refresh: RefreshToken): boolean {
  const now = state.clock.now()
  refresh.minted = refresh.minted.filter((time) => now - time < tenMinutes)
  if (refresh.minted.length >= tokensPerTenMinutes) return false
  refresh.minted.push(now)
  return true
}

export function makeRefreshToken(
  state: State,
  clientId: string,
  org: Org,
  scopes: readonly string[],
): RefreshToken {
  const made: RefreshToken = {
    token: secret(state),
    clientId,
    scopes,
    orgZgid: org.zgid,
    createdAt: state.clock.now(),
    minted: [],
  }
  state.refreshTokens.set(made.token, made)
  const mine = [...state.refreshTokens.values()].filter(
    (one) => one.clientId === clientId && one.orgZgid === org.zgid,
  )
  for (const old of mine.slice(0, Math.max(0, mine.length - refreshTokens))) endRefreshToken(state, old.token)
  return made
}

/** Invalidates a refresh token and every access token issued from it. */
export function endRefreshToken(state: State, token: string): void {
  state.refreshTokens.delete(token)
  for (const access of state.accessTokens.values()) {
    if (access.refreshToken === token) state.accessTokens.delete(access.token)
  }
}

type CodeRequest = Pick<GrantRequest, "scopes" | "offline" | "challenge"> & {
  readonly client: { readonly clientId: string }
  readonly redirectUri: string | undefined
}

/** Issues a grant code, by default for two minutes. Undefined if the client requested too many in ten minutes. */
export function makeCode(
  state: State,
  ask: CodeRequest,
  org: Org,
  lifetime = 120_000,
): GrantCode | undefined {
  const now = state.clock.now()
  const clientId = ask.client.clientId
  const recent = [...state.codes.values()].filter(
    (one) => one.clientId === clientId && now - one.createdAt < tenMinutes,
  )
  if (recent.length >= codesPerTenMinutes) return undefined
  const made: GrantCode = {
    code: secret(state),
    clientId,
    redirectUri: ask.redirectUri,
    scopes: ask.scopes,
    orgZgid: org.zgid,
    offline: ask.offline,
    challenge: ask.challenge,
    createdAt: now,
    expiresAt: now + lifetime,
    used: false,
  }
  state.codes.set(made.code, made)
  return made
}
