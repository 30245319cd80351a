/** Counting the records of tags: its cost before it starts, its progress, and why it stopped. */
import type { JSX } from "preact"
import { useRef } from "preact/hooks"
import { t, tn } from "../i18n/translate"
import { Button } from "./controls"
import { Progress } from "./progress"
import type { RecordCounts } from "./record-counts"

export function Counting(props: {
  readonly of: Pick<RecordCounts, "progress" | "problem">
  /** Number of calls for what is not counted yet; null: not offered. */
  readonly offered: number | null
  readonly start: () => void
  /** Ends the counting. */
  readonly stop: () => void
  /** Withdraws the offer. Without it, the row stays, because nothing may move under the pointer. */
  readonly onCancel?: () => void
}): JSX.Element | null {
  const { of, offered, start, onCancel } = props
  const { progress, problem } = of
  const counted = useRef<number>()
  if (progress) counted.current = progress.total
  const { done, total } = progress ?? { done: counted.current ?? 0, total: counted.current ?? 0 }
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
  const isAsked = problem !== null || offered !== null
  if (!isAsked && (onCancel || counted.current === undefined)) return null
  return (
    <div class="counting">
      <span class="soft" role={problem ? "alert" : undefined}>
        {problem
          ? `${t("counting_failed")} ${problem.happened}`
          : offered === null
            ? words
            : tn("count_offer", offered)}
      </span>
      {isAsked && (
        <Button kind={onCancel ? "neutral" : "quiet"} onClick={start}>
          {t(problem ? "try_again" : onCancel ? "count_start" : "count_records")}
        </Button>
      )}
      {isAsked && onCancel && (
        <Button kind="quiet" onClick={onCancel}>
          {t("cancel")}
        </Button>
      )}
    </div>
  )
}
