import type { JSX } from "preact"
import type { JobRecord, JobTag, TagState } from "../deletion/job"
import { Button } from "../ui/button"
import { t } from "../ui/i18n"
import { reasonText } from "../ui/reason"
import { TagName } from "../ui/tag-name"

/** What needs attention first. */
const ORDER = [
  ["refused", "outcome_refused"],
  ["still-there", "outcome_still_there"],
  ["unknown", "outcome_unknown"],
  ["not-sent", "outcome_not_sent"],
  ["pending", "outcome_pending"],
  ["already-gone", "outcome_already_gone"],
  ["deleted", "outcome_deleted"],
] as const satisfies readonly (readonly [TagState, string])[]

/** Tags with the same reason together, so that it is said once. */
function byReason(tags: readonly JobTag[]): [string, JobTag[]][] {
  const groups = new Map<string, JobTag[]>()
  for (const tag of tags) {
    const text = tag.reason ? reasonText(tag.reason) : ""
    groups.set(text, [...(groups.get(text) ?? []), tag])
  }
  return [...groups]
}

function Group({ label, tags }: { label: string; tags: readonly JobTag[] }): JSX.Element {
  return (
    <section class="group">
      <h3>
        {label} <span class="soft">{t("number", tags.length)}</span>
      </h3>
      {byReason(tags).map(([reason, same]) => (
        <div key={reason}>
          {reason && <p class="soft small">{reason}</p>}
          <ul>
            {same.map((tag) => (
              <li key={tag.id}>
                <TagName name={tag.name} colorCode={tag.colorCode} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

/** Every tag of the job with what became of it. */
export function JobDetails(props: {
  readonly record: JobRecord | undefined
  readonly onDownload: (record: JobRecord) => void
}): JSX.Element {
  const { record } = props
  if (!record) return <p class="soft">{t("details_loading")}</p>
  const tags = record.chunks.flatMap((chunk) => chunk.tags)
  return (
    <>
      {record.job.reason && <p>{reasonText(record.job.reason)}</p>}
      <div class="groups" tabIndex={0} role="group" aria-label={t("details_tags")}>
        {ORDER.map(([state, label]) => {
          const of = tags.filter((tag) => tag.state === state)
          return of.length > 0 && <Group key={state} label={t(label)} tags={of} />
        })}
      </div>
      <div class="acts">
        <Button icon="file" onClick={() => props.onDownload(record)}>
          {t("download_report")}
        </Button>
      </div>
    </>
  )
}
