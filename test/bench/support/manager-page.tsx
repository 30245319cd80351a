/** The tag manager with generated tags, in a standalone page: everything except Zoho and the store is the product's. */
import { render, type JSX } from "preact"
import { useMemo, useState } from "preact/hooks"
import messages from "../../../assets/_locales/en/messages.json"
import { rowsOf } from "../../../src/manager/rows"
import { ROW, usePicks } from "../../../src/manager/hooks"
import { ManagerView, type ManagerViewProps } from "../../../src/manager/view"
import { useSimilar } from "../../../src/manager/similar-names"
import { managerStyles } from "../../../src/manager/styles"
import type { ModuleEntry } from "../../../src/manager/use-modules"
import type { ListedTag } from "../../../src/messages/views"
import type { DeletionDraft } from "../../../src/storage/drafts"
import { adoptStyles } from "../../../src/ui/styles"
import { installI18n } from "../../gallery/fake-i18n"
import { draft, draftPart } from "../../gallery/fixtures"
import { asking, at, modules, props, read } from "../../gallery/manager-stories"

const MODULES = 30
const WORDS = [
  "Trade fair",
  "Webinar",
  "Import batch",
  "Newsletter",
  "Partner",
  "Customer",
  "Campaign",
  "Event",
]
const PEOPLE = ["Jane Doe", "Zoë Müller", "Ada Lovelace", "Kenji Sato"]
const COLORS = ["#57B1FD", "#F17574", "#63C57E", null]
const NOW = Date.UTC(2026, 10, 24)
const DAY_MS = 86_400_000

/** Realistic names: words that repeat with other numbers, and some that differ in case. */
function tag(index: number): ListedTag {
  const word = WORDS[index % WORDS.length] ?? ""
  const name = index % 11 === 0 ? `${word.toLowerCase()} ${index - WORDS.length}` : `${word} ${index}`
  return {
    ...{ id: String(4_150_868_000 + index), name, colorCode: COLORS[index % COLORS.length] ?? null },
    ...{ records: index % 3 ? index : 0, createdBy: PEOPLE[index % PEOPLE.length] ?? "" },
    createdTime: new Date(NOW - index * DAY_MS).toISOString(),
    modifiedTime: new Date(NOW - index * DAY_MS).toISOString(),
  }
}

function entriesOf(count: number): ModuleEntry[] {
  const each = Math.ceil(count / MODULES)
  return Array.from({ length: MODULES }, (_, at) => {
    const module = {
      id: `41508680000001${String(at).padStart(5, "0")}`,
      apiName: `Unit_${at}`,
      pluralLabel: `Units ${at}`,
    }
    const tags = Array.from({ length: Math.min(each, count - at * each) }, (_tag, index) =>
      tag(at * each + index),
    )
    return read(module, tags, 200)
  })
}

const NOTHING = new Map<string, never>()
const nobody = (): undefined => undefined

/** The draft that the background would store for all tags. */
function draftOf(entries: readonly ModuleEntry[]): DeletionDraft {
  const parts = entries.map(({ module, tags }) => ({
    ...draftPart(0, module),
    tags: (tags?.tags ?? []).map(({ id, name, colorCode, records = null }) => ({
      ...{ id, name, colorCode, records },
      ...{ createdBy: null, createdTime: null, modifiedBy: null, modifiedTime: null },
    })),
  }))
  return draft(0, { parts, typed: true })
}

/** Created in advance: in the product, Zoho and the background create it, so it is not the page's work. */
let prepared: { readonly entries: readonly ModuleEntry[]; readonly draft: DeletionDraft } | undefined

/** The draft to confirm, as in the manager. It arrives asynchronously, like an answer. */
function useDraft(): Pick<ManagerViewProps, "asking" | "onDelete"> {
  const [asked, setAsked] = useState<DeletionDraft | null>(null)
  return {
    asking: asking({ draft: asked }),
    onDelete: () => {
      setTimeout(() => prepared && setAsked(prepared.draft))
    },
  }
}

/** @param entries undefined while the org's modules are loading */
function Stage({ entries }: { entries: readonly ModuleEntry[] | undefined }): JSX.Element {
  const [place, setPlace] = useState(at(null))
  const rows = useMemo(() => rowsOf(entries ?? [], NOTHING, nobody), [entries])
  const similar = useSimilar(rows)
  const selection = usePicks("bench", rows)
  const onPlace = (change: Partial<typeof place>): void => setPlace((now) => ({ ...now, ...change }))
  return (
    <ManagerView
      {...props({
        modules: modules({ entries }),
        rows,
        similar,
        selection,
        place,
        onPlace,
        ...useDraft(),
      })}
    />
  )
}

declare global {
  var bench: {
    /** Creates the data for the other functions, and draws the page in its loading state. */
    prepare(count: number): void
    /** Replaces the table with a static copy that has all `rows` rows, so no script draws them. */
    freeze(rows: number): void
    /** Draws the data. Returns the milliseconds until the first row is in the page. */
    show(): number
    /** Delivers the modules one after another, like Zoho's answers. Resolves when all have arrived. */
    arrive(): Promise<void>
  }
}

installI18n(messages)
adoptStyles(document, managerStyles)
const place = (): HTMLElement => {
  const root = document.getElementById("__plasmo")
  if (!root) throw new Error("no place to draw")
  return root
}
globalThis.bench = {
  prepare(count): void {
    const entries = entriesOf(count)
    prepared = { entries, draft: draftOf(entries) }
    render(<Stage entries={undefined} />, place())
  },
  async arrive(): Promise<void> {
    const entries = prepared?.entries ?? []
    const unread = entries.map((entry) => ({ ...entry, tags: null }))
    for (let come = 0; come <= entries.length; come++) {
      await new Promise((next) => void setTimeout(next))
      render(<Stage entries={[...entries.slice(0, come), ...unread.slice(come)]} />, place())
    }
  },
  freeze(rows): void {
    const table = place().querySelector(".table")
    const copy = table?.cloneNode(true) as HTMLElement | undefined
    const drawn = [...(copy?.querySelectorAll(".tbody .trow") ?? [])]
    const all = Array.from({ length: rows }, (_, index) => {
      const row = drawn[index % drawn.length]?.cloneNode(true) as HTMLElement
      row.style.top = `${index * ROW}px`
      return row
    })
    copy?.querySelector(".tbody")?.replaceChildren(...all)
    if (copy) table?.replaceWith(copy)
  },
  show(): number {
    const entries = prepared?.entries
    const root = place()
    const start = performance.now()
    render(<Stage entries={entries} />, root)
    // Reading a size makes the browser lay out what was drawn.
    if (!root.querySelector(".tbody .trow")?.getBoundingClientRect().height) throw new Error("no rows")
    return performance.now() - start
  },
}
