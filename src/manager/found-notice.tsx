import type { JSX } from "preact"
import { Button } from "../ui/button"
import { list } from "../ui/format"
import { t, tn } from "../ui/i18n"
import { Notice } from "../ui/notice"
import type { Found } from "./name-list"

/** Names that are written out; the rest is counted. */
const SHOWN = 20

function named(names: readonly string[]): string {
  const more = names.length - SHOWN
  return list(more > 0 ? [...names.slice(0, SHOWN), tn("and_more", more)] : names)
}

/** What became of a list of names: how many were selected, which were not found. */
export function FoundNotice({ found, onClose }: { found: Found; onClose: () => void }): JSX.Element {
  const { ids, missing, held } = found
  return (
    <Notice tone={missing.length > 0 ? "warn" : "info"}>
      <p class="strong">{tn("list_found", ids.length)}</p>
      {missing.length > 0 && (
        <p>
          {tn("list_missing", missing.length)} <bdi>{named(missing)}</bdi>
        </p>
      )}
      {held.length > 0 && (
        <p>
          {tn("list_held", held.length)} <bdi>{named(held)}</bdi>
        </p>
      )}
      <div class="acts">
        <Button onClick={onClose}>{t("close")}</Button>
      </div>
    </Notice>
  )
}
