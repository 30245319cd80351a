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
import type { WholeDraft } from "./whole-draft"

/** Tags that Zoho will refuse because something uses them. */
function refusals(tags: readonly DraftTag[]): readonly (DraftTag & { usedIn: readonly string[] })[] {
  return tags.flatMap((tag) => (tag.usedIn?.length ? [{ ...tag, usedIn: tag.usedIn }] : []))
}

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

/** Height of a name (CSS pixels), as far as it can be told before it is drawn. */
const NAME = 29

interface ModuleProps {
  readonly part: DeletionDraft
  /** How many of its names to draw by now; whole portions are. */
  readonly drawn: number
  /** Whether there are other modules to tell it from. */
  readonly titled: boolean
}

/** The names of a module, those of most use first; put in order only when their turn has come. */
class ModuleNames extends Component<ModuleProps> {
  #portions: readonly (readonly DraftTag[])[] | undefined

  override shouldComponentUpdate(next: ModuleProps): boolean {
    return next.drawn !== this.props.drawn
  }

  override render(): JSX.Element {
    const { part, drawn, titled } = this.props
    const { tags, module } = part
    this.#portions ??= slices(tags.toSorted(byUse), PORTION)
    const counted = tags.some(({ records }) => records !== null)
    return (
      <section style={{ containIntrinsicBlockSize: `auto ${tags.length * NAME}px` }}>
        {titled && (
          <h3>
            <bdi>{module.pluralLabel}</bdi> <span class="soft">{tn("tags_count", tags.length)}</span>
          </h3>
        )}
        <ul>
          {this.#portions.slice(0, Math.ceil(drawn / PORTION)).map((some) => (
            <Portion key={some[0]?.id} tags={some} counted={counted} />
          ))}
        </ul>
      </section>
    )
  }
}

/** The modules whose turn it is when so many names are drawn, with how many of each. */
function begunModules(
  parts: readonly DeletionDraft[],
  drawn: number,
): { readonly part: DeletionDraft; readonly drawn: number }[] {
  let left = drawn
  return parts.flatMap((part) => {
    const own = Math.min(left, part.tags.length)
    left -= own
    return own > 0 ? [{ part, drawn: own }] : []
  })
}

/** Every name, by module; above them what Zoho will refuse and what could not be read. */
export function ManyNames({ draft }: { draft: WholeDraft }): JSX.Element {
  const refused = useMemo(() => refusals(draft.tags), [draft.tags])
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
      {begunModules(draft.parts, drawn).map((each) => (
        <ModuleNames key={each.part.draftId} {...each} titled={draft.parts.length > 1} />
      ))}
    </div>
  )
}
