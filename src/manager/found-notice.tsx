import type { JSX } from "preact"
import { Button } from "../ui/button"
import { list } from "../ui/format"
import { t, tn } from "../ui/i18n"
import type { PluralKey } from "../ui/i18n"
import { Notice } from "../ui/notice"
import type { Found } from "./name-list"

/** Names that are written out; the rest is counted. */
const SHOWN = 20
/** Characters of a line that are written out. */
const LONGEST = 80

const cut = (line: string): string => (line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line)

/** What was left out, and how often; nothing where nothing was. */
export function LeftOut(props: {
  readonly words: PluralKey
  readonly names: readonly string[]
}): JSX.Element | null {
  const { words, names } = props
  if (names.length === 0) return null
  const more = names.length - SHOWN
  const shown = names.slice(0, SHOWN).map(cut)
  return (
    <p>
      {tn(words, names.length)} <bdi>{list(more > 0 ? [...shown, tn("and_more", more)] : shown)}</bdi>
    </p>
  )
}

/** What became of a list of names: how many were selected, and what was left out, and why. */
export function FoundNotice({ found, onClose }: { found: Found; onClose: () => void }): JSX.Element {
  const { ids, missing, doubtful, held, unread } = found
  const unknown = missing.filter(({ alike }) => alike.length === 0).map(({ name }) => name)
  const alike = missing
    .filter((each) => each.alike.length > 0)
    .map(({ name, alike }) => t("list_alike_here", name, list([...new Set(alike)])))
  const isWhole = missing.length + doubtful.length + unread.length === 0
  return (
    <Notice tone={isWhole ? "info" : "warn"}>
      <p class="strong">{tn("list_found", ids.length)}</p>
      <LeftOut words="list_missing" names={unknown} />
      <LeftOut words="list_alike" names={alike} />
      <LeftOut words="list_doubtful" names={doubtful} />
      <LeftOut words="list_unread" names={unread} />
      <LeftOut words="list_held" names={held} />
      <div class="acts">
        <Button onClick={onClose}>{t("close")}</Button>
      </div>
    </Notice>
  )
}
