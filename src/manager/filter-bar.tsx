import type { JSX, Ref } from "preact"
import { t } from "../ui/i18n"
import type { MessageKey } from "../ui/i18n"
import type { Filters, QuickFilter } from "./rows"

export interface FilterBarProps {
  readonly filters: Filters
  /** How many tags each quick filter would show; one without a number cannot be told here and is left out. */
  readonly counts: Readonly<Partial<Record<QuickFilter, number>>>
  readonly searchRef: Ref<HTMLInputElement>
  readonly onFilters: (filters: Filters) => void
}

const WORDS = [
  ["unused", "quick_unused"],
  ["similar", "quick_similar"],
] as const satisfies readonly (readonly [QuickFilter, MessageKey])[]

/** Text and pressed buttons; all of them together. */
export function FilterBar({ filters, counts, searchRef, onFilters }: FilterBarProps): JSX.Element {
  const { text, quick } = filters
  const toggle = (which: QuickFilter): void =>
    onFilters({
      text,
      quick: quick.includes(which) ? quick.filter((each) => each !== which) : [...quick, which],
    })
  return (
    <search class="filters">
      <input
        ref={searchRef}
        class="input"
        type="search"
        aria-label={t("filter_tags")}
        aria-keyshortcuts="/"
        placeholder={t("filter_hint")}
        spellcheck={false}
        autocomplete="off"
        value={text}
        onInput={(event) => onFilters({ text: event.currentTarget.value, quick })}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || text === "") return
          event.stopPropagation()
          event.preventDefault()
          onFilters({ text: "", quick })
        }}
      />
      {WORDS.map(([which, word]) => {
        const count = counts[which]
        return (
          count !== undefined && (
            <span key={which} class="quick">
              <button
                type="button"
                class="btn pill"
                aria-pressed={quick.includes(which)}
                onClick={() => toggle(which)}
              >
                {t(word)}
              </button>
              <span class="soft">{t("number", count)}</span>
            </span>
          )
        )
      })}
    </search>
  )
}
