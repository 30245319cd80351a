/**
 * The answers of Zoho's accounts server: tokens, revocation, and the redirect after sign-in. Not in any OpenAPI file.
 */
import * as v from "valibot"
import { int, text, type Call, type Documented } from "./parts"

const SOURCE = "accounts pages"
const word = v.pipe(v.string(), v.minLength(1))
const apiDomain = v.pipe(v.string(), v.url(), v.startsWith("https://"))

const token = {
  access_token: word,
  api_domain: apiDomain,
  token_type: v.literal("Bearer"),
  expires_in: int,
  scope: v.optional(v.string()),
}

function granted(more: v.ObjectEntries = {}): Documented {
  return { status: 200, schema: v.strictObject({ ...token, ...more }), source: SOURCE }
}

/** Errors have HTTP status 200 or 400: only the body tells them apart from success. */
function errors(...codes: readonly string[]): Documented[] {
  const all = ["invalid_client", "invalid_client_secret", "access_denied", ...codes]
  const shapes = [
    ...all.map((code) => [code, v.strictObject({ error: v.literal(code) })] as const),
    [
      "Access Denied",
      v.strictObject({
        error: v.literal("Access Denied"),
        error_description: text,
        status: v.literal("failure"),
      }),
    ] as const,
  ]
  return [200, 400].flatMap((status) =>
    shapes.map(([code, schema]) => ({ status, code, schema, source: SOURCE }) as const),
  )
}

const server = v.pipe(v.string(), v.url(), v.startsWith("https://accounts."))
const state = { state: v.optional(v.string()) }
const refused = ["access_denied", "no_org"].map((code): Documented => ({
  status: 302,
  code,
  schema: v.strictObject({ error: v.literal(code), ...state }),
  source: SOURCE,
}))

/** Calls are distinguished by name, because they share a URL. A redirect's parameters serve as its body. */
export const ACCOUNTS_CALLS: readonly Call[] = [
  accountsCall("exchange a code", [
    granted({ refresh_token: v.optional(word) }),
    ...errors("invalid_code", "invalid_redirect_uri"),
  ]),
  accountsCall("renew a token", [granted(), ...errors("invalid_code")]),
  accountsCall("client credentials", [granted(), ...errors("missing_org_info", "invalid_scope")]),
  accountsCall("revoke a token", [
    { status: 200, schema: v.strictObject({ status: v.literal("success") }), source: SOURCE },
    ...["invalid_token", undefined].map(
      (code) =>
        ({
          status: 400,
          ...(code === undefined ? {} : { code }),
          schema: v.strictObject({ status: v.literal("failure"), error: v.optional(text) }),
          source: SOURCE,
        }) as const,
    ),
  ]),
  accountsCall("redirect with a code", [
    {
      status: 302,
      schema: v.strictObject({ code: word, location: word, "accounts-server": server, ...state }),
      source: SOURCE,
    },
    ...refused,
  ]),
  accountsCall("redirect with a token", [
    {
      status: 302,
      schema: v.strictObject({
        access_token: word,
        expires_in: v.pipe(v.string(), v.digits()),
        location: word,
        api_domain: apiDomain,
        granted_for_session: v.optional(v.picklist(["true", "false"])),
        "accounts-server": v.optional(server),
        ...state,
      }),
      source: SOURCE,
    },
    ...refused,
  ]),
]

function accountsCall(name: string, answers: readonly Documented[]): Call {
  return { name, method: "POST", path: /^oauth\//, answers }
}
