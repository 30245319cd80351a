/** Every name of a draft: first what Zoho will refuse, then the most used, last the unused in one line. */
import { Component, type JSX } from "preact"
import { useMemo, useRef } from "preact/hooks"
import { list } from "../../i18n/format"
import { t, tn } from "../../i18n/translate"
import { slices } from "../../lib/lists"
import type { DraftPart, DraftTag, Dropped } from "../../storage/drafts"
import { Button } from "../controls"
import { BATCH, useIncrementalList } from "../hooks"
import { TagName } from "../labels"
import { Alert } from "../notices"
import { Progress } from "../progress"
import type { Counts } from "../record-counts"

type Part = Pick<DraftPart, "module" | "tags">

/** What was selected but left out, and why. */
export function DroppedTags({ dropped }: { dropped: Dropped }): JSX.Element | null {
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

/** Tags that Zoho will refuse because something uses them. */
function Refused({ parts }: { parts: readonly Part[] }): JSX.Element | null {
  const refused = parts.flatMap(({ tags }) => tags).filter(({ usedIn }) => usedIn?.length)
  if (refused.length === 0) return null
  return (
    <Alert>
      <p class="strong">{tn("will_refuse", refused.length)}</p>
      {refused.map(({ id, name, usedIn = [] }) => (
        <p key={id}>
          <bdi>{name}</bdi>: {list(usedIn)}
        </p>
      ))}
    </Alert>
  )
}

/** The progress of counting, or its cost. */
export function Counting({ counts }: { counts: Counts }): JSX.Element | null {
  const { progress, offered, problem } = counts
  const counted = useRef<number>()
  if (progress) {
    counted.current = progress.total
    const words = t("counting_records", progress.done, progress.total)
    return (
      <div class="counting">
        <span>{words}</span>
        <Progress label={t("counting")} value={progress.done} max={progress.total} text={words} />
        <Button kind="quiet" onClick={counts.skip}>
          {t("skip")}
        </Button>
      </div>
    )
  }
  if (problem)
    return (
      <div class="counting">
        <span class="soft">
          {t("counting_failed")} {problem.happened}
        </span>
        <Button kind="quiet" onClick={counts.start}>
          {t("try_again")}
        </Button>
      </div>
    )
  // The row stays, because nothing may move under the pointer.
  if (offered === null)
    return counted.current === undefined ? null : (
      <div class="counting">
        <span class="soft">{t("counting_records", counted.current, counted.current)}</span>
      </div>
    )
  return (
    <div class="counting">
      <span class="soft">{tn("count_offer", offered)}</span>
      <Button kind="quiet" onClick={counts.start}>
        {t("count_records")}
      </Button>
    </div>
  )
}

interface BatchProps {
  readonly tags: readonly DraftTag[]
  readonly draw: (tag: DraftTag) => JSX.Element
}

/** A batch of tags. Rerenders only when one of them has changed. */
class Batch extends Component<BatchProps> {
  override shouldComponentUpdate({ tags }: BatchProps): boolean {
    return tags.length !== this.props.tags.length || tags.some((tag, at) => tag !== this.props.tags[at])
  }

  override render({ tags, draw }: BatchProps): JSX.Element {
    return <>{tags.map(draw)}</>
  }
}

/** The tags in whole batches, as far as they are to be drawn by now. */
function IncrementalList({ tags, drawn, draw }: BatchProps & { readonly drawn: number }): JSX.Element {
  return (
    <>
      {slices(tags, BATCH)
        .slice(0, Math.ceil(drawn / BATCH))
        .map((some, at) => (
          <Batch key={at} tags={some} draw={draw} />
        ))}
    </>
  )
}

const drawRow = ({ id, name, colorCode, records }: DraftTag): JSX.Element => (
  <li key={id}>
    <TagName name={name} colorCode={colorCode} />
    <span class={records ? "" : "soft"}>
      {records === null ? t("records_unknown") : tn("records", records)}
    </span>
  </li>
)

const drawName = ({ id, name, colorCode }: DraftTag): JSX.Element => (
  <TagName key={id} name={name} colorCode={colorCode} />
)

/** A module's names in an order that stays while records are counted. */
interface Ordered {
  readonly module: DraftPart["module"]
  readonly used: readonly DraftTag[]
  readonly unused: readonly DraftTag[]
}

function inOrder(parts: readonly Part[]): readonly Ordered[] {
  return parts.map(({ module, tags }) => ({
    module,
    used: tags
      .filter(({ records }) => records !== 0)
      // Tags in use first, then unknown ones; as selected within each.
      .sort((a, b) => (b.records ?? 0.5) - (a.records ?? 0.5)),
    unused: tags.filter(({ records }) => records === 0),
  }))
}

/** The same order with the new counts. */
function withCounts(ordered: readonly Ordered[], parts: readonly Part[]): readonly Ordered[] {
  const tags = new Map(parts.flatMap((part) => part.tags.map((tag) => [tag.id, tag])))
  return ordered.map((each) => ({ ...each, used: each.used.map((tag) => tags.get(tag.id) ?? tag) }))
}

/** @param unread modules that are left out, and why */
export function DraftNames(props: {
  readonly counts: Counts
  readonly unread?: readonly { readonly module: string; readonly problem: { readonly happened: string } }[]
}): JSX.Element {
  const { counts, unread = [] } = props
  const { parts, progress } = counts
  const isCounting = progress !== null
  // eslint-disable-next-line react-hooks/exhaustive-deps -- put in order again once all is counted, and not before
  const ordered = useMemo(() => inOrder(parts), [isCounting])
  const shown = useMemo(() => withCounts(ordered, parts), [ordered, parts])
  const total = parts.reduce((sum, { tags }) => sum + tags.length, 0)
  let left = useIncrementalList(total)
  return (
    <div class="names" tabIndex={0} role="group" aria-label={t("tags_table")}>
      {unread.map(({ module, problem }) => (
        <Alert key={module}>{t("module_left_out", module, problem.happened)}</Alert>
      ))}
      <Refused parts={parts} />
      <Counting counts={counts} />
      {shown.map(({ module, used, unused }) => {
        const drawn = left
        left -= used.length + unused.length
        return (
          drawn > 0 && (
            <section key={module.apiName}>
              {shown.length > 1 && (
                <h2>
                  <bdi>{module.pluralLabel}</bdi>{" "}
                  <span class="soft">{tn("tags_count", used.length + unused.length)}</span>
                </h2>
              )}
              <ul>
                <IncrementalList tags={used} drawn={drawn} draw={drawRow} />
                {unused.length > 0 && drawn > used.length && (
                  <li class="unused">
                    <span class="soft">{tn("unused_tags", unused.length)}</span>
                    <IncrementalList tags={unused} drawn={drawn - used.length} draw={drawName} />
                  </li>
                )}
              </ul>
            </section>
          )
        )
      })}
    </div>
  )
}
