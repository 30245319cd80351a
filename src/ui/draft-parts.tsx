/** What a draft says of itself: in the question before a deletion, and in the plan that changes nothing. */
import type { JSX } from "preact"
import type { DeletionDraft, DraftTag } from "../messaging/views"
import { Alert } from "./alert"
import { t, tn } from "./i18n"
import { TagName } from "./tag-name"

/** In use first, then unknown, then unused; the page's order within each. */
export const byUse = (a: DraftTag, b: DraftTag): number => (b.records ?? 0.5) - (a.records ?? 0.5)

/** A name, with its records where anybody counted. */
export function NameItem({ tag, counted }: { tag: DraftTag; counted: boolean }): JSX.Element {
  return (
    <>
      <TagName name={tag.name} colorCode={tag.colorCode} />
      {counted && (
        <span class={tag.records ? "" : "soft"}>
          {tag.records === null ? t("records_unknown") : tn("records", tag.records)}
        </span>
      )}
    </>
  )
}

/** Every name; with record counts, unless nobody counted. */
export function Names({ tags }: { tags: readonly DraftTag[] }): JSX.Element {
  const counted = tags.some((tag) => tag.records !== null)
  return (
    <ul class="names" tabIndex={0} aria-label={t("confirm_names")}>
      {[...tags].sort(byUse).map((tag) => (
        <li key={tag.id}>
          <NameItem tag={tag} counted={counted} />
        </li>
      ))}
    </ul>
  )
}

/** What was picked and is left out, and why. */
export function Dropped({ dropped }: Pick<DeletionDraft, "dropped">): JSX.Element | null {
  if (dropped.length === 0) return null
  return (
    <Alert>
      <p class="strong">{tn("dropped", dropped.length)}</p>
      {dropped.map(({ name, why, like }) => (
        <p key={name}>
          <bdi>{name}</bdi>: {like === undefined ? t(`dropped_${why}`) : t("looks_protected", like)}
        </p>
      ))}
    </Alert>
  )
}

/** What is lost. A record with several of the tags counts once for each, so the sum is the most it can be. */
export function Consequence({
  draft,
  records: withRecords,
}: {
  draft: Pick<DeletionDraft, "tags" | "backup">
  /** Whether the backup is to hold the records. */
  records: boolean
}): JSX.Element {
  const used = draft.tags.filter((tag) => tag.records !== 0)
  const records = used.reduce((sum, tag) => sum + (tag.records ?? 0), 0)
  const removal = used.some((tag) => tag.records === null)
    ? t("consequence_unknown")
    : records === 0
      ? t("consequence_none")
      : tn(used.length > 1 ? "consequence_most" : "consequence_records", records)
  return (
    <p>
      {removal} {backupWords(draft, withRecords)}
    </p>
  )
}

function backupWords({ backup }: Pick<DeletionDraft, "backup">, withRecords: boolean): string {
  if (!backup.on) return t("consequence_no_backup")
  const what = t(withRecords ? "backup_tags_and_records" : "backup_tags")
  return t("consequence_backup", backup.days, what)
}

/** What will happen, call by call. */
export function Plan({ draft }: { draft: Pick<DeletionDraft, "calls"> }): JSX.Element {
  return (
    <ul class="plan soft">
      <li>{tn("plan_calls", draft.calls)}</li>
      <li>{t("plan_refused")}</li>
      <li>{t("plan_verified")}</li>
    </ul>
  )
}
