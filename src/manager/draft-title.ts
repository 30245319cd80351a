import { tn } from "../ui/i18n"
import type { WholeDraft } from "./whole-draft"

const KEYS = {
  confirm: { one: "confirm_title", many: "confirm_title_many" },
  plan: { one: "plan_title", many: "plan_title_many" },
} as const

/** How many tags of which module, or of how many: as a question, or as a plan. */
export function draftTitle({ tags, parts }: WholeDraft, as: keyof typeof KEYS): string {
  const [first] = parts
  if (first && parts.length === 1) return tn(KEYS[as].one, tags.length, first.module.pluralLabel)
  return tn(KEYS[as].many, tags.length, parts.length)
}
