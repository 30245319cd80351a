/** The options page's data and requests. What it draws is in `view.tsx`. */
import type { JSX } from "preact"
import { useRef, useState } from "preact/hooks"

import { t } from "../i18n/translate"
import { send } from "../messages/send"
import type { Outcome, Problem } from "../messages/views"
import type { KnownClient } from "../storage/accounts"
import { changesOf } from "../storage/change-events"
import type { Policy } from "../storage/managed-policy"
import type { Store } from "../storage/store"
import { accessRefused, askForAccess } from "../ui/allow-access"
import { useConnectNow } from "../ui/connect-now"
import type { CrmPlace } from "../ui/connect-now"
import { useStored } from "../ui/hooks"
import { noResponse } from "../ui/no-response"
import { useLoss } from "../ui/own-page"
import { accountsPatterns, orgPatterns } from "../zoho/data-centers"
import { checkOf, decidedBy, EMPTY_FORM, requestOf, type ConnectForm } from "./connect-state"
import { Diagnostics } from "./diagnostics"
import { useDisconnect } from "./disconnect"
import { FoldedCard } from "./folded"
import { SelfTests } from "./self-test"
import { SettingsCard } from "./settings"
import { OptionsView } from "./view"

// Whether an org is signed in, can be reached, and what it allows.
const onAccounts = changesOf("accounts", "permissions", "orgFeatures")

export interface OptionsProps {
  readonly store: Store
  /** The managed policy when the page was opened. */
  readonly policy: Policy
  readonly redirectUrl: string
  /** Where an open CRM tab is. */
  readonly place: CrmPlace | null
  /** The client that was disconnected last. */
  readonly lastClient: KnownClient | undefined
}

function placeOfForm(place: CrmPlace | null): Partial<ConnectForm> {
  return place ? { ...place, orgId: place.orgId ?? "" } : {}
}

/** The options page, connected to the background. */
export function Options({ redirectUrl, place, lastClient, store, policy }: OptionsProps): JSX.Element {
  const loss = useLoss(store)
  const orgs = useRef<HTMLHeadingElement>(null)
  const connectNow = useConnectNow(store, () => orgs.current?.focus())
  const accounts = useStored(onAccounts, () => send("account.list", {}))
  const [connecting, setConnecting] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [accountProblem, setAccountProblem] = useState<Problem | null>(null)

  const decided = decidedBy(policy)
  const [start, setStart] = useState({
    form: { ...EMPTY_FORM, ...placeOfForm(place), ...lastClient, ...decided },
    connections: 0,
  })

  const settle = async (
    work: Promise<Outcome<unknown>>,
    show: (found: Problem | null) => void,
  ): Promise<boolean> => {
    show(null)
    const outcome = await work.catch(() => ({ ok: false, problem: noResponse() }) as const)
    if (!outcome.ok) show(outcome.problem)
    return outcome.ok
  }
  const startAgain = (known: Partial<ConnectForm> | undefined): void => {
    setStart(({ connections }) => ({
      form: { ...EMPTY_FORM, ...known, ...decided },
      connections: connections + 1,
    }))
    orgs.current?.focus()
  }
  const { clearNote, ...disconnecting } = useDisconnect(
    store,
    accounts,
    (work) => settle(work, setAccountProblem),
    startAgain,
  )
  /** @param asking the browser's own question, which it shows only within a click handler, before any `await` */
  const connect = async (form: ConnectForm, asking = askForAccess(orgPatterns(form))): Promise<void> => {
    setConnecting(true)
    clearNote()
    const connected = asking.then((allowed) =>
      allowed ? send("account.connect", requestOf(form)) : accessRefused(form),
    )
    const well = await settle(connected, setProblem)
    setConnecting(false)
    // The next org is likely to be in the same data center, but its client is another one.
    if (well) startAgain({ location: form.location })
  }
  return (
    <OptionsView
      formKey={start.connections}
      initial={start.form}
      decided={decided}
      orgsRef={orgs}
      redirectUrl={redirectUrl}
      loss={loss}
      accounts={accounts}
      connectNow={connectNow}
      connecting={connecting}
      problem={problem}
      accountProblem={accountProblem}
      {...disconnecting}
      onConnect={(form) => void connect(form)}
      onAllowed={(form) => void connect(form, Promise.resolve(true))}
      onCheck={(form) => send("account.check", checkOf(form))}
      onFind={async (form) =>
        (await askForAccess(accountsPatterns())) ? send("account.find", checkOf(form)) : null
      }
      onReconnect={(accountId, typed) =>
        void settle(send("account.reconnect", { accountId, ...typed }), setAccountProblem)
      }
    >
      <SettingsCard store={store} />
      <FoldedCard title={t("troubleshooting")}>
        {accounts && accounts.length > 0 && <SelfTests accounts={accounts} store={store} />}
        <Diagnostics store={store} />
      </FoldedCard>
    </OptionsView>
  )
}
