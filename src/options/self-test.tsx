/** The self-test of an org: asks, then shows its progress. Zoho's answers are in the diagnostics. */
import type { JSX } from "preact"
import { useId, useState } from "preact/hooks"

import { list } from "../i18n/format"
import { t } from "../i18n/translate"
import { checkNames, tagsLeftBehind } from "../jobs/check"
import { isFinished, type ModuleRef, type OrgRef } from "../jobs/job"
import type { JobRecord } from "../jobs/record"
import { send } from "../messages/send"
import type { AccountView, Outcome, Problem } from "../messages/views"
import { changesOf } from "../storage/change-events"
import type { Store } from "../storage/store"
import { QuestionDialog } from "../ui/confirmation/question"
import { Button } from "../ui/controls"
import { SelectField } from "../ui/fields"
import { useAwake, useStored } from "../ui/hooks"
import { askInWindow, jobActs, useOpenJob } from "../ui/job-details"
import { JobItem, type JobsShown } from "../ui/job-item"
import { OrgLine } from "../ui/labels"
import { Alert, orNoResponse, ProblemNotice } from "../ui/notices"
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
        open={useOpenJob(store)}
        on={jobActs(store, {
          ask: (request) => void askInWindow(request).then(setProblem),
          show: setProblem,
        })}
        onOpen={() => {
          setIsOpen(true)
          void tried(send("modules.list", { accountId }), setModules)
        }}
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
  return (
    <QuestionDialog
      {...{ id, org, onCancel }}
      title={t("check_ask", org.name)}
      confirm={{
        ...{ label: t(busy ? "starting" : "check_run"), kind: "primary" },
        isReady: module !== undefined && !busy,
        act: () => module !== undefined && props.onStart(module),
      }}
      foot={
        <>
          {modules && (
            <SelectField
              label={t("module")}
              value={module ?? ""}
              options={modules.map((each) => ({ value: each.apiName, label: each.pluralLabel }))}
              onChange={setChosen}
            />
          )}
          {!modules && !problem && <p role="status">{t("loading")}</p>}
          {problem && <ProblemNotice problem={problem} />}
        </>
      }
    >
      <p id={`${id}d`} class="will">
        {t("check_will")}
      </p>
    </QuestionDialog>
  )
}

/** The test tags that may be left, while it waits for the user or after it has ended. */
function leftBehind(test: JobRecord): readonly string[] {
  if (isFinished(test.job.state)) return tagsLeftBehind(test).map(({ name }) => name)
  return test.job.state === "paused" ? checkNames(test.job.id) : []
}

/** One org's self-test. @param props.test null: there was none */
export function SelfTestView(
  props: Pick<JobsShown, "open" | "on"> & {
    readonly org: OrgRef
    readonly test: JobRecord | null
    readonly onOpen: () => void
  },
): JSX.Element {
  const { org, test, open, on } = props
  const names = test ? leftBehind(test) : []
  return (
    <li class="account">
      <div class="body">
        <OrgLine org={org} center />
      </div>
      {(test === null || isFinished(test.job.state)) && (
        <Button onClick={props.onOpen}>{t("check_run")}</Button>
      )}
      {test && (
        <div class="whole">
          {names.length > 0 && (
            <Alert tone="problem">{t("check_tags_left", test.job.module.pluralLabel, list(names))}</Alert>
          )}
          <ul>
            <JobItem {...{ open, on, now: Date.now(), showOrg: false }} job={test.job} look="line" />
          </ul>
        </div>
      )}
    </li>
  )
}
