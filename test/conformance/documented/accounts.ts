/** What Zoho's accounts server answers: tokens, revoking, and the redirect of a sign-in. No OpenAPI file has it. */
import * as v from "valibot"
import { int, text } from "./parts"

const SOURCE = "accounts pages"
const apiDomain = v.pipe(v.string(), v.url(), v.startsWith("https://"))

const token = {
  access_token: v.pipe(v.string(), v.minLength(1)),
  api_domain: apiDomain,
  token_type: v.literal("Bearer"),
  expires_in: int,
  scope: v.optional(v.string()),
}

/** An answer of the accounts server, by call. Mistakes come with HTTP 200 as well: the body is what counts. */
export interface AccountsAnswer {
  readonly call: AccountsCall
  readonly status: number
  /** The word in `error`; absent where there is none. */
  readonly code?: string
  readonly schema: v.GenericSchema
  readonly source: typeof SOURCE
}
export type AccountsCall = "exchange a code" | "renew a token" | "client credentials" | "revoke a token"

function mistake(call: AccountsCall, status: number, code: string): AccountsAnswer {
  return { call, status, code, schema: v.strictObject({ error: v.literal(code) }), source: SOURCE }
}

const GRANTS = ["exchange a code", "renew a token", "client credentials"] as const
const WORDS: Readonly<Record<(typeof GRANTS)[number], readonly string[]>> = {
  "exchange a code": ["invalid_code", "invalid_redirect_uri"],
  "renew a token": ["invalid_code"],
  "client credentials": ["missing_org_info", "invalid_scope"],
}

export const ACCOUNTS_ANSWERS: readonly AccountsAnswer[] = [
  {
    call: "exchange a code",
    status: 200,
    schema: v.strictObject({ ...token, refresh_token: v.optional(v.pipe(v.string(), v.minLength(1))) }),
    source: SOURCE,
  },
  { call: "renew a token", status: 200, schema: v.strictObject(token), source: SOURCE },
  { call: "client credentials", status: 200, schema: v.strictObject(token), source: SOURCE },
  ...GRANTS.flatMap((call) => [
    ...["invalid_client", "invalid_client_secret", "access_denied", ...WORDS[call]].flatMap((word) =>
      [200, 400].map((status) => mistake(call, status, word)),
    ),
    ...[200, 400].map((status): AccountsAnswer => ({
      call,
      status,
      code: "Access Denied",
      schema: v.strictObject({
        error: v.literal("Access Denied"),
        error_description: text,
        status: v.literal("failure"),
      }),
      source: SOURCE,
    })),
  ]),
  {
    call: "revoke a token",
    status: 200,
    schema: v.strictObject({ status: v.literal("success") }),
    source: SOURCE,
  },
  {
    call: "revoke a token",
    status: 400,
    schema: v.strictObject({ status: v.literal("failure"), error: v.optional(text) }),
    source: SOURCE,
  },
]

const server = v.pipe(v.string(), v.url(), v.startsWith("https://accounts."))
const state = { state: v.optional(v.string()) }

/** The parameters of the redirect that ends a sign-in: in the query for a code, in the fragment for a token. */
export const REDIRECTS = {
  code: v.strictObject({ code: v.string(), location: v.string(), "accounts-server": server, ...state }),
  token: v.strictObject({
    access_token: v.string(),
    expires_in: v.pipe(v.string(), v.digits()),
    location: v.string(),
    api_domain: apiDomain,
    granted_for_session: v.optional(v.picklist(["true", "false"])),
    "accounts-server": v.optional(server),
    ...state,
  }),
  refusal: v.strictObject({ error: v.picklist(["access_denied", "no_org"]), ...state }),
} as const
