import type { JSX } from "preact"
import { useState } from "preact/hooks"
import browser from "webextension-polyfill"
import { isFinished } from "../../jobs/job"
import type { ModuleRef } from "../../jobs/job"
import type { JobRecord } from "../../jobs/record"
import { send } from "../../messaging/send"
import type { AccountView, Outcome, Problem } from "../../messaging/views"
import { changesOf } from "../../store/changes"
import type { Store } from "../../store/store"
import { t } from "../../ui/i18n"
import { ProblemNotice } from "../../ui/notice"
import { silent } from "../../ui/silent"
import { useAwake } from "../../ui/use-awake"
import { useStored } from "../../ui/use-stored"
import type { Feature } from "../../zoho/scopes"
import { CheckDialog } from "./dialog"
import { foundOut } from "./findings"
import { CheckView } from "./view"

/** Merging is the feature that needs the right to create tags and no other. */
const NEEDS: readonly Feature[] = ["delete", "merge"]
const onJobs = changesOf("jobs")
const onCapabilities = changesOf("capabilities")

const tried = <T,>(work: Promise<Outcome<T>>): Promise<Outcome<T>> =>
  work.catch(() => ({ ok: false, problem: silent() }) as const)

/** The account's last check. */
async function lastCheck({ jobs }: Store, accountId: string): Promise<JobRecord | null> {
  const all = await jobs.list(Infinity)
  const last = all.find((job) => job.kind === "check" && job.accountId === accountId)
  return (last && (await jobs.load(last.id))) ?? null
}

/** Lets a paused check go on, or asks whether what a finished one has left is to be deleted. */
async function goOn({ job }: JobRecord): Promise<Problem | null> {
  if (!isFinished(job.state)) {
    await send("job.resume", { jobId: job.id })
    return null
  }
  const drafted = await send("draft", { kind: "again", jobIds: [job.id] })
  const shown = drafted.ok ? await send("draft.show", { draftId: drafted.value.draftId }) : drafted
  return shown.ok ? null : shown.problem
}

function AccountCheck({ account, store }: { account: AccountView; store: Store }): JSX.Element {
  const { id: accountId, org } = account
  const check = useStored(onJobs, () => lastCheck(store, accountId), accountId) ?? null
  const capabilities = useStored(onCapabilities, () => store.capabilities.of(org.id), org.id)
  const [isOpen, setIsOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const [modules, setModules] = useState<readonly ModuleRef[]>()
  const [problem, setProblem] = useState<Problem | null>(null)
  useAwake(check !== null && !isFinished(check.job.state))

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
        check={check}
        found={capabilities ? foundOut(capabilities) : []}
        version={browser.runtime.getManifest().version}
        onOpen={() => void open()}
        onContinue={(of) => {
          void goOn(of)
            .catch(() => silent())
            .then(setProblem)
        }}
      />
      {!isOpen && problem && <ProblemNotice problem={problem} />}
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
