/** What the three kinds of Zoho client ask for, and what each of them is good for. */
import type { RequestOf } from "../messaging/contract"
import type { Policy } from "../store/policy"
import type { MessageKey } from "../ui/i18n"

export type ConnectRequest = RequestOf<"account.connect">
export type Kind = ConnectRequest["kind"]

export interface KindFacts {
  readonly kind: Kind
  readonly label: MessageKey
  readonly means: MessageKey
  /** What the kind is called in Zoho's API console. */
  readonly zohoName: string
  readonly redirects: boolean
  readonly javascriptDomain: boolean
  readonly secret: boolean
  readonly grantCode: boolean
}

/** Source of the names and fields: https://www.zoho.com/accounts/protocol/oauth-setup.html */
export const KINDS: readonly KindFacts[] = [
  {
    kind: "client-based",
    label: "kind_client",
    means: "kind_client_means",
    zohoName: "Client-based Applications",
    redirects: true,
    javascriptDomain: true,
    secret: false,
    grantCode: false,
  },
  {
    kind: "server-based",
    label: "kind_server",
    means: "kind_server_means",
    zohoName: "Server-based Applications",
    redirects: true,
    javascriptDomain: false,
    secret: true,
    grantCode: false,
  },
  {
    kind: "self-client",
    label: "kind_self",
    means: "kind_self_means",
    zohoName: "Self Client",
    redirects: false,
    javascriptDomain: false,
    secret: true,
    grantCode: true,
  },
]

export function factsOf(kind: Kind): KindFacts {
  const found = KINDS.find((each) => each.kind === kind)
  if (!found) throw new Error(`No such kind of client: ${kind}`)
  return found
}

/** The form as it is being filled in. */
export interface ConnectForm {
  readonly kind: Kind
  readonly location: string
  readonly environment: NonNullable<ConnectRequest["environment"]>
  readonly clientId: string
  readonly clientSecret: string
  /** Else it is asked for whenever the access token ends. */
  readonly keepSecret: boolean
  readonly grantCode: string
}

export const EMPTY_FORM: ConnectForm = {
  kind: "client-based",
  location: "us",
  environment: "production",
  clientId: "",
  clientSecret: "",
  keepSecret: true,
  grantCode: "",
}

/** The part of the form that the firm has filled in, and that cannot be changed. */
export function decidedBy({ clientId, clientKind, dataCentre }: Policy): Partial<ConnectForm> {
  return {
    ...(clientId === undefined ? {} : { clientId }),
    ...(clientKind === undefined ? {} : { kind: clientKind }),
    ...(dataCentre === undefined ? {} : { location: dataCentre }),
  }
}

/** Whether everything that this kind needs is filled in. */
export function isComplete(form: ConnectForm): boolean {
  const { secret, grantCode } = factsOf(form.kind)
  const filled = (text: string): boolean => text.trim() !== ""
  return (
    filled(form.clientId) && (!secret || filled(form.clientSecret)) && (!grantCode || filled(form.grantCode))
  )
}

/** What Zoho is asked about ahead of a sign-in: nothing secret. */
export function checkOf({ kind, location, environment, clientId }: ConnectForm): RequestOf<"account.check"> {
  return { kind, location, environment, clientId: clientId.trim() }
}

/** What goes to the background; fields of other kinds stay behind. */
export function requestOf(form: ConnectForm): ConnectRequest {
  const { secret, grantCode } = factsOf(form.kind)
  return {
    kind: form.kind,
    location: form.location,
    environment: form.environment,
    clientId: form.clientId.trim(),
    ...(secret ? { clientSecret: form.clientSecret.trim(), keepSecret: form.keepSecret } : {}),
    ...(grantCode ? { grantCode: form.grantCode.trim() } : {}),
  }
}

/**
 * Zoho's client IDs begin so; a secret pasted into the wrong field does not.
 * Only ever a hint: nothing of Zoho's promises the form.
 */
export function looksLikeClientId(text: string): boolean {
  return /^1000\.[A-Z0-9]{10,}$/i.test(text.trim())
}
