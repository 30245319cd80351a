/** What is selected, and the buttons for it. */
import type { JSX } from "preact"
import { useState } from "preact/hooks"
import { UNKNOWN } from "../i18n/format"
import { t, tn } from "../i18n/translate"
import { Button, Checkbox } from "../ui/controls"
import { TagName } from "../ui/labels"
import { Modal } from "../ui/modal"
import { isFree, type Row } from "./rows"
import { survivorOf } from "./similar-names"
import type { TagsScreenProps } from "./tags-screen"

export interface Picked {
  /** All selected tags, including other modules'. */
  readonly picked: readonly Row[]
  /** How many of those are in the open module, and how many of these are not shown. */
  readonly here: number
  readonly hidden: number
}

interface SelectionBarProps extends TagsScreenProps, Picked {
  /** Ids of the tags that are shown and can be selected. */
  readonly matching: readonly string[]
}

/** Details beyond the number of selected tags. */
function Notes({ picked, here, hidden, asking }: SelectionBarProps): JSX.Element {
  const elsewhere = picked.length - here
  const locked = picked.filter((row) => !isFree(row)).length
  const notes = [
    asking.reading === null ? "" : tn("reading_tags", asking.reading),
    locked > 0 ? t("picked_protected", locked) : "",
    hidden > 0 ? t("hidden_by_filter", hidden) : "",
    elsewhere > 0 ? t("picked_elsewhere", elsewhere) : "",
  ]
  const words = notes.filter(Boolean).join(" · ")
  return (
    <span class="soft clip fill" title={words}>
      {words}
    </span>
  )
}

/** What is selected, including hidden tags, and what can be done with it. */
export function SelectionBar(props: SelectionBarProps): JSX.Element {
  const { matching, selection, picked, here, hidden, online } = props
  const total = props.rows.length
  const [isMerging, setMerging] = useState(false)
  const busy = props.asking.reading !== null
  const words = t("selected", here, total)
  const inView = here - hidden
  const all = matching.length > 0 && inView === matching.length
  const isPart = matching.length > 0 && matching.length < total
  const label = isPart ? tn("select_matching", matching.length) : t("select_all")
  const free = picked.filter(isFree)
  const none = picked.length === 0
  const isProtecting = none || free.length > 0
  const modules = new Set(picked.map(({ module }) => module.apiName))
  const canMerge = modules.size === 1 && picked.length > 1 && free.length > 0
  return (
    <div class="line chosen" data-home tabIndex={-1}>
      <Checkbox
        label={label}
        checked={all}
        mixed={inView > 0 && !all}
        disabled={busy || matching.length === 0}
        onToggle={() => (all ? selection.clear(matching) : selection.selectAll(matching))}
      >
        <span class="label">{label}</span>
      </Checkbox>
      <span class="strong" role="status" aria-label={words}>
        {words}
      </span>
      <Notes {...props} />
      <Button kind="quiet" disabled={none} onClick={() => selection.clear()}>
        {t("clear_selection")}
      </Button>
      <div class="do">
        <Button
          disabled={none}
          busy={busy}
          hint={t("protect_means")}
          onClick={() => props.onProtect(isProtecting ? free : picked, isProtecting)}
        >
          {t(isProtecting ? "protect" : "unprotect")}
        </Button>
        <Button
          disabled={!canMerge || !online}
          busy={busy}
          hint={canMerge ? undefined : t("merge_needs")}
          onClick={() => setMerging(true)}
        >
          {t("merge")}
        </Button>
        <Button
          kind="danger"
          disabled={free.length === 0 || !online}
          busy={busy}
          onClick={() => props.onDelete(free)}
        >
          {t("delete_selected")}
        </Button>
      </div>
      {isMerging && <MergeDialog {...props} onClose={() => setMerging(false)} />}
    </div>
  )
}

/** Asks which tag the others are merged into. The question after it lets the user leave out each of these. */
function MergeDialog(props: SelectionBarProps & { readonly onClose: () => void }): JSX.Element {
  const { picked: rows, onClose } = props
  const [keep, setKeep] = useState(survivorOf(rows))
  const others = rows.filter((row) => row !== keep && isFree(row))
  return (
    <Modal
      title={t("merge_choose")}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button
            kind="primary"
            disabled={others.length === 0}
            onClick={() => {
              if (keep) props.onMerge(keep, others)
              onClose()
            }}
          >
            {t("merge")}
          </Button>
        </>
      }
    >
      <ul class="names" role="radiogroup" aria-label={t("merge_choose")}>
        {rows.map((row) => (
          <li key={row.id} role="presentation">
            <label class="box">
              <input type="radio" name="keep" checked={row === keep} onChange={() => setKeep(row)} />
              <TagName name={row.name} colorCode={row.colorCode} />
            </label>
            <span class="soft">
              {isFree(row) ? "" : `${t("protected_mark")} · `}
              {row.records === null ? UNKNOWN : tn("records", row.records)}
            </span>
          </li>
        ))}
      </ul>
    </Modal>
  )
}
