/** Connecting by the client that nobody has to register: asks the browser for the hosts, then Zoho asks the person. */
import { useEffect, useState } from "preact/hooks"
import { send } from "../messaging/send"
import type { Problem } from "../messaging/views"
import { changesOf } from "../store/changes"
import { providedClient } from "../store/policy"
import type { ProvidedClient } from "../store/policy"
import type { Store } from "../store/store"
import { orgPatterns } from "../zoho/data-centres"
import type { DataCentreLocation } from "../zoho/data-centres"
import { accessRefused, askForAccess } from "./access"
import { placeOfCrmTab } from "./crm-tab"
import type { CrmPlace } from "./crm-tab"
import { settled } from "./silent"
import { useStored } from "./use-stored"

export interface ConnectingNow {
  readonly client: ProvidedClient
  /** Where the user works, as far as an open tab tells. */
  readonly place: CrmPlace | null
  /** Zoho's window is open, or the browser's question. */
  readonly connecting: boolean
  readonly problem: Problem | null
  /** To be called by a click. */
  readonly onConnect: (location: DataCentreLocation) => void
  /** The hosts were granted after all. */
  readonly onAllowed: (location: DataCentreLocation) => void
}

const onPolicy = changesOf("policy")

/**
 * @param onConnected called when an org has been connected
 * @returns null where people have to register a client; undefined until that is known
 */
export function useConnectNow(store: Store, onConnected?: () => void): ConnectingNow | null | undefined {
  const client = useStored(onPolicy, async () => providedClient(await store.policy.get()))
  const [place, setPlace] = useState<CrmPlace | null>()
  const [connecting, setConnecting] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  useEffect(() => void placeOfCrmTab().then(setPlace), [])

  async function connect(location: DataCentreLocation, asks: boolean): Promise<void> {
    if (!client) return
    const environment = place?.location === location ? place.environment : "production"
    const at = { location, environment }
    // First of all, for the browser hears of no click later on. Whatever becomes of this screen, it goes on.
    const asking = asks ? askForAccess(orgPatterns(at)) : Promise.resolve(true)
    const intended = send("account.intend", at).catch(() => null)
    setConnecting(true)
    setProblem(null)
    const request = { kind: "client-based", clientId: client.clientId, ...at } as const
    const connected = Promise.all([asking, intended]).then(([allowed]) =>
      allowed ? send("account.connect", request) : accessRefused(at),
    )
    const outcome = await settled(connected)
    setConnecting(false)
    if (outcome.ok) onConnected?.()
    else setProblem(outcome.problem)
  }

  if (client === undefined || place === undefined) return undefined
  return (
    client && {
      ...{ client, place, connecting, problem },
      onConnect: (location) => void connect(location, true),
      onAllowed: (location) => void connect(location, false),
    }
  )
}
