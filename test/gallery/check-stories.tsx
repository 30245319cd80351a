/** Every state of "Check on my org". */
import type { JSX } from "preact"
import { CheckView } from "../../src/options/check/view"
import { CheckDialog } from "../../src/options/check/dialog"
import { foundOut } from "../../src/options/check/findings"
import type { Capabilities } from "../../src/store/capabilities"
import { newCheck } from "../../src/org-check/record"
import type { CheckStep, Exchange, OrgCheck, StepName } from "../../src/org-check/record"
import { t } from "../../src/ui/i18n"
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

const ANSWERS: Partial<Record<StepName, Exchange[]>> = {
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

const step = (what: StepName, more: Partial<CheckStep> = {}): CheckStep => ({
  ...{ what, at: f.NOW, fault: null, exchanges: ANSWERS[what] ?? [], job: null },
  ...more,
})

const check = (more: Partial<OrgCheck>): OrgCheck => ({
  ...newCheck({ id: "k3f9q2", accountId: "a", org: f.acme, module: f.leads, now: f.NOW - 9_000 }),
  ...more,
})

const done = check({
  phase: "finished",
  finishedAt: f.NOW,
  steps: [
    step("modules"),
    step("tags"),
    step("create"),
    step("usage", { fault: "scope-missing" }),
    step("delete", { job: "completed" }),
    step("verify"),
  ],
})

const FOUND: Capabilities = {
  orgId: f.acme.id,
  tagsPerCall: { value: 200, at: f.NOW },
  modulesByFeature: { value: true, at: f.NOW },
  recordCounts: { value: false, at: f.NOW },
  massDeleteAnswer: { value: "bare", at: f.NOW },
  jobWords: { value: ["SCHEDULED", "RUNNING", "COMPLETED"], at: f.NOW },
  changesTaken: { value: true, at: f.NOW },
}

function Card({ of }: { of: OrgCheck | null }): JSX.Element {
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

const card = (of: OrgCheck | null): JSX.Element => <Card of={of} />

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
  "options-check-running": card(check({ phase: "deleting", steps: done.steps.slice(0, 4) })),
  "options-check-clean": card(done),
  "options-check-ended": card(
    check({
      phase: "finished",
      finishedAt: f.NOW,
      problem: "no-permission",
      steps: [step("modules"), step("tags"), step("create", { fault: "no-permission" })],
    }),
  ),
  "options-check-stopped": card(
    check({ phase: "verifying", stopped: "unreachable", steps: [...done.steps.slice(0, 5)] }),
  ),
  "options-check-dialog": dialog({}),
  "options-check-dialog-loading": dialog({ modules: undefined }),
  "options-check-dialog-problem": dialog({ problem: f.badRedirect }),
}
