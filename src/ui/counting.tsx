/** Counting the records of tags: its cost before it starts, its progress, and why it stopped. */
import type { JSX } from "preact"
import { useRef } from "preact/hooks"
import { t, tn } from "../i18n/translate"
import { Button } from "./controls"
import { Progress } from "./progress"
import type { RecordCounts } from "./record-counts"

interface CountingProps {
  readonly of: Pick<RecordCounts, "progress" | "problem">
  /** Number of calls for what is not counted yet; null: not offered. */
  readonly offered: number | null
  readonly start: () => void
  readonly stop: () => void
  /** Withdraws the offer. Without it, the row stays, because nothing may move under the pointer. */
  readonly onCancel?: () => void
}

export function Counting(props: CountingProps): JSX.Element | null {
  const { progress, problem } = props.of
  const counted = useRef(0)
  if (progress) counted.current = progress.total
  const total = counted.current
  const done = progress?.done ?? total
  const words = t("counting_records", done, total)
  if (progress)
    return (
      <div class="counting">
        <span>{words}</span>
        <Progress label={t("counting")} value={done} max={total} text={words} />
        <Button kind="quiet" onClick={props.stop}>
          {t("stop")}
        </Button>
      </div>
    )
  if (problem || props.offered !== null) return <Offer {...props} />
  return props.onCancel || total === 0 ? null : (
    <div class="counting">
      <span class="soft">{words}</span>
    </div>
  )
}

/** What counting costs, or why it stopped. */
function Offer({ of: { problem }, offered, start, onCancel }: CountingProps): JSX.Element {
  return (
    <div class="counting">
      <span class="soft">
        {problem ? `${t("counting_failed")} ${problem.happened}` : tn("count_offer", offered ?? 0)}
      </span>
      <Button kind={onCancel ? "neutral" : "quiet"} onClick={start}>
        {t(problem ? "try_again" : onCancel ? "count_start" : "count_records")}
      </Button>
      {onCancel && (
        <Button kind="quiet" onClick={onCancel}>
          {t("cancel")}
        </Button>
      )}
    </div>
  )
}
