import type { JSX } from "preact"
import { Checkbox } from "../ui/checkbox"
import { t } from "../ui/i18n"
import type { MessageKey } from "../ui/i18n"
import { Icon } from "../ui/icon"
import { OPTIONAL } from "./rows"
import type { Column } from "./rows"

export const TITLES = {
  colour: "column_colour",
  name: "column_name",
  module: "module",
  records: "column_records",
  usedIn: "column_used_in",
  createdBy: "column_created_by",
  createdTime: "column_created",
  modifiedTime: "column_modified",
} as const satisfies Record<Column, MessageKey>

/** Which columns the table has. */
export function ColumnsMenu(props: {
  readonly shown: readonly Column[]
  readonly onChange: (columns: Column[]) => void
}): JSX.Element {
  const toggle = (column: Column): void =>
    props.onChange(OPTIONAL.filter((each) => props.shown.includes(each) !== (each === column)))
  return (
    <details
      class="menu"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !event.currentTarget.open) return
        event.stopPropagation()
        event.currentTarget.open = false
        event.currentTarget.querySelector("summary")?.focus()
      }}
    >
      <summary class="btn">
        {t("columns")}
        <Icon name="down" />
      </summary>
      <div class="choices">
        {OPTIONAL.map((column) => (
          <Checkbox
            key={column}
            label={t(TITLES[column])}
            checked={props.shown.includes(column)}
            onToggle={() => toggle(column)}
          >
            {t(TITLES[column])}
          </Checkbox>
        ))}
      </div>
    </details>
  )
}
