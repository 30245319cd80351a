import type { JSX, Ref } from "preact"
import { t, type MessageKey } from "../i18n/translate"
import {
  isFiltering,
  NO_COLOUR,
  NO_FILTERS,
  QUICK_FILTERS,
  type Counts,
  type Filters,
  type QuickFilter,
} from "./filters"

export interface FilterBarProps {
  readonly filters: Filters
  readonly counts: Counts
  /** Quick filters of which it cannot be told here whom they fit. */
  readonly without: readonly QuickFilter[]
  readonly searchRef: Ref<HTMLInputElement>
  readonly onFilters: (filters: Filters) => void
}

const QUICK = {
  unused: "quick_unused",
  inUse: "quick_in_use",
  similar: "quick_similar",
  protected: "quick_protected",
} as const satisfies Record<QuickFilter, MessageKey>

type Part = Pick<FilterBarProps, "filters" | "onFilters">

function Search({ filters, searchRef, onFilters }: Part & Pick<FilterBarProps, "searchRef">): JSX.Element {
  return (
    <input
      ref={searchRef}
      class="input"
      type="search"
      dir="auto"
      aria-label={t("filter_tags")}
      aria-keyshortcuts="/"
      placeholder={t("filter_hint")}
      spellcheck={false}
      autocomplete="off"
      value={filters.text}
      onInput={(event) => onFilters({ ...filters, text: event.currentTarget.value })}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || filters.text === "") return
        event.stopPropagation()
        event.preventDefault()
        onFilters({ ...filters, text: "" })
      }}
    />
  )
}

function Quick({
  filters,
  counts,
  without,
  onFilters,
}: Part & Pick<FilterBarProps, "counts" | "without">): JSX.Element {
  const { quick } = filters
  const toggle = (which: QuickFilter): void =>
    onFilters({
      ...filters,
      quick: quick.includes(which) ? quick.filter((each) => each !== which) : [...quick, which],
    })
  return (
    <>
      {QUICK_FILTERS.filter((which) => !without.includes(which) || quick.includes(which)).map((which) => (
        <span key={which} class="quick">
          <button
            type="button"
            class="btn pill"
            aria-pressed={quick.includes(which)}
            onClick={() => toggle(which)}
          >
            {t(QUICK[which])}
          </button>
          <span class="soft">{t("number", counts.quick[which])}</span>
        </span>
      ))}
    </>
  )
}

interface Choice {
  readonly value: string
  readonly words: string
}

/** One of what there is, with how many each would show; the chosen one stays in the list when nothing has it. */
function Choose(props: {
  readonly label: string
  readonly all: string
  readonly chosen: string | null
  readonly choices: readonly Choice[]
  readonly counts: ReadonlyMap<string, number>
  readonly onChoose: (value: string | null) => void
}): JSX.Element {
  return (
    <select
      class={props.chosen === null ? "input" : "input set"}
      aria-label={props.label}
      value={props.chosen ?? ""}
      onChange={(event) => props.onChoose(event.currentTarget.value || null)}
    >
      <option value="">{props.all}</option>
      {props.choices.map(({ value, words }) => (
        <option key={value} value={value}>
          {t("choice_count", words, props.counts.get(value) ?? 0)}
        </option>
      ))}
    </select>
  )
}

function valuesOf(counts: ReadonlyMap<string, number>, chosen: string | null): string[] {
  return [...new Set([...counts.keys(), ...(chosen === null ? [] : [chosen])])].toSorted()
}

function Choices({ filters, counts, onFilters }: Part & Pick<FilterBarProps, "counts">): JSX.Element {
  const colors = valuesOf(counts.color, filters.color)
  return (
    <>
      <Choose
        label={t("column_created_by")}
        all={t("filter_by_all")}
        chosen={filters.by}
        choices={valuesOf(counts.by, filters.by).map((value) => ({ value, words: value }))}
        counts={counts.by}
        onChoose={(by) => onFilters({ ...filters, by })}
      />
      <Choose
        label={t("column_colour")}
        all={t("filter_colour_all")}
        chosen={filters.color}
        choices={colors.map((value) => ({ value, words: value === NO_COLOUR ? t("colour_none") : value }))}
        counts={counts.color}
        onChoose={(color) => onFilters({ ...filters, color })}
      />
      <label class="day">
        <span>{t("filter_before")}</span>
        <input
          class={filters.before === null ? "input" : "input set"}
          type="date"
          value={filters.before ?? ""}
          onChange={(event) => onFilters({ ...filters, before: event.currentTarget.value || null })}
        />
      </label>
    </>
  )
}

/** What is shown: text, pressed buttons and choices, all of them together. */
export function FilterBar(props: FilterBarProps): JSX.Element {
  return (
    <search class="filters">
      <Search {...props} />
      <Quick {...props} />
      <Choices {...props} />
      {isFiltering(props.filters) && (
        <button type="button" class="btn quiet" onClick={() => props.onFilters(NO_FILTERS)}>
          {t("clear_filters")}
        </button>
      )}
    </search>
  )
}
