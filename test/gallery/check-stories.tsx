/** Every state of "Check on my org". */
import type { JSX } from "preact"
import { t } from "../../src/i18n/translate"
import { checkId } from "../../src/jobs/check"
import { settle } from "../../src/jobs/items"
import type { CheckNote, Job } from "../../src/jobs/job"
import { planCheck } from "../../src/jobs/plan"
import { withSteps, type JobRecord } from "../../src/jobs/record"
import { newMassDelete } from "../../src/jobs/steps"
import { CheckDialog, CheckView } from "../../src/options/org-check/card"
import { foundOut } from "../../src/options/org-check/result"
import type { OrgFeatures } from "../../src/storage/org-features"
import type { Exchange } from "../../src/zoho/api/answer-shape"
import * as f from "./fixtures"

const nothing = (): void => undefined

const exchange = (
  method: string,
  call: string,
  httpStatus: number,
  shape: string,
  words: string[] = [],
): Exchange => ({
  method,
  call,
  httpStatus,
  shape,
  words,
})

const ANSWERS: Partial<Record<CheckNote["what"], Exchange[]>> = {
  modules: [
    exchange(
      "GET",
      "settings/modules?feature_name",
      200,
      "{modules:[{id:string,api_name:string,plural_label:string}]}",
    ),
  ],
  create: [
    exchange(
      "POST",
      "settings/tags?module",
      201,
      "{tags:[{code:string,status:string,message:string,details:{id:string,created_time:string}}]}",
      ["SUCCESS", "success"],
    ),
  ],
  delete: [
    exchange(
      "POST",
      "settings/tags/actions/mass_delete",
      202,
      "{status:string,code:string,details:{job_id:string}}",
      ["SCHEDULED"],
    ),
  ],
}

const note = (what: CheckNote["what"], fault: CheckNote["fault"] = null): CheckNote => ({
  ...{ what, at: f.NOW, fault, exchanges: ANSWERS[what] ?? [] },
})

const NOTES = [note("modules"), note("tags"), note("usage", "scope-missing"), note("create")]

const check = (notes: readonly CheckNote[], more: Partial<Job>): JobRecord => {
  const record = planCheck({
    ...{ id: checkId("k3f9q2"), accountId: "a", org: f.acme, module: f.leads, now: f.NOW - 9_000 },
    ...{ confirmedBy: null, tagsPerCall: 200, notes },
  })
  return { ...record, job: { ...record.job, ...more } }
}

const done = check([...NOTES, note("delete"), note("verify")], {
  state: "completed",
  finishedAt: f.NOW,
})

/** Zoho has kept one of the tags. */
function kept(): JobRecord {
  const record = check([...NOTES, note("delete"), note("verify"), note("remove", "tag-in-use")], {
    ...{ state: "completed-with-problems", finishedAt: f.NOW },
  })
  const [tag] = f.tags(1)
  const left = settle({ ...tag!, state: "pending", reason: null }, "refused", { kind: "tag-in-use" })
  return withSteps(record, newMassDelete(record.job.id, 1, [{ ...left, name: "Tagsweep check k3f9q2 1" }], 0))
}

const FOUND: OrgFeatures = {
  orgId: f.acme.id,
  tagsPerCall: { value: 200, at: f.NOW },
  modulesByFeature: { value: true, at: f.NOW },
  recordCounts: { value: false, at: f.NOW },
}

function Card({ of }: { of: JobRecord | null }): JSX.Element {
  return (
    <section class="card" aria-labelledby="check">
      <h2 id="check">{t("check_title")}</h2>
      <p class="soft">{t("check_means")}</p>
      <ul class="accounts">
        <CheckView
          org={f.acme}
          check={of}
          found={foundOut(FOUND)}
          version="0.1.0"
          onOpen={nothing}
          onContinue={nothing}
        />
      </ul>
    </section>
  )
}

const card = (of: JobRecord | null): JSX.Element => <Card of={of} />

const dialog = (more: Partial<Parameters<typeof CheckDialog>[0]>): JSX.Element => (
  <CheckDialog
    org={f.acme}
    modules={[f.leads, f.deals]}
    busy={false}
    problem={null}
    onStart={nothing}
    onCancel={nothing}
    {...more}
  />
)

export const checkCards: Readonly<Record<string, JSX.Element>> = {
  "options-check": card(null),
  "options-check-running": card(check(NOTES, { state: "running" })),
  "options-check-clean": card(done),
  "options-check-ended": card(check(NOTES.slice(0, 2), { state: "failed", finishedAt: f.NOW })),
  "options-check-stopped": card(
    check(NOTES, {
      ...{ state: "paused", pause: { why: "unreachable", until: null, reason: { kind: "unreachable" } } },
    }),
  ),
  "options-check-kept": card(kept()),
  "options-check-dialog": dialog({}),
  "options-check-dialog-loading": dialog({ modules: undefined }),
  "options-check-dialog-problem": dialog({ problem: f.badRedirect }),
}
