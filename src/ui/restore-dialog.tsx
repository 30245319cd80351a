import type { JSX } from "preact"
import { useState } from "preact/hooks"
import type { RestoreDraft, RestoreTag } from "../messaging/task-views"
import { costOf } from "../restore/plan"
import { Alert } from "./alert"
import { Checkbox } from "./checkbox"
import { dateTime } from "./format"
import { t, tn } from "./i18n"
import { TagName } from "./tag-name"
import { TaskDialog } from "./task-dialog"
import type { Asked, TaskDialogProps } from "./task-dialog"

export interface RestoreCallbacks extends Pick<TaskDialogProps, "onAllow" | "onCancelDialog"> {
  /** `only`: places of the chosen tags; null: all of them. */
  readonly onConfirm: (only: readonly number[] | null) => void
}

/** What of a tag comes back. */
function what({ records, complete, exists }: RestoreTag): string {
  const held = records === null ? t("restore_tag_name_only") : tn("records", records)
  const partly = records !== null && !complete ? `, ${t("restore_tag_partial")}` : ""
  return `${held}${partly}${exists ? ` · ${t("restore_tag_exists")}` : ""}`
}

function Tags(props: {
  readonly tags: readonly RestoreTag[]
  readonly left: ReadonlySet<number>
  readonly disabled: boolean
  readonly onToggle: (index: number) => void
}): JSX.Element {
  return (
    <ul class="names" tabIndex={0} aria-label={t("restore_names")}>
      {props.tags.map((tag) => (
        <li key={tag.id}>
          <Checkbox
            checked={!props.left.has(tag.index)}
            label={t("select_tag", tag.name)}
            disabled={props.disabled}
            onToggle={() => props.onToggle(tag.index)}
          >
            <TagName name={tag.name} colorCode={tag.colorCode} />
          </Checkbox>
          <span class={tag.records ? "" : "soft"}>{what(tag)}</span>
        </li>
      ))}
    </ul>
  )
}

/** Records of several tags may be the same ones, so for a part of them only the most is known. */
function recordWords({ tags, records }: RestoreDraft, chosen: readonly RestoreTag[]): string {
  if (records === null) return t("restore_no_records")
  if (chosen.length === tags.length) return tn("restore_records", records)
  return tn(
    "restore_records_most",
    Math.min(
      records,
      chosen.reduce((sum, tag) => sum + (tag.records ?? 0), 0),
    ),
  )
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
export function RestoreDialog(props: Asked<RestoreDraft> & RestoreCallbacks): JSX.Element {
  const { draft, busy, problem, onAllow, onCancelDialog } = props
  const { draftId, org, needs, room, check, records } = draft
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set())
  const chosen = draft.tags.filter(({ index }) => !left.has(index))
  const toggle = (index: number): void => {
    const next = new Set(left)
    if (!next.delete(index)) next.add(index)
    setLeft(next)
  }
  const over = room === null ? 0 : chosen.filter(({ exists }) => !exists).length - room
  const only = left.size === 0 ? null : chosen.map(({ index }) => index)
  return (
    <TaskDialog
      {...{ draftId, org, needs, busy, problem, onAllow, onCancelDialog }}
      title={tn("restore_title", chosen.length, draft.module.pluralLabel)}
      confirm={{ label: tn("restore_confirm", chosen.length), kind: "primary", isEmpty: chosen.length === 0 }}
      names={<Tags tags={draft.tags} left={left} disabled={busy} onToggle={toggle} />}
      means={<Means draft={draft} chosen={chosen} />}
      onConfirm={() => props.onConfirm(only)}
    >
      {over > 0 && (
        <Alert>
          <p>{tn("restore_over", over)}</p>
        </Alert>
      )}
      <p>{t("restore_new_ids")}</p>
      <p class="soft">
        {tn("restore_credits", costOf(chosen, check).credits)}{" "}
        {records !== null && t(check === "records" ? "restore_check_records" : "restore_check_answers")}
      </p>
    </TaskDialog>
  )
}
