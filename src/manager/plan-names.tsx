import type { JSX } from "preact"
import { useMemo, useRef } from "preact/hooks"
import type { DraftTag } from "../messaging/views"
import { byUse, NameItem } from "../ui/draft-parts"
import { t } from "../ui/i18n"
import { ROW, useWindow } from "./use-window"

/** Every name of a plan, of which only those in view are drawn: a plan may hold all tags of an org. */
export function PlanNames({ tags }: { tags: readonly DraftTag[] }): JSX.Element {
  const box = useRef<HTMLDivElement>(null)
  const ordered = useMemo(() => tags.toSorted(byUse), [tags])
  const counted = useMemo(() => tags.some(({ records }) => records !== null), [tags])
  const { start, end } = useWindow(box, ordered.length)
  return (
    <div ref={box} class="names planned" tabIndex={0} role="group" aria-label={t("confirm_names")}>
      <ul style={{ height: `${ordered.length * ROW}px` }}>
        {ordered.slice(start, end).map((tag, at) => (
          <li
            key={tag.id}
            aria-setsize={ordered.length}
            aria-posinset={start + at + 1}
            style={{ top: `${(start + at) * ROW}px` }}
          >
            <NameItem tag={tag} counted={counted} />
          </li>
        ))}
      </ul>
    </div>
  )
}
