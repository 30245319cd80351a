import { Component } from "preact"
import type { JSX } from "preact"
import { useMemo } from "preact/hooks"
import type { DeletionDraft, DraftTag } from "../messaging/views"
import { Alert } from "../ui/alert"
import { slices } from "../deletion/plan"
import { byUse, NameItem } from "../ui/draft-parts"
import { list } from "../ui/format"
import { t, tn } from "../ui/i18n"
import { PORTION, useGrowing } from "./growing"
import { refusals } from "./plan"
import type { WholeDraft } from "./whole-draft"

interface PortionProps {
  readonly tags: readonly DraftTag[]
  readonly counted: boolean
}

/** Some of a module's names; once drawn they stay as they are. */
class Portion extends Component<PortionProps> {
  override shouldComponentUpdate(next: PortionProps): boolean {
    return next.tags !== this.props.tags
  }

  override render(): JSX.Element {
    const { tags, counted } = this.props
    return (
      <>
        {tags.map((tag) => (
          <li key={tag.id}>
            <NameItem tag={tag} counted={counted} />
          </li>
        ))}
      </>
    )
  }
}

interface ModulePart {
  readonly part: DeletionDraft
  readonly counted: boolean
  readonly portions: readonly (readonly DraftTag[])[]
  /** Tags of the modules before it. */
  readonly before: number
}

function inPortions(parts: readonly DeletionDraft[]): ModulePart[] {
  let before = 0
  return parts.map((part) => {
    const portions = slices(part.tags.toSorted(byUse), PORTION)
    const counted = part.tags.some(({ records }) => records !== null)
    before += part.tags.length
    return { part, counted, portions, before: before - part.tags.length }
  })
}

/** Height of a name (CSS pixels), as far as it can be told before it is drawn. */
const NAME = 29

/** Every name, by module; above them what Zoho will refuse and what could not be read. */
export function ManyNames({ draft }: { draft: WholeDraft }): JSX.Element {
  const refused = useMemo(() => refusals(draft.tags), [draft.tags])
  const modules = useMemo(() => inPortions(draft.parts), [draft.parts])
  const drawn = useGrowing(draft.tags.length)
  return (
    <div class="names many" tabIndex={0} role="group" aria-label={t("confirm_names")}>
      {draft.unread.map(({ module, problem }) => (
        <Alert key={module}>{t("plan_unread", module, problem.happened)}</Alert>
      ))}
      {refused.length > 0 && (
        <Alert>
          <p class="strong">{tn("will_refuse", refused.length)}</p>
          {refused.map((tag) => (
            <p key={tag.id}>
              <bdi>{tag.name}</bdi>: {list(tag.usedIn)}
            </p>
          ))}
        </Alert>
      )}
      {modules.map(
        ({ part, counted, portions, before }) =>
          before < drawn && (
            <section
              key={part.draftId}
              style={{ containIntrinsicBlockSize: `auto ${part.tags.length * NAME}px` }}
            >
              {draft.parts.length > 1 && (
                <h3>
                  <bdi>{part.module.pluralLabel}</bdi>{" "}
                  <span class="soft">{tn("tags_count", part.tags.length)}</span>
                </h3>
              )}
              <ul>
                {portions.slice(0, Math.ceil((drawn - before) / PORTION)).map((tags) => (
                  <Portion key={tags[0]?.id} tags={tags} counted={counted} />
                ))}
              </ul>
            </section>
          ),
      )}
    </div>
  )
}
