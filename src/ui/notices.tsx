/** Notices and alerts. The texts of Zoho's errors are in `i18n/fault-text.ts`. */
import type { ComponentChildren, JSX } from "preact"
import { useEffect, useRef, useState } from "preact/hooks"

import { t } from "../i18n/translate"
import type { Problem } from "../messages/views"
import { AllowAccess } from "./allow-access"
import { Icon } from "./controls"

const ICONS = { problem: "fail", warn: "warning", info: "info" } as const

/** `problem` and `warn` are alerts, `info` is not announced. */
export function Notice(props: {
  readonly tone: "problem" | "warn" | "info"
  readonly children: ComponentChildren
}): JSX.Element {
  return (
    <div class={`notice ${props.tone}`} role={props.tone === "info" ? undefined : "alert"}>
      <Icon name={ICONS[props.tone]} />
      <div>{props.children}</div>
    </div>
  )
}

/** A failure: what happened, what was not changed, what to do. */
export function ProblemNotice(props: {
  readonly problem: Problem
  readonly children?: ComponentChildren
  /** The browser's permission was granted again. */
  readonly onAllowed?: () => void
}): JSX.Element {
  const { happened, unchanged, remedy, zohoSays, action, origins = [] } = props.problem
  const allow = action === "allow" && <AllowAccess origins={origins} onAllowed={props.onAllowed} />
  return (
    <Notice tone="problem">
      <p class="strong">{happened}</p>
      <p>
        {unchanged} {remedy}
      </p>
      {zohoSays !== undefined && <p class="soft">{t("zoho_answered", zohoSays)}</p>}
      {(allow || props.children) && (
        <div class="acts">
          {allow}
          {props.children}
        </div>
      )}
    </Notice>
  )
}

/** A short alert without a frame. */
export function Alert({
  tone = "warn",
  children,
}: {
  tone?: "warn" | "problem"
  children: ComponentChildren
}): JSX.Element {
  return (
    <div class={`text alert ${tone}`} role="alert">
      <Icon name={tone === "warn" ? "warning" : "fail"} />
      <div>{children}</div>
    </div>
  )
}

/** A failure as an alert without a frame. */
export function ProblemText({
  problem,
}: {
  problem: Pick<Problem, "happened" | "unchanged" | "remedy">
}): JSX.Element {
  return (
    <Alert tone="problem">
      <p class="strong">{problem.happened}</p>
      <p>
        {problem.unchanged} {problem.remedy}
      </p>
    </Alert>
  )
}

/** Minimum time between two announcements of progress (ms). */
export const SPACING_MS = 5_000

/**
 * Announces `words` to screen readers: at once, or `SPACING_MS` after the last announcement, and then only the newest
 * words. It must stay on the page, because a live region that appears together with its text is not announced.
 */
export function Announce({
  words,
  atOnce,
}: {
  readonly words: string
  readonly atOnce: boolean
}): JSX.Element {
  const [announced, setAnnounced] = useState("")
  const lastAt = useRef(-SPACING_MS)
  useEffect(() => {
    if (words === announced) return undefined
    const say = (): void => {
      lastAt.current = performance.now()
      setAnnounced(words)
    }
    const wait = atOnce ? 0 : lastAt.current + SPACING_MS - performance.now()
    const timer = setTimeout(say, Math.max(0, wait))
    return () => clearTimeout(timer)
  }, [words, atOnce, announced])
  return (
    <span class="hide" aria-live="polite">
      {announced}
    </span>
  )
}
