/** A check as text to paste elsewhere: nothing in it names the org, a module, a tag or a person. */
import { tagsLeftBehind } from "../../jobs/check"
import { tagsOf } from "../../jobs/items"
import type { CheckNote, Reason } from "../../jobs/job"
import type { JobRecord } from "../../jobs/record"
import { dateTime } from "../../ui/format"
import { t } from "../../ui/i18n"
import { reasonText } from "../../ui/reason"
import type { Exchange } from "../../zoho/api/answer-shape"
import type { FoundOut } from "./findings"

/** `POST settings/tags?module 201 SUCCESS {tags:[…]}` */
export function exchangeLine({ method, call, httpStatus, words, shape }: Exchange): string {
  return [method, call, httpStatus, ...words, shape].join(" ")
}

export function reportOf(check: JobRecord, found: readonly FoundOut[], version: string): string {
  const { org, createdAt, updatedAt, finishedAt, notes } = check.job
  const seconds = Math.round(((finishedAt ?? updatedAt) - createdAt) / 1_000)
  return [
    t(
      "check_report_head",
      version,
      org.location,
      t(`env_${org.environment}`),
      new Date(createdAt).toISOString(),
      seconds,
    ),
    "",
    ...notes.flatMap((note, at) => noteLines(note, at + 1)),
    "",
    ...found.map(({ what, value, at }) => t("check_found_at", what, value, dateTime(at))),
    "",
    endOf(check),
  ].join("\n")
}

/** How it ended, or why it waits. */
function endOf(check: JobRecord): string {
  const { state, pause, reason } = check.job
  if (state === "completed") return t("check_clean")
  const why = pause?.reason ?? reason ?? firstReason(check)
  const words = tagsLeftBehind(check).length > 0 ? t("check_kept") : t("check_ended")
  return [pause?.why ?? state, words, why && reasonText(why)].filter(Boolean).join(": ")
}

/** Why a tag was not created or not deleted. */
export function firstReason({ steps }: JobRecord): Reason | null {
  return steps.flatMap(tagsOf).find(({ reason }) => reason !== null)?.reason ?? null
}

function noteLines({ what, fault, exchanges }: CheckNote, number: number): string[] {
  const head = `${number}. ${t(`checked_${what}`)}${fault === null ? "" : ` (${fault})`}`
  const lines = exchanges.map((exchange) => `   ${exchangeLine(exchange)}`)
  return [head, ...(lines.length > 0 ? lines : [`   ${t("check_no_answer")}`])]
}
