/** The filters above the table. What they keep is decided in `filters.ts`. */
import type { ComponentChildren, JSX, Ref } from "preact"
import { useId, useState } from "preact/hooks"
import { number } from "../i18n/format"
import { t, type MessageKey } from "../i18n/translate"
import { Button, Disclosure } from "../ui/controls"
import { type Color, colorName, COLORS, swatchOf } from "./rows"
import { NO_FILTERS, QUICK_FILTERS, type Filters, type QuickFilter, type View } from "./filters"
import { focusTable } from "./tag-table"

interface FilterBarProps extends Omit<View, "rows"> {
  readonly filters: Filters
  /** Number of selected tags here, regardless of the other filters. */
  readonly selected: number
  readonly searchRef: Ref<HTMLInputElement>
  readonly onFilters: (filters: Filters) => void
  /** The table's other tools. */
  readonly children: ComponentChildren
}

const QUICK = {
  unused: "quick_unused",
  similar: "quick_similar",
  inUse: "quick_in_use",
  protected: "protected_mark",
  selected: "quick_selected",
} as const satisfies Record<QuickFilter, MessageKey>

function Search({ filters, searchRef, onFilters }: FilterBarProps): JSX.Element {
  const onKeyDown = (event: KeyboardEvent): void => {
    const isClearing = event.key === "Escape" && filters.text !== ""
    if (event.key === "ArrowDown") focusTable()
    else if (isClearing) onFilters({ ...filters, text: "" })
    else return
    event.stopPropagation()
    event.preventDefault()
  }
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
      onKeyDown={onKeyDown}
    />
  )
}

/** A filter that is on or off, with the number of tags it shows. */
function Chip(props: {
  readonly words: string
  readonly count: number
  readonly pressed: boolean
  readonly disabled?: boolean
  readonly swatch?: JSX.Element
  readonly onPress: () => void
}): JSX.Element {
  return (
    <button
      type="button"
      class="btn pill"
      aria-pressed={props.pressed}
      disabled={props.disabled}
      onClick={props.onPress}
    >
      {props.swatch}
      {props.words} <span class="soft">{number(props.count)}</span>
    </button>
  )
}

function Quick({ filters, counts, offered, selected, onFilters }: FilterBarProps): JSX.Element {
  const { quick } = filters
  return (
    <>
      {QUICK_FILTERS.filter((which) => offered.has(which) || quick.includes(which)).map((which) => {
        const pressed = quick.includes(which)
        const others = quick.filter((each) => each !== which)
        return (
          <Chip
            key={which}
            words={t(QUICK[which])}
            count={which === "selected" ? selected : counts.quick[which]}
            pressed={pressed}
            disabled={which === "selected" && selected === 0 && !pressed}
            onPress={() => onFilters({ ...filters, quick: pressed ? others : [...quick, which] })}
          />
        )
      })}
    </>
  )
}

/** Filters by creator, date and color. */
function More({ id, filters, counts, onFilters }: FilterBarProps & { id: string }): JSX.Element {
  const { by, before, color } = filters
  const people = [...new Set([...counts.by.keys(), ...(by === null ? [] : [by])])].toSorted()
  const has = (each: Color): boolean => counts.color.has(each) || each === color
  return (
    <div class="line more" id={id}>
      {people.length > 0 && (
        <select
          class="input"
          aria-label={t("column_created_by")}
          value={by ?? ""}
          onChange={(event) => onFilters({ ...filters, by: event.currentTarget.value || null })}
        >
          <option value="">{t("filter_by_all")}</option>
          {people.map((name) => (
            <option key={name} value={name}>
              {t("noted", name, counts.by.get(name) ?? 0)}
            </option>
          ))}
        </select>
      )}
      <label class="day">
        <span>{t("filter_before")}</span>
        <input
          class="input"
          type="date"
          value={before ?? ""}
          onChange={(event) => onFilters({ ...filters, before: event.currentTarget.value || null })}
        />
      </label>
      <div class="line" role="group" aria-label={t("column_color")}>
        {COLORS.filter(has).map((each) => (
          <Chip
            key={each}
            words={colorName(each)}
            count={counts.color.get(each) ?? 0}
            pressed={each === color}
            swatch={
              <i class={each === "none" ? "dot none" : "dot"} style={{ backgroundColor: swatchOf(each) }} />
            }
            onPress={() => onFilters({ ...filters, color: each === color ? null : each })}
          />
        ))}
      </div>
      <Button kind="quiet" onClick={() => onFilters(NO_FILTERS)}>
        {t("clear_filters")}
      </Button>
    </div>
  )
}

/** Filters by text, toggles and choices, which all apply together; the table's tools are in the same row. */
export function FilterBar(props: FilterBarProps): JSX.Element {
  const { by, before, color } = props.filters
  const set = [by, before, color].filter((each) => each !== null).length
  const [open, setOpen] = useState(set > 0)
  const id = useId()
  return (
    <search>
      <div class="toolbar">
        <Search {...props} />
        <Quick {...props} />
        <Disclosure open={open} controls={id} onToggle={() => setOpen(!open)}>
          {t("more_filters")}
          {set > 0 && <span class="count">{number(set)}</span>}
        </Disclosure>
        <span class="fill" />
        {props.children}
      </div>
      {open && <More {...props} id={id} />}
    </search>
  )
}
