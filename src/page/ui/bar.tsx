import type { CSSProperties, JSX } from "preact"
import { useId, useState } from "preact/hooks"
import { Alert, ProblemText } from "../../ui/alert"
import { Disclosure } from "../../ui/button"
import { t } from "../../ui/i18n"
import { Icon } from "../../ui/icon"
import { KeptList } from "../../ui/job-line"
import { ProblemButton } from "./bar-parts"
import { Row } from "./bar-row"
import type { BarProps } from "./bar-row"
import { LevelDetails } from "./level-details"
import type { BarPlace } from "./props"

const placeStyle = (place: BarPlace): CSSProperties =>
  place.at === "bottom"
    ? {}
    : {
        top: `max(46px, ${Math.round(place.top)}px)`,
        left: `${Math.round(place.left)}px`,
        width: `${Math.round(place.width)}px`,
      }

/** Above the row: why the last try came to nothing, or why a job stands still or ended as it did. */
function Standing({ state, on }: Pick<BarProps, "state" | "on">): JSX.Element | null {
  const why = state.kind === "running" || state.kind === "finished" ? state.job.why : null
  const problem = state.kind === "ready" || state.kind === "not-connected" ? state.problem : null
  if (!problem && !why) return null
  return (
    <div class="row fault">
      {problem ? <ProblemText problem={problem} /> : <Alert>{why}</Alert>}
      {problem && <ProblemButton problem={problem} on={on} />}
    </div>
  )
}

/** The toolbar on Zoho's tag page, in whatever state it is. One thing unfolds at a time. */
export function Bar(props: BarProps): JSX.Element {
  const { state, place, level, on } = props
  const [open, setOpen] = useState<"why" | "level" | null>(null)
  const id = useId()
  const toggle = (what: "why" | "level") => (): void => setOpen(open === what ? null : what)
  const kept = state.kind === "finished" ? state.job.kept : []
  const why = kept.length > 0 && (
    <Disclosure open={open === "why"} controls={id} onToggle={toggle("why")}>
      {t("why")}
    </Disclosure>
  )
  const showWhy = open === "why" && kept.length > 0
  const showLevel = open === "level" && level !== null
  return (
    <div
      class={`bar ts ${place.at}`}
      role="toolbar"
      aria-label="Tagsweep"
      tabIndex={-1}
      style={placeStyle(place)}
    >
      <Standing state={state} on={on} />
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
        <Row {...props} why={why} />
      </div>
      {(showWhy || showLevel) && (
        <div class="more" id={id}>
          {showWhy ? (
            <KeptList kept={kept} />
          ) : (
            <LevelDetails level={level ?? "list"} onCopy={on.onCopyDiagnostics} />
          )}
        </div>
      )}
    </div>
  )
}
