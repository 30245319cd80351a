import type { JSX } from "preact"
import { byReason, restoredTags } from "../restore/outcome"
import type { RestoredTag } from "../restore/outcome"
import { totalOf } from "../task/items"
import type { TaskRecord } from "../task/task"
import { t, tn } from "../ui/i18n"
import { colorNote, reasonText } from "../ui/reason"
import { ReportButtons } from "../ui/report-buttons"
import type { ReportKind } from "../ui/report-file"
import { TagName } from "../ui/tag-name"
import { itemWord } from "./task-words"

/** One tag of a restore: what became of it, its new id, and of its records. */
function Restored({ tag, records, left, confirmed }: RestoredTag): JSX.Element {
  const all = totalOf(records)
  return (
    <li>
      <div class="line one">
        <TagName name={tag.name} colorCode={tag.colorRefused ? null : tag.colorCode} />
        <span class="fill" />
        <span class="soft">{itemWord(tag.state, "restore")}</span>
      </div>
      {tag.reason && <p class="soft small">{reasonText(tag.reason)}</p>}
      {colorNote(tag) !== null && <p class="soft small">{colorNote(tag)}</p>}
      {tag.id !== null && tag.id !== tag.oldId && <p class="soft small">{t("tag_new_id", tag.id)}</p>}
      {all > 0 && <p class="small">{t("records_back", records.done, all)}</p>}
      {byReason(left, reasonText).map(([reason, same]) => (
        <p class="soft small" key={reason}>
          {tn("records_left", same.length)}: {reason || itemWord(same[0]?.state ?? "refused", "restore")}
        </p>
      ))}
      {confirmed !== null && (
        <p class="soft small">{t(confirmed === "records" ? "records_by_reading" : "records_by_answers")}</p>
      )}
    </li>
  )
}

function Merged({ record }: { record: TaskRecord }): JSX.Element {
  const tags = record.steps.flatMap((step) => (step.call === "merge-tags" ? step.tags : []))
  return (
    <>
      {tags.map((tag) => (
        <li key={tag.oldId}>
          <div class="line one">
            <TagName name={tag.name} colorCode={tag.colorCode} />
            <span class="fill" />
            <span class="soft">{itemWord(tag.state, "merge")}</span>
          </div>
          {tag.reason && <p class="soft small">{reasonText(tag.reason)}</p>}
        </li>
      ))}
    </>
  )
}

/** Every tag of a restore or merge with what became of it. */
export function TaskDetails(props: {
  readonly record: TaskRecord
  readonly onDownload: (record: TaskRecord, kind: ReportKind) => void
}): JSX.Element {
  const { record } = props
  const made = record.job.kind === "restore" && record.job.tags.done > 0
  return (
    <>
      {record.job.reason && <p>{reasonText(record.job.reason)}</p>}
      {made && <p class="soft small">{t("restore_new_ids")}</p>}
      <ul class="groups outcomes" tabIndex={0} aria-label={t("details_tags")}>
        {record.job.kind === "restore" ? (
          restoredTags(record).map((each) => <Restored key={each.tag.oldId} {...each} />)
        ) : (
          <Merged record={record} />
        )}
      </ul>
      <div class="acts">
        <ReportButtons onDownload={(kind) => props.onDownload(record, kind)} />
      </div>
    </>
  )
}
