/** The bar: its row, the panel below it, and its keyboard. */
import type { CSSProperties, JSX, RefObject } from "preact"
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks"

import { t } from "../../i18n/translate"
import type { JobProgress } from "../../messages/views"
import { Button, Disclosure, Icon } from "../../ui/controls"
import { ProblemText } from "../../ui/notices"
import { Outcomes } from "../../ui/job-details"
import { JobAnnounce } from "../../ui/job-status"
import { ProblemButton } from "./bar-parts"
import { Row, type BarProps } from "./bar-row"
import { activeAround, keepOneStop } from "./keyboard"
import type { BarPlace } from "./props"

const placeStyle = ({ at, top, left, width }: BarPlace): CSSProperties => ({
  left: `${Math.round(left)}px`,
  width: `${Math.round(width)}px`,
  // Above the list, but inside the window: of several lines it may be higher than what is above the list.
  ...(at === "list" && {
    top: `${Math.round(top)}px`,
    transform: `translateY(max(-100%, ${8 - Math.round(top)}px))`,
  }),
})

const jobOf = (state: BarProps["state"]): JobProgress | undefined =>
  state.kind === "running" || state.kind === "finished" ? state.job : undefined

/** Above the row: why the last attempt failed. */
function Fault({ state, on }: Pick<BarProps, "state" | "on">): JSX.Element | null {
  if (state.kind !== "ready" && state.kind !== "not-connected" && state.kind !== "finished") return null
  if (!state.problem) return null
  return (
    <div class="row fault">
      <ProblemText problem={state.problem} />
      {state.kind !== "not-connected" && <ProblemButton problem={state.problem} on={on} />}
    </div>
  )
}

const hasFocus = (bar: Element | null): boolean => bar?.contains(activeAround(bar)) ?? false

/**
 * Keeps the focus in the bar when a rerender removes the focused control, and one Tab stop.
 * @returns call it when the focus enters the bar
 */
function useKeptFocus(bar: RefObject<HTMLDivElement>): () => void {
  const keep = (): void => keepOneStop(bar.current)
  // Read before this rerender, which may remove the focused control.
  const hadFocus = hasFocus(bar.current)
  // The bar itself has the focus, because it contained nothing focusable.
  const wasBarFocused = useRef(false)
  useLayoutEffect(() => {
    const within = bar.current
    const isBarFocused = wasBarFocused.current && within !== null && activeAround(within) === within
    wasBarFocused.current = isBarFocused
    if (hadFocus && within && (isBarFocused || !hasFocus(within))) {
      const home = within.querySelector<HTMLElement>("[data-home]:not(:disabled)")
      ;(home ?? within).focus()
      wasBarFocused.current = home === null
    }
    keep()
  })
  return keep
}

/** The toolbar on Zoho's tag page, in any state. Only one panel is open at a time. */
export function Bar(props: BarProps): JSX.Element {
  const { state, place, isRead, on } = props
  const [open, setOpen] = useState<"details" | "page" | null>(null)
  const id = useId()
  const bar = useRef<HTMLDivElement>(null)
  const keep = useKeptFocus(bar)
  const toggle = (what: "details" | "page") => (): void => setOpen(open === what ? null : what)
  const finished = state.kind === "finished" ? state.job : null
  const details = (
    <Disclosure open={open === "details"} controls={id} onToggle={toggle("details")}>
      {t("details")}
    </Disclosure>
  )
  const showDetails = open === "details" && finished !== null
  const showPage = open === "page" && isRead
  return (
    <div
      ref={bar}
      onFocusIn={keep}
      class={`bar ts ${place.at}`}
      role="toolbar"
      aria-label="Tagsweep"
      tabIndex={-1}
      style={placeStyle(place)}
    >
      <Fault state={state} on={on} />
      <JobAnnounce job={jobOf(state)} />
      <div class="top-line">
        <div class="row">
          {isRead ? (
            <Disclosure
              open={showPage}
              controls={id}
              onToggle={toggle("page")}
              label={t("level_toggle")}
              icon="tag"
            />
          ) : (
            <span class="brand">
              <Icon name="tag" />
            </span>
          )}
          {/* Keyed by state, so that no control inherits the place and the focus of a control of another state. */}
          <Row key={state.kind} {...props} details={details} />
        </div>
        <Button
          kind="quiet"
          icon="cross"
          label={t("close")}
          onClick={finished ? on.onDismissResult : on.onClose}
        />
      </div>
      {(showDetails || showPage) && (
        <div class="more" id={id}>
          {showDetails ? (
            <Outcomes tags={finished.outcomes} kind={finished.kind} heading="p" />
          ) : (
            <PageDiagnostics
              onCopy={on.onCopyDiagnostics}
              onLeave={props.lookedFor === "remembered" ? on.onLeave : null}
            />
          )}
        </div>
      )}
    </div>
  )
}

/** How the page was read, so that users can report changed markup without sending data. */
function PageDiagnostics(props: {
  readonly onCopy: () => Promise<boolean>
  /** Set if the user once asked to find tags at this address. */
  readonly onLeave: (() => void) | null
}): JSX.Element {
  const [copied, setCopied] = useState<boolean | null>(null)
  return (
    <div class="page">
      <p class="soft">
        {props.onLeave && <>{t("remembered_means")} </>}
        {t("diagnostics_means")}
      </p>
      <span role="status">{copied === null ? "" : t(copied ? "copied" : "copy_failed")}</span>
      <Button icon="copy" onClick={() => void props.onCopy().then(setCopied)}>
        {t("copy_diagnostics")}
      </Button>
      {props.onLeave && <Button onClick={props.onLeave}>{t("forget_page")}</Button>}
    </div>
  )
}
