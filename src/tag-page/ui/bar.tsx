import type { CSSProperties, JSX, RefObject } from "preact"
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks"

import { t } from "../../i18n/translate"
import type { JobProgress } from "../../messages/views"
import { Button, Disclosure, Icon } from "../../ui/controls"
import { Alert, ProblemText } from "../../ui/notices"
import { JobAnnounce, TagOutcomes } from "../../ui/progress"
import { ProblemButton } from "./bar-parts"
import { Row, type BarProps } from "./bar-row"
import type { BarPlace, Level } from "./props"
import { keepOneStop } from "./toolbar-keys"

const placeStyle = (place: BarPlace): CSSProperties =>
  place.at === "list"
    ? {
        top: `max(46px, ${Math.round(place.top)}px)`,
        left: `${Math.round(place.left)}px`,
        width: `${Math.round(place.width)}px`,
      }
    : {}

const jobOf = (state: BarProps["state"]): JobProgress | undefined =>
  state.kind === "running" || state.kind === "finished" ? state.job : undefined

/** Above the row: why the last try came to nothing, or why a job stands still or ended as it did. */
function Standing({ state, on }: Pick<BarProps, "state" | "on">): JSX.Element | null {
  const why = jobOf(state)?.why ?? null
  const problem =
    state.kind === "ready" || state.kind === "not-connected" || state.kind === "finished"
      ? state.problem
      : null
  if (!problem && !why) return null
  return (
    <div class="row fault">
      {problem ? <ProblemText problem={problem} /> : <Alert>{why}</Alert>}
      {problem && state.kind !== "not-connected" && <ProblemButton problem={problem} on={on} />}
    </div>
  )
}

const hasFocus = (bar: Element | null): boolean =>
  bar?.contains((bar.getRootNode() as ShadowRoot).activeElement) ?? false

const isFocused = (bar: Element | null): boolean =>
  bar !== null && (bar.getRootNode() as ShadowRoot).activeElement === bar

/**
 * Keeps the focus in the bar when a drawing takes away what has it, and one stop for Tab.
 * @returns to be called when the focus comes in
 */
function useKeptFocus(bar: RefObject<HTMLDivElement>): () => void {
  const keep = (): void => {
    if (bar.current) keepOneStop(bar.current)
  }
  // Asked before this drawing, which may take away what has the focus.
  const hadFocus = hasFocus(bar.current)
  // The bar has the focus itself, as there was nothing in it to give it to.
  const holdsFocus = useRef(false)
  useLayoutEffect(() => {
    const within = bar.current
    const isHeld = holdsFocus.current && isFocused(within)
    holdsFocus.current = isHeld
    if (hadFocus && within && (isHeld || !hasFocus(within))) {
      const home = within.querySelector<HTMLElement>("[data-home]:not(:disabled)")
      ;(home ?? within).focus()
      holdsFocus.current = home === null
    }
    keep()
  })
  return keep
}

/** The toolbar on Zoho's tag page, in whatever state it is. One thing unfolds at a time. */
export function Bar(props: BarProps): JSX.Element {
  const { state, place, level, on } = props
  const [open, setOpen] = useState<"details" | "level" | null>(null)
  const id = useId()
  const bar = useRef<HTMLDivElement>(null)
  const keep = useKeptFocus(bar)
  const toggle = (what: "details" | "level") => (): void => setOpen(open === what ? null : what)
  const finished = state.kind === "finished" ? state.job : null
  const details = (
    <Disclosure open={open === "details"} controls={id} onToggle={toggle("details")}>
      {t("details")}
    </Disclosure>
  )
  const showDetails = open === "details" && finished !== null
  const showLevel = open === "level" && level !== null
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
      <Standing state={state} on={on} />
      <JobAnnounce job={jobOf(state)} />
      <div class="top-line">
        <div class="row">
          {level ? (
            <Disclosure
              open={showLevel}
              controls={id}
              onToggle={toggle("level")}
              label={t("level_toggle")}
              icon="tag"
            />
          ) : (
            <span class="brand">
              <Icon name="tag" />
            </span>
          )}
          <Row {...props} details={details} />
        </div>
        <Button
          kind="quiet"
          icon="cross"
          label={t("close")}
          onClick={finished ? on.onDismissResult : on.onClose}
        />
      </div>
      {(showDetails || showLevel) && (
        <div class="more" id={id}>
          {showDetails ? (
            <TagOutcomes job={finished} />
          ) : (
            <LevelDetails
              level={level ?? "list"}
              onCopy={on.onCopyDiagnostics}
              {...(props.lookedFor === "remembered" && { onLeave: on.onLeave })}
            />
          )}
        </div>
      )}
    </div>
  )
}

/** How the page was read, so that a change of Zoho's markup can be reported without sending data. */
function LevelDetails({
  level,
  onCopy,
  onLeave,
}: {
  level: Level
  onCopy: () => Promise<boolean>
  /** Where tags are looked for because the user asked once. */
  onLeave?: () => void
}): JSX.Element {
  const [copied, setCopied] = useState<boolean | null>(null)
  return (
    <div class="level">
      <p>
        <span class="strong">{t(`level_${level}`)}</span>
        {" · "}
        {t(`level_${level}_means`)}
        <br />
        <span class="soft">
          {onLeave && <>{t("remembered_means")} </>}
          {t("diagnostics_means")}
        </span>
      </p>
      <span role="status">{copied === null ? "" : t(copied ? "copied" : "copy_failed")}</span>
      <Button icon="copy" onClick={() => void onCopy().then(setCopied)}>
        {t("copy_diagnostics")}
      </Button>
      {onLeave && <Button onClick={onLeave}>{t("forget_page")}</Button>}
    </div>
  )
}
