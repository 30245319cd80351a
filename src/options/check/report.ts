/** A check as text to paste elsewhere: nothing in it names the org, a module, a tag or a person. */
import type { CheckStep, Exchange, OrgCheck } from "../../org-check/record"
import { faultWords } from "../../ui/fault-words"
import { dateTime } from "../../ui/format"
import { t } from "../../ui/i18n"
import type { FoundOut } from "./findings"

/** `POST settings/tags?module 201 SUCCESS {tags:[…]}` */
export function exchangeLine({ method, call, httpStatus, words, shape }: Exchange): string {
  return [method, call, httpStatus, ...words, shape].join(" ")
}

export function reportOf(check: OrgCheck, found: readonly FoundOut[], version: string): string {
  const { org, startedAt, finishedAt, steps, problem, stopped } = check
  const last = finishedAt ?? steps.at(-1)?.at ?? startedAt
  const seconds = Math.round((last - startedAt) / 1_000)
  const end = stopped ?? problem
  return [
    t(
      "check_report_head",
      version,
      org.location,
      t(`env_${org.environment}`),
      new Date(startedAt).toISOString(),
      seconds,
    ),
    "",
    ...steps.flatMap((step, at) => stepLines(step, at + 1)),
    "",
    ...found.map(({ what, value, at }) => t("check_found_at", what, value, dateTime(at))),
    "",
    end === null
      ? t("check_clean")
      : `${end}: ${end === "kept" ? t("check_kept") : faultWords(end).happened}`,
  ].join("\n")
}

function stepLines({ what, fault, job, exchanges }: CheckStep, number: number): string[] {
  const end = [fault, job].filter((each) => each !== null)
  const head = `${number}. ${t(`checked_${what}`)}${end.length > 0 ? ` (${end.join(", ")})` : ""}`
  const lines = exchanges.map((exchange) => `   ${exchangeLine(exchange)}`)
  return [head, ...(lines.length > 0 ? lines : [`   ${t("check_no_answer")}`])]
}
