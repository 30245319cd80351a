/** The options page's data, requests and styles. What it draws is in `view.tsx`. */
import type { JSX } from "preact"
import { useRef, useState } from "preact/hooks"
import { t } from "../i18n/translate"
import { send } from "../messages/send"
import type { Outcome, Problem } from "../messages/views"
import type { KnownClient } from "../storage/accounts"
import { changesOf } from "../storage/change-events"
import type { Policy } from "../storage/managed-policy"
import type { Store } from "../storage/store"
import { accessRefused, askForAccess, orNoResponse } from "../ui/notices"
import { type CrmPlace, useConnectNow } from "../ui/connect-now"
import { useStored } from "../ui/hooks"
import { useLoss } from "../ui/own-page"
import { accountsPatterns, orgPatterns } from "../zoho/data-centers"
import { checkOf, type ConnectForm, decidedBy, EMPTY_FORM, requestOf } from "./connect-state"
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
    form: { ...EMPTY_FORM, ...place, orgId: place?.orgId ?? "", ...lastClient, ...decided },
    connections: 0,
  })

  const settle = async (
    work: Promise<Outcome<unknown>>,
    show: (found: Problem | null) => void,
  ): Promise<boolean> => {
    show(null)
    const outcome = await orNoResponse(work)
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
  const connect = async (form: ConnectForm, isAllowed = false): Promise<void> => {
    // Comes first, because the browser forgets the click.
    const asking = isAllowed ? Promise.resolve(true) : askForAccess(orgPatterns(form))
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
      onConnect={(form, isAllowed) => void connect(form, isAllowed)}
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

export const optionsStyles = `
body{margin:0;background:var(--sunk)}
.options{max-width:760px;margin:0 auto;padding:32px 24px 48px;font-size:14px}
.options>header{display:flex;align-items:center;gap:12px;margin-bottom:24px}
.options>header .icon{width:24px;height:24px}
.options h2:focus{outline:none}
.card h2 .btn{margin-inline-start:-8px;font-weight:600}
.options>main{display:grid;grid-template-columns:minmax(0,1fr);gap:16px}
.card{display:grid;grid-template-columns:minmax(0,1fr);gap:12px;padding:20px 24px 24px;background:var(--ground);border:1px solid var(--line);border-radius:8px}
.status{display:flex;align-items:center;gap:8px;color:var(--soft)}
.status:empty{position:absolute}
.account{display:flex;flex-wrap:wrap;align-items:center;gap:8px 16px;padding:12px 0}
.account:first-child{padding-top:0}
.account:last-child{padding-bottom:0}
.account+.account{border-top:1px solid var(--line)}
.account .whole{flex:1 0 100%;display:grid;grid-template-columns:minmax(0,1fr);gap:8px}
.account .body{flex:1 1 280px;min-width:0}
.who{display:flex;flex-wrap:wrap;align-items:center;gap:4px 8px}
.who .state{white-space:normal;align-items:flex-start;overflow-wrap:anywhere;font-weight:600}
.who .icon{margin-top:2px}
.who .chip .icon{margin:0}
.steps{margin-top:8px}
.step{position:relative;display:grid;grid-template-columns:28px minmax(0,1fr);gap:0 16px;padding-bottom:28px}
.step:last-child{padding-bottom:0}
.step:not(:last-child)::before{content:"";position:absolute;inset-inline-start:13.5px;top:32px;bottom:4px;border-inline-start:1px solid var(--line)}
.step .num{display:flex;align-items:center;justify-content:center;width:28px;height:28px;border-radius:14px;border:1px solid var(--edge);font-weight:600}
.step .num.done{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
.step .num.wrong{background:var(--danger-wash);border-color:var(--danger);color:var(--danger)}
.checkline{display:flex;align-items:center;gap:6px;min-height:20px}
.checkline.ready{color:var(--accent);font-weight:500}
.values,.step .body{display:grid;grid-template-columns:minmax(0,1fr);gap:12px}
.step h3{line-height:28px}
.last-step{display:grid;gap:12px;margin-top:16px}
.account a.btn{text-decoration:none;color:inherit}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(240px,100%),1fr));gap:16px}
.kinds{display:grid;gap:0;border:1px solid var(--line);border-radius:6px;overflow:hidden}
.kind{display:flex;gap:12px;padding:8px 12px;cursor:pointer}
.kind+.kind{border-top:1px solid var(--line)}
.kind.on{background:var(--accent-wash)}
.kind input{flex:none;width:16px;height:16px;margin:2px 0;accent-color:var(--accent)}
.kind>span{display:grid;gap:2px}
.kinds :focus-visible{outline-offset:1px}
.how{display:grid;gap:4px;counter-reset:how}
.how li{display:grid;grid-template-columns:20px minmax(0,1fr);counter-increment:how}
.how li::before{content:counter(how,lower-alpha) ".";color:var(--soft)}
.how a{display:inline-flex;align-items:center;gap:4px;justify-self:start}
.options a{color:var(--accent);min-height:24px}
.settings{display:grid;grid-template-columns:minmax(0,1fr)}
.setting{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:2px 24px;padding:12px 0;border-bottom:1px solid var(--line)}
.setting>label{font-weight:500;align-self:center}
.setting>.below{grid-column:1;text-wrap:pretty}
.setting>.control{grid-column:2;grid-row:1/span 2;display:flex;align-items:center;gap:8px;align-self:start}
.setting .num{width:88px;text-align:end}
.setting .unit{min-width:72px}
.setting .control .box{width:168px}
.setting .box input{margin:0 4px}
.setting.whole{grid-template-columns:minmax(0,1fr);gap:2px}
.decided{display:flex;gap:6px;font-size:12px;line-height:16px;font-weight:600}
.lines{height:auto;resize:vertical;line-height:20px;margin-top:8px!important;display:block}
@media (max-width:560px){.setting{grid-template-columns:minmax(0,1fr)}.setting>.control{grid-column:1;grid-row:auto;margin:4px 0}}
.mono{font-family:ui-monospace,SFMono-Regular,Consolas,"Liberation Mono",monospace;font-size:13px!important}
.masked{-webkit-text-security:disc}
.report{min-height:160px;resize:vertical;white-space:pre-wrap;line-height:20px;padding:8px 12px}
.will{display:grid;gap:8px;padding:0 20px 12px;overflow:auto}
.stops{display:grid;gap:4px;padding-inline-start:20px}
.stops li{list-style:disc;overflow-wrap:anywhere}
.rights{display:grid;gap:4px;margin-top:8px!important}
.rights li{display:grid;grid-template-columns:16px minmax(0,1fr);gap:8px}
.rights .icon{margin-top:3px;color:var(--soft)}
.rights.check .icon{color:var(--accent)}`
