import type { JSX } from "preact"
import { useId, useState } from "preact/hooks"
import browser from "webextension-polyfill"

import { t } from "../../i18n/translate"
import { isFinished, type ModuleRef, type OrgRef } from "../../jobs/job"
import type { JobRecord } from "../../jobs/record"
import { send } from "../../messages/send"
import type { AccountView, Outcome, Problem } from "../../messages/views"
import { changesOf } from "../../storage/change-events"
import type { Store } from "../../storage/store"
import { QuestionDialog } from "../../ui/confirmation/question"
import { Button } from "../../ui/controls"
import { SelectField } from "../../ui/fields"
import { useAwake, useStored } from "../../ui/hooks"
import { OrgLine } from "../../ui/labels"
import { noResponse } from "../../ui/no-response"
import { ProblemNotice, ProblemText } from "../../ui/notices"
import type { Feature } from "../../zoho/scopes"
import { CheckResult, foundOut, type FoundOut } from "./result"

/** Merging is the feature that needs the right to create tags and no other. */
const NEEDS: readonly Feature[] = ["delete", "merge"]
const onJobs = changesOf("jobs")
const onCapabilities = changesOf("capabilities")

const tried = <T,>(work: Promise<Outcome<T>>): Promise<Outcome<T>> =>
  work.catch(() => ({ ok: false, problem: noResponse() }) as const)

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
            .catch(() => noResponse())
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

export interface CheckDialogProps {
  readonly org: OrgRef
  /** Undefined while they are read. */
  readonly modules: readonly ModuleRef[] | undefined
  readonly busy: boolean
  readonly problem: Problem | null
  readonly onStart: (module: string) => void
  readonly onCancel: () => void
}

const WILL = ["check_will_grant", "check_will_create", "check_will_delete", "check_will_verify"] as const

/** Says all that a check does before it does any of it. */
export function CheckDialog(props: CheckDialogProps): JSX.Element {
  const { org, modules, busy, problem } = props
  const id = useId()
  const [chosen, setChosen] = useState<string>()
  const module = chosen ?? modules?.[0]?.apiName
  const start = (): void => {
    if (module !== undefined && !busy) props.onStart(module)
  }
  return (
    <QuestionDialog
      id={id}
      title={t("check_ask", org.name)}
      org={org}
      onSubmit={start}
      onCancel={props.onCancel}
    >
      <div id={`${id}d`} class="will">
        <h2>{t("check_will")}</h2>
        <ol class="how">
          {WILL.map((key) => (
            <li key={key}>
              <span>{t(key)}</span>
            </li>
          ))}
        </ol>
        <p class="soft">{t("check_will_not")}</p>
      </div>
      <div class="foot">
        {modules ? (
          <SelectField
            label={t("module")}
            value={module ?? ""}
            options={modules.map((each) => ({ value: each.apiName, label: each.pluralLabel }))}
            onChange={setChosen}
          />
        ) : (
          !problem && <p role="status">{t("check_modules_loading")}</p>
        )}
        {problem && <ProblemText problem={problem} />}
        <div class="acts">
          <span class="fill" />
          <Button autoFocus onClick={props.onCancel}>
            {t("cancel")}
          </Button>
          <Button kind="primary" submit disabled={module === undefined || busy}>
            {t(busy ? "starting" : "check_confirm")}
          </Button>
        </div>
      </div>
    </QuestionDialog>
  )
}

export interface CheckViewProps {
  readonly org: OrgRef
  /** Null: none was ever made. */
  readonly check: JobRecord | null
  readonly found: readonly FoundOut[]
  readonly version: string
  readonly onOpen: () => void
  readonly onContinue: (check: JobRecord) => void
}

/** One org's part of the card. */
export function CheckView({ org, check, onOpen, onContinue, ...result }: CheckViewProps): JSX.Element {
  const isIdle = check === null || isFinished(check.job.state)
  return (
    <li class="account">
      <div class="body">
        <OrgLine org={org} centre />
      </div>
      {isIdle && (
        <div class="acts">
          <Button onClick={onOpen}>{t(check ? "check_again" : "check_title")}</Button>
        </div>
      )}
      {check && <CheckResult check={check} {...result} onContinue={() => onContinue(check)} />}
    </li>
  )
}
