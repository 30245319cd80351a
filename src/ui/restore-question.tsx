import type { JSX } from "preact"
import { useState } from "preact/hooks"
import { restoreCost } from "../jobs/plan"
import type { RestoreDraft, RestoreTag } from "../store/drafts"
import { Alert } from "./alert"
import { dateTime } from "./format"
import { t, tn } from "./i18n"
import { Needs, missing } from "./needs"
import { Question } from "./question"
import type { AskedAbout } from "./question"
import { questionTitle } from "./question-title"
import { TagChoices } from "./tag-choices"

/** What of a tag comes back. */
function what({ records, complete, exists }: RestoreTag): string {
  const held = records === null ? t("restore_tag_name_only") : tn("records", records)
  const partly = records !== null && !complete ? `, ${t("restore_tag_partial")}` : ""
  return `${held}${partly}${exists ? ` · ${t("restore_tag_exists")}` : ""}`
}

/** Records of several tags may be the same ones, so for a part of them only the most is known. */
function recordWords({ tags, records }: RestoreDraft, chosen: readonly RestoreTag[]): string {
  if (records === null) return t("restore_no_records")
  if (chosen.length === tags.length) return tn("restore_records", records)
  const most = chosen.reduce((sum, tag) => sum + (tag.records ?? 0), 0)
  return tn("restore_records_most", Math.min(records, most))
}

function Means({ draft, chosen }: { draft: RestoreDraft; chosen: readonly RestoreTag[] }): JSX.Element {
  const there = chosen.filter(({ exists }) => exists).length
  const made = chosen.length - there
  return (
    <p>
      {t("restore_backed_up", dateTime(draft.backedUpAt))} {made > 0 && `${tn("restore_make", made)} `}
      {there > 0 && `${tn("restore_exists", there)} `}
      {recordWords(draft, chosen)}
    </p>
  )
}

/** The question before a restore: what will be made, on how many records, what it costs, what it cannot bring back. */
export function RestoreQuestion(props: Omit<AskedAbout<RestoreDraft>, "counts">): JSX.Element {
  const { draft, answer, onCancel } = props
  const { room } = draft
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const chosen = draft.tags.filter(({ id }) => !left.has(id))
  const over = room === null ? 0 : chosen.filter(({ exists }) => !exists).length - room
  const only = left.size === 0 ? null : chosen.map(({ index }) => index)
  const needs = missing(draft, answer)
  const check = answer.features.includes("records") ? "records" : "answers"
  return (
    <Question
      {...{ draft, answer, onCancel }}
      title={questionTitle(draft, chosen.length)}
      more={props.more}
      list={
        <TagChoices
          label={t("restore_names")}
          tags={draft.tags}
          left={left}
          disabled={answer.busy}
          words={what}
          onLeft={setLeft}
        />
      }
      means={<Means draft={draft} chosen={chosen} />}
      confirm={{
        label: tn("restore_confirm", chosen.length),
        kind: "primary",
        isReady: needs.length === 0 && chosen.length > 0,
        act: () => answer.confirm({ only }),
      }}
    >
      {over > 0 && (
        <Alert>
          <p>{tn("restore_over", over)}</p>
        </Alert>
      )}
      <p>{t("restore_new_ids")}</p>
      <p class="soft">{tn("restore_credits", restoreCost(chosen, check).credits)}</p>
      <Needs needs={needs} answer={answer} />
    </Question>
  )
}
