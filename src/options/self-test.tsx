/** The self-test of an org: asks, then shows its progress. Zoho's answers are in the diagnostics. */
import type { JSX } from "preact"
import { useId, useState } from "preact/hooks"

import { reasonText } from "../i18n/fault-text"
import { list } from "../i18n/format"
import { pauseLines } from "../i18n/job-text"
import { t } from "../i18n/translate"
import { checkNames, tagsLeftBehind } from "../jobs/check"
import { tagsOf } from "../jobs/items"
import { isFinished, type ModuleRef, type OrgRef, type Reason } from "../jobs/job"
import type { JobRecord } from "../jobs/record"
import { send } from "../messages/send"
import type { AccountView, Outcome, Problem } from "../messages/views"
import { changesOf } from "../storage/change-events"
import type { Store } from "../storage/store"
import { QuestionDialog } from "../ui/confirmation/question"
import { Button, Icon } from "../ui/controls"
import { SelectField } from "../ui/fields"
import { useAwake, useStored } from "../ui/hooks"
import { OrgLine } from "../ui/labels"
import { orNoResponse } from "../ui/no-response"
import { Notice, ProblemNotice, ProblemText } from "../ui/notices"
import type { Feature } from "../zoho/scopes"

/** Merging is the only feature that needs just the right to create tags. */
const NEEDS: readonly Feature[] = ["delete", "merge"]
const onJobs = changesOf("jobs")

/** The account's last self-test; null: there was none. */
export async function lastSelfTest(
  { jobs }: Pick<Store, "jobs">,
  accountId: string,
): Promise<JobRecord | null> {
  const all = await jobs.list(Infinity)
  const last = all.find((job) => job.kind === "check" && job.accountId === accountId)
  return (last && (await jobs.load(last.id))) ?? null
}

/** Resumes a paused self-test, or asks whether to delete what a finished one left behind. */
async function continueTest({ job }: JobRecord): Promise<Outcome<unknown>> {
  if (!isFinished(job.state)) return { ok: true, value: await send("job.resume", { jobId: job.id }) }
  const drafted = await send("draft", { kind: "again", jobIds: [job.id] })
  return drafted.ok ? send("draft.show", { draftId: drafted.value.draftId }) : drafted
}

export function SelfTests(props: { accounts: readonly AccountView[]; store: Store }): JSX.Element {
  return (
    <section class="values" aria-labelledby="self-test">
      <h3 id="self-test">{t("check_title")}</h3>
      <ul class="accounts">
        {props.accounts.map((account) => (
          <SelfTest key={account.id} account={account} store={props.store} />
        ))}
      </ul>
    </section>
  )
}

function SelfTest({ account, store }: { account: AccountView; store: Store }): JSX.Element {
  const { id: accountId, org } = account
  const test = useStored(onJobs, () => lastSelfTest(store, accountId), accountId) ?? null
  const [isOpen, setIsOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const [modules, setModules] = useState<readonly ModuleRef[]>()
  const [problem, setProblem] = useState<Problem | null>(null)
  useAwake(test !== null && !isFinished(test.job.state))

  /** True on success. */
  async function tried<T>(work: Promise<Outcome<T>>, onValue: (value: T) => void): Promise<boolean> {
    setProblem(null)
    const outcome = await orNoResponse(work)
    if (outcome.ok) onValue(outcome.value)
    else setProblem(outcome.problem)
    return outcome.ok
  }
  async function start(module: string): Promise<void> {
    setBusy(true)
    const granted = send("account.grant", { accountId, features: [...NEEDS] })
    if (await tried(granted, () => undefined))
      await tried(send("check.start", { accountId, module }), () => setIsOpen(false))
    setBusy(false)
  }
  return (
    <>
      <SelfTestView
        {...{ org, test }}
        onOpen={() => {
          setIsOpen(true)
          void tried(send("modules.list", { accountId }), setModules)
        }}
        onContinue={(of) => void tried(continueTest(of), () => undefined)}
      />
      {!isOpen && problem && <ProblemNotice problem={problem} />}
      {isOpen && (
        <SelfTestDialog
          {...{ org, modules, busy, problem }}
          onStart={(module) => void start(module)}
          onCancel={() => setIsOpen(false)}
        />
      )}
    </>
  )
}

/** Says what it does before it starts. */
export function SelfTestDialog(props: {
  readonly org: OrgRef
  /** Undefined while they are read. */
  readonly modules: readonly ModuleRef[] | undefined
  readonly busy: boolean
  readonly problem: Problem | null
  readonly onStart: (module: string) => void
  readonly onCancel: () => void
}): JSX.Element {
  const { org, modules, busy, problem, onCancel } = props
  const id = useId()
  const [chosen, setChosen] = useState<string>()
  const module = chosen ?? modules?.[0]?.apiName
  const start = (): void => {
    if (module !== undefined && !busy) props.onStart(module)
  }
  return (
    <QuestionDialog {...{ id, org, onCancel }} title={t("check_ask", org.name)} onSubmit={start}>
      <p id={`${id}d`} class="will">
        {t("check_will")}
      </p>
      <div class="foot">
        {modules ? (
          <SelectField
            label={t("module")}
            value={module ?? ""}
            options={modules.map((each) => ({ value: each.apiName, label: each.pluralLabel }))}
            onChange={setChosen}
          />
        ) : (
          !problem && <p role="status">{t("manager_loading")}</p>
        )}
        {problem && <ProblemText problem={problem} />}
        <div class="acts">
          <span class="fill" />
          <Button autoFocus onClick={onCancel}>
            {t("cancel")}
          </Button>
          <Button kind="primary" submit disabled={module === undefined || busy}>
            {t(busy ? "starting" : "check_run")}
          </Button>
        </div>
      </div>
    </QuestionDialog>
  )
}

/** Why a tag was not created or not deleted. */
function firstReason({ steps }: JobRecord): Reason | null {
  return steps.flatMap(tagsOf).find(({ reason }) => reason !== null)?.reason ?? null
}

/** It waits for the user, or has ended and left something behind. */
const isStopped = (test: JobRecord): boolean =>
  test.job.state === "paused" || (isFinished(test.job.state) && tagsLeftBehind(test).length > 0)

function Stopped({ test, onContinue }: { test: JobRecord; onContinue: () => void }): JSX.Element {
  const { state, pause, module, id } = test.job
  const isOver = isFinished(state)
  const names = isOver ? tagsLeftBehind(test).map(({ name }) => name) : checkNames(id)
  const why = test.job.reason ?? firstReason(test)
  const lines = pause ? pauseLines(pause) : [why ? reasonText(why) : t("check_kept")]
  return (
    <Notice tone="problem">
      <p class="strong">{t("check_stopped", module.pluralLabel, list(names))}</p>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <div class="acts">
        <Button onClick={onContinue}>{t(isOver ? "try_again_asks" : "resume")}</Button>
      </div>
    </Notice>
  )
}

const LOOKS = {
  running: ["running", "clock"],
  clean: ["completed", "check"],
  ended: ["paused", "warning"],
} as const

function Status({ test }: { test: JobRecord }): JSX.Element {
  const { state, module } = test.job
  const how = !isFinished(state) ? "running" : state === "completed" ? "clean" : "ended"
  const [look, icon] = LOOKS[how]
  const words = t(`check_${how}`, module.pluralLabel)
  const why = how === "ended" ? (test.job.reason ?? firstReason(test)) : null
  return (
    <div>
      <p class={`state ${look}`}>
        <Icon name={icon} />
        <span role="status" aria-label={words}>
          {words}
        </span>
      </p>
      {why && <p class="soft">{reasonText(why)}</p>}
    </div>
  )
}

/** One org's self-test. @param props.test null: there was none */
export function SelfTestView(props: {
  readonly org: OrgRef
  readonly test: JobRecord | null
  readonly onOpen: () => void
  readonly onContinue: (test: JobRecord) => void
}): JSX.Element {
  const { org, test, onOpen, onContinue } = props
  return (
    <li class="account">
      <div class="body">
        <OrgLine org={org} center />
      </div>
      {(test === null || isFinished(test.job.state)) && <Button onClick={onOpen}>{t("check_run")}</Button>}
      {test && (
        <div class="whole">
          {isStopped(test) ? (
            <Stopped test={test} onContinue={() => onContinue(test)} />
          ) : (
            <Status test={test} />
          )}
        </div>
      )}
    </li>
  )
}
