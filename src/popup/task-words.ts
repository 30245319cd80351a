import type { ItemState, TaskKind } from "../task/task"
import { t } from "../ui/i18n"
import type { MessageKey } from "../ui/i18n"

const WORDS: Readonly<Record<ItemState, MessageKey>> = {
  pending: "item_pending",
  done: "item_done",
  already: "item_already",
  refused: "item_refused",
  unseen: "item_unseen",
  unknown: "outcome_unknown",
  "not-sent": "item_not_sent",
}

const OF_KIND: Readonly<Record<TaskKind, Partial<Record<ItemState, MessageKey>>>> = {
  restore: { done: "item_made" },
  merge: { done: "item_merged", already: "item_already_gone" },
}

/** What became of a tag, in a word or two. */
export function itemWord(state: ItemState, kind: TaskKind): string {
  return t(OF_KIND[kind][state] ?? WORDS[state])
}
