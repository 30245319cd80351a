/** Jobs, drafts and backups in words. */
import type { Backup } from "../backup/backup"
import { goodOf, NO_ITEMS, settledOf, totalOf } from "../jobs/items"
import {
  isFinished,
  type ItemCounts,
  type ItemState,
  type Job,
  type JobBackup,
  type JobKind,
  type JobState,
  type Pause,
  type Wait,
} from "../jobs/job"
import type { CreatedTag } from "../jobs/steps"
import type { Draft } from "../storage/drafts"
import type { TagOutline } from "../storage/read-backups"
import { LONGEST_WAIT } from "../jobs/timing"
import { reasonText } from "./fault-text"
import { duration } from "./format"
import { t, tn, type MessageKey } from "./translate"

/**
 * What a job waits for before its first call that deletes; null once it no longer waits.
 * @param secondsLeft of the time to cancel
 * @param backup null if there is none to wait for
 */
export function stageText(secondsLeft: number, backup: JobBackup | null, tagCount: number): string | null {
  if (secondsLeft > 0) return t("starts_in", secondsLeft)
  if (backup === null) return null
  return backup.records && !backup.skipped
    ? t("backing_up_records", backup.collected, tagCount)
    : t("backing_up")
}

const WAITS: Readonly<Record<Exclude<Wait["what"], "zoho">, MessageKey>> = {
  turn: "wait_turn",
  outcome: "wait_outcome",
  "re-read": "wait_re_read",
  retry: "wait_retry",
}

/** A shorter wait (ms) would be over before it is read. */
const WORTH_SAYING = 3_000

/**
 * What a stalled job waits for, and until when: `Zoho is working: 0:32`.
 * @param now ms since the epoch; if the clock was changed meanwhile, no seconds are shown
 * @returns null while there is nothing to show yet
 */
export function waitText({ what, since, until }: Wait, now: number): string | null {
  const passed = since === null ? WORTH_SAYING : now - since
  if (passed < WORTH_SAYING) return null
  if (what === "zoho") return t("wait_zoho", duration(passed))
  const waiting = t(WAITS[what])
  const left = until === null ? 0 : Math.ceil((until - now) / 1_000)
  return left > 0 && left * 1_000 <= LONGEST_WAIT ? `${waiting} ${t("next_try", left)}` : waiting
}

const PAUSES: Readonly<Record<Exclude<Pause["why"], "user">, MessageKey>> = {
  "sign-in": "signed_out",
  consent: "pause_consent",
  "permission-removed": "fault_access_removed",
  "no-permission": "fault_no_permission",
  "too-many-failures": "pause_too_many_failures",
  "out-of-credits": "pause_out_of_credits",
  unreachable: "fault_unreachable",
  backup: "pause_backup",
  "plan-limit": "fault_plan_limit",
}

/**
 * Why a job is paused or ended as it did, with what Zoho or the browser said and what to do, without repetitions. None
 * if the user paused it.
 */
export function whyLines({ pause, reason }: Pick<Job, "pause" | "reason">): string[] {
  if (!pause) return reason ? [reasonText(reason)] : []
  if (pause.why === "user") return []
  const why = t(PAUSES[pause.why])
  if (!pause.reason) return [why]
  const text = reasonText(pause.reason)
  const saysBoth = pause.reason.planLimit !== undefined || pause.reason.kind === "backup-unwritten"
  return saysBoth || text.startsWith(why) ? [text] : [why, text]
}

// What a backup contains, and how much of a tag it can restore.

type BackupContent = Pick<Backup, "holds" | "recordCount" | "partialTags" | "converted">

/** `names and colors, 1,234 records`, and for how many tags it lacks records. */
export function backupContains({ holds, recordCount, partialTags, converted }: BackupContent): string {
  if (holds === "tags") return t("backup_tags")
  const parts = [`${t("backup_tags")}, ${tn("records", recordCount ?? 0)}`]
  if (partialTags > 0) parts.push(t("backup_partial", partialTags))
  if (converted === "unread") parts.push(t("backup_no_converted"))
  return parts.join(" · ")
}

/** @param outline what the backup contains of the tag; undefined if there is no backup of it */
export function restorableText(outline: TagOutline | undefined): string {
  if (!outline) return t("restorable_none")
  return t("restorable", contentWords(outline.records, outline.recordsComplete))
}

/** What a backup contains of a tag: `name and color`, `12 records`. @param records null: it contains none */
export function contentWords(records: number | null, isComplete: boolean): string {
  if (records === null) return t("restore_tag_name_only")
  return isComplete ? tn("records", records) : `${tn("records", records)}, ${t("restore_tag_partial")}`
}

// A draft in one line: the title of its question, and how other screens name it.

/** @param count number of tags; fewer than the draft's if some of a restore are left out */
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

/** How many tags the draft concerns. */
export function tagsOf(draft: Draft): number {
  const parts = draft.kind === "deletion" ? draft.parts : [draft]
  return parts.reduce((sum, { tags }) => sum + tags.length, 0)
}

// A job in words: what it is, its progress, and its result. Tables contain what differs by kind.

const TITLES: Readonly<Record<Exclude<JobKind, "check">, readonly [asked: MessageKey, done: MessageKey]>> = {
  deletion: ["title_delete", "title_deleted"],
  restore: ["title_restore", "title_restored"],
  merge: ["title_merge", "title_merged"],
}

type TitledJob = Pick<Job, "kind" | "state" | "tags" | "keep" | "module">

/** `Deleted from Deals: 12 tags`; `Delete from …` until all of it is. */
export function jobTitle({ kind, state, tags, keep, module }: TitledJob): string {
  if (kind === "check") return t("check_title")
  const [asked, done] = TITLES[kind]
  const what = t(state === "completed" ? done : asked, module.pluralLabel)
  const title = tn("job_title", totalOf(tags), what)
  return keep ? `${title} ${t("task_merge_into", keep.name)}` : title
}

/** What a running job does: `Deleting 12 tags`. */
export function jobDoing(job: TitledJob): string {
  return job.kind === "deletion" ? tn("deleting", totalOf(job.tags)) : jobTitle(job)
}

type CountedJob = Pick<Job, "tags" | "records" | "reportedDone">

/** How much is done, whatever the result, and how much there is, for a progress bar. */
export function jobProgress({ tags, records, reportedDone }: CountedJob): { value: number; max: number } {
  const value = settledOf(tags) + settledOf(records) + reportedDone
  return { value, max: totalOf(tags) + totalOf(records) }
}

/** Its progress or its result. */
export function jobNumbers(job: CountedJob & Pick<Job, "kind" | "state">): string {
  const { kind, state, tags, records } = job
  if (isFinished(state)) {
    const already = kind === "deletion" && tags.already > 0 ? [t("result_already", tags.already)] : []
    return [jobResult(kind, state, tags, records), ...already].join(", ")
  }
  if (kind === "deletion" || kind === "check") {
    const { value, max } = jobProgress(job)
    return t("progress", value, max)
  }
  // Tags while they are created, then records.
  return tags.pending > 0 || totalOf(records) === 0
    ? t("progress", settledOf(tags), totalOf(tags))
    : t("task_progress_records", settledOf(records), totalOf(records))
}

/** Its result. A tag that was gone before, or whose state no re-read could determine, is not called deleted. */
export function jobResult(
  kind: JobKind,
  state: JobState,
  tags: ItemCounts,
  records: ItemCounts = NO_ITEMS,
): string {
  const left = totalOf(tags) - goodOf(tags)
  if (kind === "deletion")
    return left > 0 ? t("result_kept", tags.done, left) : t("result_deleted", tags.done)
  if (kind === "check") {
    const ended = state === "failed" ? "check_ended" : "reason_kept_by_zoho"
    return t(state === "completed" ? "check_clean" : ended)
  }
  const ofTags = withLeft(tn(kind === "restore" ? "task_restored" : "task_merged", goodOf(tags)), left)
  const all = totalOf(records)
  // A record that gets several tags counts once for each, and the words say so.
  return all === 0 ? ofTags : `${ofTags} · ${withLeft(tn("task_tagged", records.done), all - records.done)}`
}

/** `3 tags restored, 1 not` */
function withLeft(good: string, left: number): string {
  return left > 0 ? `${good}, ${t("task_left", left)}` : good
}

const DELETION: Readonly<Record<ItemState, MessageKey>> = {
  pending: "outcome_pending",
  done: "outcome_deleted",
  already: "outcome_already_gone",
  refused: "outcome_refused",
  "not-done": "outcome_still_there",
  unknown: "outcome_unknown",
  "not-sent": "outcome_not_sent",
}

const RESTORE = {
  ...DELETION,
  ...({ done: "item_made", already: "item_already", "not-done": "item_unseen" } as const),
}

const OUTCOMES: Readonly<Record<JobKind, Readonly<Record<ItemState, MessageKey>>>> = {
  deletion: DELETION,
  check: DELETION,
  restore: RESTORE,
  merge: { ...RESTORE, done: "item_merged", already: "outcome_already_gone" },
}

/** A tag's result in a word or two. */
export function outcomeWord(state: ItemState, kind: JobKind): string {
  return t(OUTCOMES[kind][state])
}

/** Notes that a restored tag lacks its color; null: it has it, or never had one. */
export function colorNote({ colorRefused, colorCode, state }: CreatedTag): string | null {
  return colorRefused && state === "done" ? t("tag_color_refused", colorCode ?? "") : null
}
