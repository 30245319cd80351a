/** The question before a restore, and the list of tags to leave out that a merge shows too. */
import type { ComponentChildren, JSX } from "preact"
import { useState } from "preact/hooks"

import { dateTime } from "../../i18n/format"
import { contentWords, questionTitle } from "../../i18n/job-text"
import { t, tn } from "../../i18n/translate"
import { restoreCost } from "../../jobs/plan"
import type { RestoreDraft, RestoreTag } from "../../storage/drafts"
import type { ListedTag } from "../../messages/views"
import { Checkbox } from "../controls"
import { TagName } from "../labels"
import { Alert } from "../notices"
import { type Answer, type AskedAbout, Question } from "./question"

/** What will be restored of a tag. */
function what({ records, complete, exists }: RestoreTag): string {
  const content = contentWords(records, complete)
  return exists ? `${content} · ${t("restore_tag_exists")}` : content
}

/** Tags may share records, so for some of the tags only an upper limit is known. */
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
      {there > 0 && `${t("restore_exists", there)} `}
      {recordWords(draft, chosen)} {draft.mergedInto !== null && t("restore_merged", draft.mergedInto)}
    </p>
  )
}

/** The question before a restore: which tags, on how many records, its cost, and what it cannot restore. */
export function RestoreQuestion(props: Omit<AskedAbout<RestoreDraft>, "counts">): JSX.Element {
  const { draft, answer } = props
  const { room } = draft
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const chosen = draft.tags.filter(({ id }) => !left.has(id))
  const over = room === null ? 0 : chosen.filter(({ exists }) => !exists).length - room
  const only = left.size === 0 ? null : chosen.map(({ index }) => index)
  const check = answer.features.includes("records") ? "records" : "answers"
  return (
    <Question
      {...props}
      title={questionTitle(draft, chosen.length)}
      list={<TagChoices tags={draft.tags} left={left} answer={answer} words={what} onLeft={setLeft} />}
      means={<Means draft={draft} chosen={chosen} />}
      confirm={{
        label: tn("restore_confirm", chosen.length),
        kind: "primary",
        isReady: chosen.length > 0,
        act: () => answer.confirm({ only }),
      }}
    >
      {over > 0 && (
        <Alert>
          <p>{t("restore_over", over)}</p>
        </Alert>
      )}
      <p>{t("restore_new_ids")}</p>
      <p class="soft">{tn("restore_credits", restoreCost(chosen, check).credits)}</p>
    </Question>
  )
}

/** The tags of a question, each of which can be left out. */
export function TagChoices<T extends Pick<ListedTag, "id" | "name" | "colorCode">>(props: {
  readonly tags: readonly T[]
  /** Ids of those left out. */
  readonly left: ReadonlySet<string>
  readonly answer: Pick<Answer, "busy" | "isExpired">
  readonly words: (tag: T) => string
  readonly children?: ComponentChildren
  readonly onLeft: (left: ReadonlySet<string>) => void
}): JSX.Element {
  const { busy, isExpired } = props.answer
  const toggle = (id: string): void => {
    const left = new Set(props.left)
    if (!left.delete(id)) left.add(id)
    props.onLeft(left)
  }
  return (
    <div class="names" tabIndex={0} role="group" aria-label={t("tags_table")}>
      {props.children}
      <ul>
        {props.tags.map((tag) => (
          <li key={tag.id}>
            <Checkbox
              checked={!props.left.has(tag.id)}
              label={t("select_tag", tag.name)}
              disabled={busy || isExpired}
              onToggle={() => toggle(tag.id)}
            >
              <TagName name={tag.name} colorCode={tag.colorCode} />
            </Checkbox>
            <span>{props.words(tag)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
