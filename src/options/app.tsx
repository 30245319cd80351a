import type { JSX } from "preact"
import { useState } from "preact/hooks"
import { send } from "../messaging/send"
import type { Outcome, Problem } from "../messaging/views"
import { onStoreChange } from "../store/changes"
import { t } from "../ui/i18n"
import { useStored } from "../ui/use-stored"
import { EMPTY_FORM, requestOf } from "./kinds"
import type { ConnectForm } from "./kinds"
import { OptionsView } from "./view"

const silent = (): Problem => ({
  kind: "no-answer",
  happened: t("background_silent"),
  unchanged: t("background_silent_unchanged"),
  remedy: t("background_silent_remedy"),
  action: "retry",
})

/** The options page over the real background. */
export function Options({ redirectUrl }: { redirectUrl: string }): JSX.Element {
  const accounts = useStored(onStoreChange, () => send("account.list", {}))
  const [connecting, setConnecting] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [accountProblem, setAccountProblem] = useState<Problem | null>(null)

  const settle = async (
    work: Promise<Outcome<unknown>>,
    show: (found: Problem | null) => void,
  ): Promise<void> => {
    show(null)
    try {
      const outcome = await work
      if (!outcome.ok) show(outcome.problem)
    } catch {
      show(silent())
    }
  }
  const connect = (form: ConnectForm): void => {
    setConnecting(true)
    void settle(send("account.connect", requestOf(form)), setProblem).then(() => setConnecting(false))
  }
  return (
    <OptionsView
      initial={EMPTY_FORM}
      redirectUrl={redirectUrl}
      accounts={accounts}
      connecting={connecting}
      problem={problem}
      accountProblem={accountProblem}
      onConnect={connect}
      onReconnect={(accountId) => void settle(send("account.reconnect", { accountId }), setAccountProblem)}
      onDisconnect={(accountId) => void settle(send("account.disconnect", { accountId }), setAccountProblem)}
    />
  )
}
