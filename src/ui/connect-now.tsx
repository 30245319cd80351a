/** Connects with a provided client: asks the browser for the hosts, then opens Zoho's consent page. */
import type { JSX } from "preact"
import { useEffect, useState } from "preact/hooks"
import type { Tabs } from "webextension-polyfill"

import { dataCenterText } from "../i18n/format"
import { t } from "../i18n/translate"
import { platformTabs, send } from "../messages/send"
import type { Problem } from "../messages/views"
import { changesOf } from "../storage/change-events"
import { providedClient, type ProvidedClient } from "../storage/managed-policy"
import type { Store } from "../storage/store"
import { parseAddress } from "../zoho/crm-address"
import {
  crmMatches,
  DATA_CENTERS,
  dataCenterByCrmHost,
  orgPatterns,
  type DataCenterLocation,
  type Environment,
} from "../zoho/data-centers"
import { accessRefused, askForAccess, orNoResponse, ProblemNotice } from "./notices"
import { Button } from "./controls"
import { SelectField } from "./fields"
import { useStored } from "./hooks"
import { EnvironmentChip } from "./labels"

export interface ConnectingNow {
  readonly client: ProvidedClient
  /** Where the user works, according to an open tab; null: unknown. */
  readonly place: CrmPlace | null
  /** Zoho's window or the browser's question is open. */
  readonly connecting: boolean
  readonly problem: Problem | null
  /** Call it from a click. */
  readonly onConnect: (location: DataCenterLocation) => void
  readonly onAllowed: (location: DataCenterLocation) => void
}

const onPolicy = changesOf("policy")

/**
 * @param onConnected called when an org has been connected
 * @returns null if users must register a client; undefined until that is known
 */
export function useConnectNow(store: Store, onConnected?: () => void): ConnectingNow | null | undefined {
  const client = useStored(onPolicy, async () => providedClient(await store.policy.get()))
  const [place, setPlace] = useState<CrmPlace | null>()
  const [connecting, setConnecting] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  useEffect(() => void placeOfCrmTab().then(setPlace), [])

  async function connect(location: DataCenterLocation, asks: boolean): Promise<void> {
    if (!client) return
    const environment = place?.location === location ? place.environment : "production"
    const at = { location, environment }
    // Comes first, because the browser forgets the click. It continues if this screen closes.
    const asking = asks ? askForAccess(orgPatterns(at)) : Promise.resolve(true)
    const intended = send("account.intend", at).catch(() => null)
    setConnecting(true)
    setProblem(null)
    const request = { kind: "client-based", clientId: client.clientId, ...at } as const
    const connected = Promise.all([asking, intended]).then(([allowed]) =>
      allowed ? send("account.connect", request) : accessRefused(at),
    )
    const outcome = await orNoResponse(connected)
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

/** "Connect to Zoho", with a choice of the data center if the client allows several. */
export function ConnectNow({ on }: { on: ConnectingNow }): JSX.Element {
  const { client, place, connecting, problem } = on
  const [location, setLocation] = useState<DataCenterLocation>(client.location ?? place?.location ?? "us")
  const isSandbox = place?.location === location && place.environment === "sandbox"
  return (
    <div class="connect-now">
      {client.location === null && (
        <SelectField
          label={t("data_center")}
          value={location}
          {...(place ? {} : { hint: t("data_center_hint") })}
          options={DATA_CENTERS.map((each) => ({
            value: each.location,
            label: dataCenterText(each.location),
          }))}
          onChange={(value) => setLocation(value as DataCenterLocation)}
        />
      )}
      <div class="acts">
        <Button kind="primary" busy={connecting} onClick={() => on.onConnect(location)}>
          {t("connect")}
        </Button>
        {isSandbox && <EnvironmentChip environment="sandbox" />}
        <span class="soft" aria-live="polite">
          {connecting ? t("bar_connecting") : ""}
        </span>
      </div>
      {problem && <ProblemNotice problem={problem} onAllowed={() => on.onAllowed(location)} />}
    </div>
  )
}

/** Connecting on a page that is not the options: with one click, else by opening the options. */
export function ConnectHere(props: {
  /** Null: use the options page; undefined: not known yet. */
  readonly connectNow: ConnectingNow | null | undefined
  readonly onOptions: () => void
}): JSX.Element {
  const { connectNow, onOptions } = props
  if (connectNow) return <ConnectNow on={connectNow} />
  return (
    <Button kind="primary" disabled={connectNow === undefined} onClick={onOptions}>
      {t("connect")}
    </Button>
  )
}

// Where the user works. The browser shows addresses only of granted hosts, and of the tab where our icon was clicked.

export interface CrmPlace {
  readonly location: DataCenterLocation
  readonly environment: Environment
  /** Digits; null if the tab's address contains none. */
  readonly orgId: string | null
}

/** The place of the last used CRM tab; null if none is open or the browser does not say. */
export async function placeOfCrmTab(): Promise<CrmPlace | null> {
  try {
    return placeOf((await platformTabs()?.query({ url: crmMatches() })) ?? [])
  } catch {
    return null
  }
}

export function placeOf(tabs: readonly Pick<Tabs.Tab, "url" | "lastAccessed">[]): CrmPlace | null {
  const newestFirst = [...tabs].sort((a, b) => (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0))
  for (const { url } of newestFirst) {
    const host =
      url !== undefined && URL.canParse(url) ? dataCenterByCrmHost(new URL(url).hostname) : undefined
    if (url === undefined || !host) continue
    const { orgId } = parseAddress(url)
    return { location: host.dataCenter.location, environment: host.environment, orgId }
  }
  return null
}
