/** Every state of an org's self-test. */
import type { JSX } from "preact"
import { t } from "../../src/i18n/translate"
import { checkId } from "../../src/jobs/check"
import { settle } from "../../src/jobs/items"
import type { Job } from "../../src/jobs/job"
import { planCheck } from "../../src/jobs/plan"
import { withSteps, type JobRecord } from "../../src/jobs/record"
import { newMassDelete } from "../../src/jobs/steps"
import { SelfTestDialog, SelfTestView } from "../../src/options/self-test"
import * as f from "./fixtures"

const nothing = (): void => undefined

export const selfTest = (more: Partial<Job>): JobRecord => {
  const record = planCheck({
    ...{ id: checkId("k3f9q2"), accountId: "a", org: f.acme, module: f.leads, now: f.NOW - 9_000 },
    ...{ confirmedBy: null, tagsPerCall: 200, notes: [] },
  })
  return { ...record, job: { ...record.job, ...more } }
}

/** A self-test after which Zoho has kept one of the tags. */
function kept(): JobRecord {
  const record = selfTest({ state: "completed-with-problems", finishedAt: f.NOW })
  const [tag] = f.tags(1)
  const left = settle({ ...tag!, state: "pending", reason: null }, "refused", { kind: "tag-in-use" })
  return withSteps(record, newMassDelete(record.job.id, 1, [{ ...left, name: "Tagsweep check k3f9q2 1" }], 0))
}

const card = (test: JobRecord | null): JSX.Element => (
  <section class="card values" aria-labelledby="self-test">
    <h3 id="self-test">{t("check_title")}</h3>
    <ul class="accounts">
      <SelfTestView org={f.acme} test={test} open={f.openJob()} on={f.jobActs} onOpen={nothing} />
    </ul>
  </section>
)

const dialog = (more: Partial<Parameters<typeof SelfTestDialog>[0]>): JSX.Element => (
  <SelfTestDialog
    org={f.acme}
    modules={[f.leads, f.deals]}
    busy={false}
    problem={null}
    onStart={nothing}
    onCancel={nothing}
    {...more}
  />
)

export const selfTestCards: Readonly<Record<string, JSX.Element>> = {
  "options-self-test": card(null),
  "options-self-test-running": card(selfTest({ state: "running" })),
  "options-self-test-clean": card(selfTest({ state: "completed", finishedAt: f.NOW })),
  "options-self-test-ended": card(selfTest({ state: "failed", finishedAt: f.NOW })),
  "options-self-test-stopped": card(
    selfTest({
      ...{ state: "paused", pause: { why: "unreachable", until: null, reason: { kind: "unreachable" } } },
    }),
  ),
  "options-self-test-kept": card(kept()),
  "options-self-test-dialog": dialog({}),
  "options-self-test-dialog-loading": dialog({ modules: undefined }),
  "options-self-test-dialog-problem": dialog({ problem: f.badRedirect }),
}
