import type { ComponentChildren, JSX } from "preact"
import { Checkbox } from "./checkbox"
import { t } from "./i18n"
import { TagName } from "./tag-name"

interface Choosable {
  readonly id: string
  readonly name: string
  readonly colorCode: string | null
}

/** The tags of a question, each of which can be left as it is. */
export function TagChoices<T extends Choosable>(props: {
  readonly label: string
  readonly tags: readonly T[]
  /** Ids of those that are left. */
  readonly left: ReadonlySet<string>
  readonly disabled: boolean
  /** What there is to say of each. */
  readonly words: (tag: T) => string
  /** Above them. */
  readonly children?: ComponentChildren
  readonly onLeft: (left: ReadonlySet<string>) => void
}): JSX.Element {
  const toggle = (id: string): void => {
    const left = new Set(props.left)
    if (!left.delete(id)) left.add(id)
    props.onLeft(left)
  }
  return (
    <div class="names" tabIndex={0} role="group" aria-label={props.label}>
      {props.children}
      <ul>
        {props.tags.map((tag) => (
          <li key={tag.id}>
            <Checkbox
              checked={!props.left.has(tag.id)}
              label={t("select_tag", tag.name)}
              disabled={props.disabled}
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
