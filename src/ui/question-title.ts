/** What a draft asks, in one line: the title of its question, and how others name it. */
import type { Draft } from "../store/drafts"
import { tn } from "./i18n"

/** @param count how many tags; less than the draft's where some of a restore are left out */
export function questionTitle(draft: Draft, count = tagsOf(draft)): string {
  switch (draft.kind) {
    case "deletion": {
      const [first, ...others] = draft.parts
      return others.length === 0
        ? tn("confirm_title", count, first?.module.pluralLabel ?? "")
        : tn("confirm_title_many", count, draft.parts.length)
    }
    case "restore":
      return tn("restore_title", count, draft.module.pluralLabel)
    case "merge":
      return tn("merge_title", count, draft.keep.name)
  }
}

/** How many tags it is about. */
export function tagsOf(draft: Draft): number {
  const parts = draft.kind === "deletion" ? draft.parts : [draft]
  return parts.reduce((sum, { tags }) => sum + tags.length, 0)
}
