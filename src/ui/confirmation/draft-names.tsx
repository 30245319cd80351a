/** Every name of a draft: first what Zoho will refuse, then the most used, last the unused in one line. */
import type { JSX } from "preact"
import { useMemo } from "preact/hooks"
import { list, number, UNKNOWN } from "../../i18n/format"
import { t, tn } from "../../i18n/translate"
import { slices } from "../../lib/lists"
import type { DraftPart, DraftTag, Dropped } from "../../storage/drafts"
import { Counting, type Counts } from "../record-counts"
import { useIncrementalList } from "../hooks"
import { TagName } from "../labels"
import { Alert } from "../notices"

type Part = Pick<DraftPart, "module" | "tags">

/** What was selected but left out, and why. */
export function DroppedTags({ dropped }: { dropped: Dropped }): JSX.Element | null {
  if (dropped.length === 0) return null
  return (
    <Alert>
      <p class="strong">{t("dropped", dropped.length)}</p>
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
      <p class="strong">{t("will_refuse", refused.length)}</p>
      {refused.map(({ id, name, usedIn = [] }) => (
        <p key={id}>
          <bdi>{name}</bdi>: {list(usedIn)}
        </p>
      ))}
    </Alert>
  )
}

/** Tags drawn at once, in about five milliseconds. */
const BLOCK = 100

const drawRow = ({ id, name, colorCode, records }: DraftTag): JSX.Element => (
  <li key={id}>
    <TagName name={name} colorCode={colorCode} />
    <span class={records ? "" : "soft"}>{records === null ? UNKNOWN : number(records)}</span>
  </li>
)

const drawName = ({ id, name, colorCode }: DraftTag): JSX.Element => (
  <TagName key={id} name={name} colorCode={colorCode} />
)

/** A module's tags in an order that stays while records are counted. */
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

/** The same with its elements, one for each block of tags. */
interface Section extends Ordered {
  readonly rows: readonly JSX.Element[]
  readonly names: readonly JSX.Element[]
}

function sectionsOf(ordered: readonly Ordered[], parts: readonly Part[]): readonly Section[] {
  const counted = new Map(parts.flatMap((part) => part.tags.map((tag) => [tag.id, tag])))
  const latest = (tag: DraftTag): DraftTag => counted.get(tag.id) ?? tag
  return ordered.map((section) => ({
    ...section,
    rows: blocks(section.used.map(latest), drawRow),
    names: blocks(section.unused, drawName),
  }))
}

function blocks(tags: readonly DraftTag[], draw: (tag: DraftTag) => JSX.Element): JSX.Element[] {
  return slices(tags, BLOCK).map((some, at) => <Block key={at} tags={some} draw={draw} />)
}

function Block(props: { tags: readonly DraftTag[]; draw: (tag: DraftTag) => JSX.Element }): JSX.Element {
  return <>{props.tags.map(props.draw)}</>
}

/** @param unread modules that are left out, and why */
export function DraftNames(props: {
  readonly counts: Counts
  readonly unread: readonly { readonly module: string; readonly problem: { readonly happened: string } }[]
}): JSX.Element {
  const { counts } = props
  const { parts } = counts
  const isCounting = counts.progress !== null
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- put in order again once all is counted, and not before
  const ordered = useMemo(() => inOrder(parts), [isCounting])
  // The same elements while nothing about them changes: there may be thousands.
  const sections = useMemo(() => sectionsOf(ordered, parts), [ordered, parts])
  const drawn = useIncrementalList(
    sections.reduce((sum, { rows, names }) => sum + rows.length + names.length, 0),
  )
  return (
    <div class="names" tabIndex={0} role="group" aria-label={t("tags_table")}>
      {props.unread.map(({ module, problem }) => (
        <Alert key={module}>{t("module_left_out", module, problem.happened)}</Alert>
      ))}
      <Refused parts={parts} />
      <Counting {...counts} />
      {ordered.some(({ used }) => used.length > 0) && <p class="soft of-records">{t("column_records")}</p>}
      {drawSections(sections, drawn)}
    </div>
  )
}

/** @param most how many blocks to draw by now */
function drawSections(sections: readonly Section[], most: number): JSX.Element[] {
  let left = most
  const next = (all: readonly JSX.Element[]): readonly JSX.Element[] => {
    const drawn = all.slice(0, left)
    left -= drawn.length
    return drawn
  }
  return sections.flatMap(({ module, used, unused, ...blocks }) => {
    if (left === 0) return []
    const rows = next(blocks.rows)
    const names = next(blocks.names)
    return (
      <section key={module.apiName}>
        {sections.length > 1 && (
          <h2>
            <bdi>{module.pluralLabel}</bdi>{" "}
            <span class="soft">{tn("tags_count", used.length + unused.length)}</span>
          </h2>
        )}
        <ul>
          {rows}
          {names.length > 0 && (
            <li class="unused">
              <span class="soft">{t("unused_tags", unused.length)}</span>
              {names}
            </li>
          )}
        </ul>
      </section>
    )
  })
}
