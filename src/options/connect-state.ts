/** The form for connecting: what each kind of Zoho client needs, what is sent, and what Zoho says before a sign-in. */
import { useEffect, useState } from "preact/hooks"

import type { RequestOf } from "../messages/contract"
import type { Outcome, Problem } from "../messages/views"
import { changesOf } from "../storage/change-events"
import type { Policy } from "../storage/managed-policy"
import { useStored } from "../ui/hooks"

export type ConnectRequest = RequestOf<"account.connect">
export type Kind = ConnectRequest["kind"]

export interface KindFacts {
  /** In the keys of its words: `kind_client`, `kind_client_means`. */
  readonly key: "client" | "server" | "self" | "public"
  /** The kind's name in Zoho's API console. */
  readonly zohoName: string
  readonly secret: boolean
  /** Zoho's window asks for the org; otherwise the user names it here, or pastes a code from Zoho. */
  readonly redirects: boolean
}

/** Names and fields from https://www.zoho.com/accounts/protocol/oauth-setup.html */
export const KINDS: Readonly<Record<Kind, KindFacts>> = {
  "client-based": { key: "client", zohoName: "Client-based Applications", secret: false, redirects: true },
  "server-based": { key: "server", zohoName: "Server-based Applications", secret: true, redirects: true },
  "self-client": { key: "self", zohoName: "Self Client", secret: true, redirects: false },
  public: { key: "public", zohoName: "Mobile-based Applications", secret: false, redirects: true },
}

/** The form while it is being filled in. */
export interface ConnectForm {
  readonly kind: Kind
  readonly location: string
  readonly environment: NonNullable<ConnectRequest["environment"]>
  readonly clientId: string
  readonly clientSecret: string
  /** Otherwise the user types it whenever the access token expires. */
  readonly keepSecret: boolean
  readonly grantCode: string
  /** Instead of a code. */
  readonly orgId: string
}

export const EMPTY_FORM: ConnectForm = {
  kind: "client-based",
  location: "us",
  environment: "production",
  clientId: "",
  clientSecret: "",
  keepSecret: true,
  grantCode: "",
  orgId: "",
}

/** The part of the form that the policy fills in and the user cannot change. */
export function decidedBy({ clientId, clientKind, dataCenter }: Policy): Partial<ConnectForm> {
  return {
    ...(clientId === undefined ? {} : { clientId }),
    ...(clientKind === undefined ? {} : { kind: clientKind }),
    ...(dataCenter === undefined ? {} : { location: dataCenter }),
  }
}

/** Whether everything that this kind needs is filled in. */
export function isComplete(form: ConnectForm): boolean {
  const { secret, redirects } = KINDS[form.kind]
  const filled = (text: string): boolean => text.trim() !== ""
  const named = filled(form.grantCode) || /^\d{1,20}$/.test(form.orgId.trim())
  return filled(form.clientId) && (!secret || filled(form.clientSecret)) && (redirects || named)
}

/** What we ask Zoho before a sign-in: nothing secret. */
export function checkOf({ kind, location, environment, clientId }: ConnectForm): RequestOf<"account.check"> {
  return { kind, location, environment, clientId: clientId.trim() }
}

/** What goes to the background, without fields of other kinds. */
export function requestOf(form: ConnectForm): ConnectRequest {
  const { secret, redirects } = KINDS[form.kind]
  const grantCode = form.grantCode.trim()
  return {
    ...checkOf(form),
    ...(secret ? { clientSecret: form.clientSecret.trim(), keepSecret: form.keepSecret } : {}),
    ...(redirects ? {} : grantCode === "" ? { orgId: form.orgId.trim() } : { grantCode }),
  }
}

/**
 * Zoho's client IDs start like this; a secret pasted into the wrong field does not.
 * Only a hint: Zoho doesn't document the format.
 */
export function looksLikeClientId(text: string): boolean {
  return /^1000\.[A-Z0-9]{10,}$/i.test(text.trim())
}

/** Whether it is a client ID, or the beginning of one. */
export function isClientIdSoFar(text: string): boolean {
  const typed = text.trim()
  return "1000.".startsWith(typed) || /^1000\.[A-Z0-9]*$/i.test(typed)
}

/** 1: the data center and kind of client; 2: what to register at Zoho; 3: what to paste here; 4: the sign-in itself. */
export type StepNumber = 1 | 2 | 3 | 4

const STEPS: Readonly<Record<string, StepNumber>> = {
  "sign-in-refused": 1,
  "public-refused": 1,
  "invalid-redirect": 2,
  "invalid-javascript-domain": 2,
  "invalid-client": 3,
  "invalid-client-secret": 3,
  "invalid-code": 3,
  "grant-code-needed": 3,
  "missing-org-info": 3,
}

/** The step where a problem can be solved. @param problem its kind */
export function stepOf(problem: string, client: Kind): StepNumber {
  // The scope of a self client is pasted at Zoho, where the user can leave out part of it.
  if (problem === "scope-missing" && !KINDS[client].redirects) return 2
  return STEPS[problem] ?? 4
}

/** Pause in typing before Zoho is asked (ms). */
const QUIET_MS = 400

export interface ClientCheck {
  /** Zoho has been asked, but has not answered yet. */
  readonly asking: boolean
  readonly ready: boolean
  readonly problem: Problem | null
}

const onPermissions = changesOf("permissions")

const NOTHING: ClientCheck = { asking: false, ready: false, problem: null }

/** Asks Zoho about the client as soon as its ID is complete, and again when anything relevant changes. */
export function useClientCheck(
  form: ConnectForm,
  ask: (form: ConnectForm) => Promise<Outcome<boolean>>,
): ClientCheck {
  const [check, setCheck] = useState(NOTHING)
  const { kind, location, environment } = form
  const clientId = form.clientId.trim()
  const askable = KINDS[kind].redirects && looksLikeClientId(clientId)
  // Another object after each change: without the browser's permission, we cannot ask Zoho.
  const permissions = useStored(onPermissions, () => Promise.resolve({}))
  useEffect(() => {
    setCheck(NOTHING)
    if (!askable) return undefined
    let current = true
    const timer = setTimeout(() => {
      setCheck({ ...NOTHING, asking: true })
      const answered = (outcome: Outcome<boolean>): void => {
        if (!current) return
        setCheck(outcome.ok ? { ...NOTHING, ready: outcome.value } : { ...NOTHING, problem: outcome.problem })
      }
      // A failed check shows nothing; pressing Connect will.
      ask(form).then(answered, () => answered({ ok: true, value: false }))
    }, QUIET_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- a secret that is typed changes nothing about it
  }, [kind, location, environment, clientId, askable, permissions])
  return check
}
