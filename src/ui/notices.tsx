/** Notices and alerts, also of what went wrong in the browser. The texts of Zoho's errors are in `i18n/fault-text.ts`. */
import type { ComponentChildren, JSX } from "preact"
import { useEffect, useRef, useState } from "preact/hooks"
import type { Permissions } from "webextension-polyfill"
import { t } from "../i18n/translate"
import type { Outcome, Problem } from "../messages/views"
import { Button, Icon } from "./controls"
import { list } from "../i18n/format"
import { orgPatterns, type OrgPlace } from "../zoho/data-centers"

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
export function Alert(props: { tone?: "warn" | "problem"; children: ComponentChildren }): JSX.Element {
  const { tone = "warn" } = props
  return (
    <div class={`text alert ${tone}`} role="alert">
      <Icon name={ICONS[tone]} />
      <div>{props.children}</div>
    </div>
  )
}

/** A failure as an alert without a frame. */
export function ProblemText({ problem }: { problem: Problem }): JSX.Element {
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
export function Announce({ words, atOnce }: { words: string; atOnce: boolean }): JSX.Element {
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

/** A button that asks for the browser's permission to reach these hosts. Jobs that wait for it then resume. */
export function AllowAccess(props: {
  readonly origins: readonly string[]
  readonly onAllowed?: (() => void) | undefined
}): JSX.Element {
  const ask = async (): Promise<void> => {
    if (await askForAccess(props.origins)) props.onAllowed?.()
  }
  return <Button onClick={() => void ask()}>{t("allow_access")}</Button>
}

interface Api {
  readonly permissions: Pick<Permissions.Static, "request">
}

/**
 * Call it in a click handler, before any `await`; otherwise the browser refuses to ask.
 * @param origins match patterns of the hosts
 * @returns whether it is granted now
 */
export async function askForAccess(origins: readonly string[]): Promise<boolean> {
  const { browser, chrome } = globalThis as unknown as { readonly browser?: Api; readonly chrome?: Api }
  return (await (browser ?? chrome)?.permissions.request({ origins: [...origins] })) ?? false
}

/** The user said no to the browser's question, or closed it. */
export function accessRefused(place: OrgPlace): Outcome<never> {
  const origins = orgPatterns(place)
  const hosts = list(origins.map((pattern) => new URL(pattern).host))
  return {
    ok: false,
    problem: {
      kind: "access-refused",
      happened: t("access_refused"),
      unchanged: t("unchanged_nothing"),
      remedy: t("access_refused_remedy", hosts),
      action: "allow",
      origins,
    },
  }
}

// Problems between us and the browser: the background did not answer, or something was not saved.

/** A problem that no button of ours solves. */
export function plainProblem(happened: string, remedy: string, unchanged = t("unchanged_nothing")): Problem {
  return { kind: "plain", happened, unchanged, remedy, action: "none" }
}

/** The browser did not save something. */
export function unsaved(): Problem {
  return plainProblem(t("disk_full"), t("storage_full_remedy"))
}

/** Shown if the background gave no answer at all. */
export function noResponse(): Problem {
  return {
    kind: "no-answer",
    happened: t("background_silent"),
    unchanged: t("unchanged_nothing"),
    remedy: t("background_silent_remedy"),
    action: "retry",
  }
}

/** The same for a confirmation: the background may have stopped before or right after storing it. */
export function noResponseToConfirm(): Problem {
  return { ...noResponse(), unchanged: t("confirm_silent_unchanged"), remedy: t("confirm_silent_remedy") }
}

/** The outcome, with a missing answer as a problem. */
export function orNoResponse<T>(
  work: Promise<Outcome<T>>,
  unanswered: (error: unknown) => Problem = noResponse,
): Promise<Outcome<T>> {
  return work.catch((error: unknown) => ({ ok: false, problem: unanswered(error) }))
}
