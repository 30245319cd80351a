/** The dialog that selects tags by a list of names. How the list is read is in `name-list.ts`. */
import type { JSX } from "preact"
import { useId, useMemo, useState } from "preact/hooks"

import { list } from "../i18n/format"
import { t, tn, type MessageKey } from "../i18n/translate"
import { visible } from "../lib/names"
import { Button } from "../ui/controls"
import { textOf } from "../ui/fields"
import { Modal } from "../ui/modal"
import { Alert, Notice } from "../ui/notices"
import type { Selection } from "../ui/selection"
import { findNames, readNames, type Found } from "./name-list"
import type { Row } from "./rows"

/** In bytes; an export of 20,000 tags has a fifth of it. */
const LARGEST_FILE = 20_000_000

/** A list of names that selects exactly those tags: its dialog, and then the result. */
export function NamesList(props: {
  /** The tags in which to find the names. */
  readonly rows: readonly Row[]
  readonly selection: Selection
  readonly isOpen: boolean
  /** Shows the selected tags alone. */
  readonly onShow: () => void
  readonly onClose: () => void
}): JSX.Element {
  const { rows, selection } = props
  const [found, setFound] = useState<Found | null>(null)
  const choose = (list: Found): void => {
    selection.clear()
    selection.selectAll(list.ids)
    setFound(list)
  }
  const take = (list: Found, ids: readonly string[]): void => {
    selection.selectAll(ids)
    const missing = list.missing.filter(({ alike }) => alike.length === 0)
    setFound({ ...list, ids: [...list.ids, ...ids], missing })
  }
  return (
    <>
      {found && (
        <FoundNotice
          found={found}
          onTake={(ids) => take(found, ids)}
          onShow={props.onShow}
          onClose={() => setFound(null)}
        />
      )}
      {props.isOpen && <ListDialog rows={rows} onChoose={choose} onClose={props.onClose} />}
    </>
  )
}

/** The names: pasted, dropped or from a file. */
function ListDialog(props: {
  readonly rows: readonly Row[]
  readonly onChoose: (found: Found) => void
  readonly onClose: () => void
}): JSX.Element {
  const { rows, onClose } = props
  const [text, setText] = useState("")
  const [isRefused, setRefused] = useState(false)
  const id = useId()
  const list = useMemo(() => {
    const names = new Set(rows.map(({ name }) => visible(name)))
    return readNames(text, (line) => names.has(visible(line)))
  }, [text, rows])
  const count = list.wanted.length
  const show = (read: string | undefined): void => {
    setText(read ?? "")
    setRefused(read === undefined)
  }
  const read = async (file: File | undefined): Promise<void> => {
    if (file) show(file.size > LARGEST_FILE ? undefined : await textOf(file))
  }
  return (
    <Modal
      title={t("list_open")}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button
            kind="primary"
            disabled={count === 0}
            onClick={() => {
              props.onChoose(findNames(list, rows))
              onClose()
            }}
          >
            {tn("list_select", count)}
          </Button>
        </>
      }
    >
      <label for={id}>{t("list_means")}</label>
      <textarea
        dir="auto"
        id={id}
        class="input names-in"
        aria-label={t("list_names")}
        spellcheck={false}
        value={text}
        onInput={(event) => show(event.currentTarget.value)}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          const file = event.dataTransfer?.files[0]
          if (!file) return
          event.preventDefault()
          void read(file)
        }}
      />
      {list.column !== null && <p class="soft">{t("list_column", list.column)}</p>}
      {list.unread.length > 0 && (
        <Alert>
          <LeftOut words="list_unread" names={list.unread} />
        </Alert>
      )}
      {isRefused && <Alert tone="problem">{t("list_unreadable")}</Alert>}
      <label class="file">
        <span>{t("list_file")}</span>
        <input
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          onChange={(event) => void read(event.currentTarget.files?.[0])}
        />
      </label>
    </Modal>
  )
}

/** Names to list; the rest is only counted. */
const SHOWN = 20
/** Characters shown of a line. */
const LONGEST = 80

const cut = (line: string): string => (line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line)

/** What was left out, and how many; null if nothing was. */
function LeftOut(props: {
  readonly words: MessageKey
  readonly names: readonly string[]
}): JSX.Element | null {
  const { words, names } = props
  if (names.length === 0) return null
  const more = names.length - SHOWN
  const shown = names.slice(0, SHOWN).map(cut)
  return (
    <p>
      {t(words, names.length)} <bdi>{list(more > 0 ? [...shown, t("and_more", more)] : shown)}</bdi>
    </p>
  )
}

/** The result for a list of names: how many were selected, which are only similar, and what was left out. */
function FoundNotice(props: {
  readonly found: Found
  readonly onTake: (ids: readonly string[]) => void
  readonly onShow: () => void
  readonly onClose: () => void
}): JSX.Element {
  const { ids, missing, ambiguous, protectedNames, unread } = props.found
  const suggested = new Set(missing.flatMap(({ alike }) => alike.map(({ id }) => id)))
  const unknown = missing.filter(({ alike }) => alike.length === 0).map(({ name }) => name)
  const alike = missing
    .filter((each) => each.alike.length > 0)
    .map(({ name, alike }) => t("noted", name, list([...new Set(alike.map((tag) => tag.name))])))
  const isWhole = missing.length + ambiguous.length + unread.length === 0
  return (
    <Notice tone={isWhole ? "info" : "warn"}>
      <p class="strong">{t("picked_here", ids.length)}</p>
      <LeftOut words="list_missing" names={unknown} />
      <LeftOut words="list_alike" names={alike} />
      <LeftOut words="list_doubtful" names={ambiguous} />
      <LeftOut words="list_unread" names={unread} />
      <LeftOut words="list_held" names={protectedNames} />
      <div class="acts">
        {suggested.size > 0 && <Button onClick={() => props.onTake([...suggested])}>{t("list_take")}</Button>}
        <Button onClick={props.onShow}>{t("list_show")}</Button>
        <Button kind="quiet" onClick={props.onClose}>
          {t("close")}
        </Button>
      </div>
    </Notice>
  )
}
