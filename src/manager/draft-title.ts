import { tn } from "../ui/i18n"
import type { WholeDraft } from "./whole-draft"

/** The question: how many tags of which module, or of how many modules. */
export function draftTitle({ tags, parts }: WholeDraft): string {
  const [first] = parts
  if (first && parts.length === 1) return tn("confirm_title", tags.length, first.module.pluralLabel)
  return tn("confirm_title_many", tags.length, parts.length)
}
