/** Why something that was asked for is not begun, in words; reasons of ours, not an answer of Zoho's. */
import type { Outcome, Problem } from "../messaging/views"
import type { Draft } from "../store/drafts"
import { list } from "../ui/format"
import { t } from "../ui/i18n"
import { questionTitle } from "../ui/question-title"
import { refused } from "./problems"

export const backupUnwritten = (): Outcome<never> =>
  refused({
    kind: "backup-unwritten",
    happened: t("backup_unwritten"),
    unchanged: t("unchanged_nothing_deleted"),
    remedy: t("backup_unwritten_remedy"),
  })

export const unwritten = (): Outcome<never> =>
  refused({
    kind: "unwritten",
    happened: t("work_unwritten"),
    unchanged: t("unchanged_nothing"),
    remedy: t("backup_unwritten_remedy"),
  })

/** Of several modules that were confirmed together, some could not be written down. @param modules their labels */
export const partlyUnwritten = (modules: readonly string[]): Problem => ({
  kind: "unwritten",
  happened: t("part_unwritten", list(modules)),
  unchanged: t("part_unwritten_unchanged"),
  remedy: t("backup_unwritten_remedy"),
  action: "none",
})

export const nothingLeft = (): Outcome<never> =>
  refused({
    kind: "nothing-left",
    happened: t("draft_nothing_left"),
    unchanged: t("unchanged_nothing_deleted"),
    remedy: t("draft_nothing_left_remedy"),
    action: "reload",
  })

export const tooLate = (): Outcome<never> =>
  refused({
    kind: "draft-expired",
    happened: t("draft_expired"),
    unchanged: t("draft_expired_unchanged"),
    remedy: t("draft_expired_remedy"),
  })

export const wrongNumber = (): Outcome<never> =>
  refused({
    kind: "wrong-number",
    happened: t("draft_wrong_number"),
    unchanged: t("unchanged_nothing_deleted"),
    remedy: t("draft_wrong_number_remedy"),
  })

export const protectedNow = (name: string): Outcome<never> =>
  refused({
    kind: "protected",
    happened: t("draft_protected", name),
    unchanged: t("unchanged_nothing_deleted"),
    remedy: t("draft_protected_remedy"),
  })

/** One question at a time. @param draft the one that is open; null: it is of an org that whoever asks has no business with */
export const questionOpen = (draft: Draft | null): Outcome<never> =>
  refused({
    kind: "question-open",
    happened: draft ? t("question_open", questionTitle(draft)) : t("question_open_elsewhere"),
    unchanged: t("unchanged_nothing"),
    remedy: t("question_open_remedy"),
  })

export const askedTooOften = (): Outcome<never> =>
  refused({
    kind: "asked-too-often",
    happened: t("asked_too_often"),
    unchanged: t("unchanged_nothing"),
    remedy: t("asked_too_often_remedy"),
  })
