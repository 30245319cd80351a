import type { JSX } from "preact"

import { t, tn } from "../i18n/translate"
import type { Problem } from "../messages/views"
import { Button } from "../ui/controls"
import { Notice, ProblemNotice } from "../ui/notices"
import type { Entries, Modules } from "./use-modules"

/** A failure with the button that can solve it. */
export function Failure(props: {
  /** The module's label, if it concerns one. */
  title?: string
  problem: Problem
  onRetry: () => void
  onSignIn: () => void
}): JSX.Element {
  const { title, problem } = props
  const signIn = problem.action === "sign-in" || problem.action === "connect"
  return (
    <div class="content">
      {title !== undefined && <h2>{title}</h2>}
      <ProblemNotice problem={problem} onAllowed={props.onRetry}>
        {signIn && <Button onClick={props.onSignIn}>{t("sign_in")}</Button>}
        <Button onClick={props.onRetry}>{t("try_again")}</Button>
      </ProblemNotice>
    </div>
  )
}

/** Modules missing from a view of all modules, with the first reason. */
export function Missing({ entries, modules }: { entries: Entries; modules: Modules }): JSX.Element | null {
  const failed = entries.filter(({ problem }) => problem !== null)
  const [first] = failed
  if (!first?.problem) return null
  const names = failed.map(({ module }) => module.pluralLabel)
  const retry = (): void => failed.forEach(({ module }) => modules.reloadModule(module.apiName))
  return (
    <Notice tone="warn">
      <p class="strong">{tn("modules_failed", failed.length, names.join(", "))}</p>
      <p>
        {first.problem.happened} {first.problem.remedy}
      </p>
      <div class="acts">
        <Button onClick={retry}>{t("try_again")}</Button>
      </div>
    </Notice>
  )
}
