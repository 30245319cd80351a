import type { JSX } from "preact"
import { Progress } from "../ui/bars"
import { Button } from "../ui/button"
import { t, tn } from "../ui/i18n"
import { Notice, ProblemNotice } from "../ui/notice"
import type { Counting } from "./use-usage"

/** Before records are counted: what it costs. Meanwhile: how far it is. */
export function CountingBar({ counting }: { counting: Counting }): JSX.Element | null {
  const { offered, progress, problem } = counting
  if (progress)
    return (
      <div class="line">
        <span>{t("counting")}</span>
        <span class="grow">
          <Progress
            label={t("counting")}
            value={progress.done}
            max={progress.total}
            text={t("progress", progress.done, progress.total)}
          />
        </span>
        <span class="soft">{t("progress", progress.done, progress.total)}</span>
        <Button onClick={counting.stop}>{t("stop")}</Button>
      </div>
    )
  if (problem)
    return (
      <ProblemNotice problem={problem}>
        <Button onClick={counting.withdraw}>{t("close")}</Button>
      </ProblemNotice>
    )
  if (!offered) return null
  return (
    <Notice tone="info">
      <p class="strong">{tn("count_offer", offered.length)}</p>
      <p>{t("count_offer_means")}</p>
      <div class="acts">
        <Button kind="primary" onClick={counting.start}>
          {tn("count_start", offered.length)}
        </Button>
        <Button onClick={counting.withdraw}>{t("cancel")}</Button>
      </div>
    </Notice>
  )
}
