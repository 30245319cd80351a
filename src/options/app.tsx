import type { JSX } from "preact"
import { useRef, useState } from "preact/hooks"
import { send } from "../messaging/send"
import type { Outcome, Problem } from "../messaging/views"
import { onStoreChange } from "../store/changes"
import { silent } from "../ui/silent"
import { useStored } from "../ui/use-stored"
import type { CrmPlace } from "./crm-tab"
import { EMPTY_FORM, requestOf } from "./kinds"
import type { ConnectForm } from "./kinds"
import { OptionsView } from "./view"

/** The options page over the real background. */
export function Options({
  redirectUrl,
  place,
}: {
  redirectUrl: string
  /** Where an open CRM tab is. */
  place: CrmPlace | null
}): JSX.Element {
  const accounts = useStored(onStoreChange, () => send("account.list", {}))
  const [connecting, setConnecting] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [accountProblem, setAccountProblem] = useState<Problem | null>(null)

  const [start, setStart] = useState({ form: { ...EMPTY_FORM, ...place }, connections: 0 })
  const orgs = useRef<HTMLHeadingElement>(null)

  /** True when it went well. */
  const settle = async (
    work: Promise<Outcome<unknown>>,
    show: (found: Problem | null) => void,
  ): Promise<boolean> => {
    show(null)
    const outcome = await work.catch(() => ({ ok: false, problem: silent() }) as const)
    if (!outcome.ok) show(outcome.problem)
    return outcome.ok
  }
  const connect = async (form: ConnectForm): Promise<void> => {
    setConnecting(true)
    const well = await settle(send("account.connect", requestOf(form)), setProblem)
    setConnecting(false)
    if (!well) return
    // The next org is likely to be in the same data centre; its client is another one.
    setStart(({ connections }) => ({
      form: { ...EMPTY_FORM, location: form.location },
      connections: connections + 1,
    }))
    orgs.current?.focus()
  }
  return (
    <OptionsView
      formKey={start.connections}
      initial={start.form}
      orgsRef={orgs}
      redirectUrl={redirectUrl}
      accounts={accounts}
      connecting={connecting}
      problem={problem}
      accountProblem={accountProblem}
      onConnect={(form) => void connect(form)}
      onReconnect={(accountId) => void settle(send("account.reconnect", { accountId }), setAccountProblem)}
      onDisconnect={(accountId) => void settle(send("account.disconnect", { accountId }), setAccountProblem)}
    />
  )
}
