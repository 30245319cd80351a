import type { JSX } from "preact"
import { useEffect, useState } from "preact/hooks"
import browser from "webextension-polyfill"
import type { ModuleRef } from "../../deletion/job"
import { send } from "../../messaging/send"
import type { AccountView, Outcome, Problem } from "../../messaging/views"
import { changesOf } from "../../store/changes"
import type { Store } from "../../store/store"
import { t } from "../../ui/i18n"
import { silent } from "../../ui/silent"
import { useStored } from "../../ui/use-stored"
import type { Feature } from "../../zoho/scopes"
import { CheckDialog } from "./dialog"
import { foundOut } from "./findings"
import { CheckView } from "./view"

/** Merging is the feature that needs the right to create tags and no other. */
const NEEDS: readonly Feature[] = ["delete", "merge"]
/** A check that moves is asked after, so that a worker that was ended is started again at once. */
const ASK_EVERY_MS = 2_000

const onChecks = changesOf("checks")
const onCapabilities = changesOf("capabilities")

const tried = <T,>(work: Promise<Outcome<T>>): Promise<Outcome<T>> =>
  work.catch(() => ({ ok: false, problem: silent() }) as const)

function AccountCheck({ account, store }: { account: AccountView; store: Store }): JSX.Element {
  const { id: accountId, org } = account
  const check = useStored(onChecks, () => send("check.of", { accountId }), accountId)
  const capabilities = useStored(onCapabilities, () => store.capabilities.of(org.id), org.id)
  const [isOpen, setIsOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const [modules, setModules] = useState<readonly ModuleRef[]>()
  const [problem, setProblem] = useState<Problem | null>(null)

  const isMoving = check != null && check.phase !== "finished" && check.stopped === null
  useEffect(() => {
    if (!isMoving) return undefined
    const timer = setInterval(() => void send("check.of", { accountId }).catch(() => null), ASK_EVERY_MS)
    return () => clearInterval(timer)
  }, [isMoving, accountId])

  const open = async (): Promise<void> => {
    setIsOpen(true)
    setProblem(null)
    const found = await tried(send("modules.list", { accountId }))
    if (found.ok) setModules(found.value)
    else setProblem(found.problem)
  }
  const start = async (module: string): Promise<void> => {
    setBusy(true)
    setProblem(null)
    const granted = await tried(send("account.grant", { accountId, features: [...NEEDS] }))
    const started = granted.ok ? await tried(send("check.start", { accountId, module })) : granted
    setBusy(false)
    if (started.ok) setIsOpen(false)
    else setProblem(started.problem)
  }
  return (
    <>
      <CheckView
        org={org}
        check={check ?? null}
        found={capabilities ? foundOut(capabilities) : []}
        version={browser.runtime.getManifest().version}
        onOpen={() => void open()}
        onContinue={() => void send("check.continue", { accountId })}
      />
      {isOpen && (
        <CheckDialog
          org={org}
          modules={modules}
          busy={busy}
          problem={problem}
          onStart={(module) => void start(module)}
          onCancel={() => setIsOpen(false)}
        />
      )}
    </>
  )
}

/** "Check on my org", for each org that is connected. */
export function CheckCard({
  accounts,
  store,
}: {
  accounts: readonly AccountView[]
  store: Store
}): JSX.Element | null {
  if (accounts.length === 0) return null
  return (
    <section class="card" aria-labelledby="check">
      <h2 id="check">{t("check_title")}</h2>
      <p class="soft">{t("check_means")}</p>
      <ul class="accounts">
        {accounts.map((account) => (
          <AccountCheck key={account.id} account={account} store={store} />
        ))}
      </ul>
    </section>
  )
}
