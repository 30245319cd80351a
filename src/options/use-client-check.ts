import { useEffect, useState } from "preact/hooks"
import type { Outcome, Problem } from "../messaging/views"
import { changesOf } from "../store/changes"
import { factsOf, looksLikeClientId } from "./kinds"
import type { ConnectForm } from "./kinds"

/** How long nobody has typed before Zoho is asked (ms). */
const QUIET_MS = 400

export interface ClientCheck {
  /** Zoho has been asked, and has not answered yet. */
  readonly asking: boolean
  /** Zoho said that it would let this client in. */
  readonly ready: boolean
  readonly problem: Problem | null
}

// Without the browser's permission Zoho cannot be asked.
const onPermissions = changesOf("permissions")

const NOTHING: ClientCheck = { asking: false, ready: false, problem: null }

/** Asks Zoho about the client as soon as its id is there, and anew when anything that matters has changed. */
export function useClientCheck(
  form: ConnectForm,
  ask: (form: ConnectForm) => Promise<Outcome<boolean>>,
): ClientCheck {
  const [check, setCheck] = useState(NOTHING)
  const { kind, location, environment } = form
  const clientId = form.clientId.trim()
  const askable = factsOf(kind).redirects && looksLikeClientId(clientId)
  const [permissions, setPermissions] = useState(0)
  useEffect(() => {
    const gone = new AbortController()
    onPermissions(() => setPermissions((count) => count + 1), gone.signal)
    return () => gone.abort()
  }, [])
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
      // A check that cannot be made says nothing; pressing Connect will.
      ask(form).then(answered, () => answered({ ok: true, value: false }))
    }, QUIET_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a secret that is typed changes nothing about it
  }, [kind, location, environment, clientId, askable, permissions])
  return check
}
