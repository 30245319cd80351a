import type { ManyDraft } from "../messaging/views"
import { tn } from "../ui/i18n"

const KEYS = {
  confirm: { one: "confirm_title", many: "confirm_title_many" },
  plan: { one: "plan_title", many: "plan_title_many" },
} as const

/** How many tags of which module, or of how many: as a question, or as a plan. */
export function draftTitle({ tags, parts }: ManyDraft, as: keyof typeof KEYS): string {
  const [first] = parts
  if (first && parts.length === 1) return tn(KEYS[as].one, tags.length, first.module.pluralLabel)
  return tn(KEYS[as].many, tags.length, parts.length)
}
