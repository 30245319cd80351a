/** "Try again" and "Delete again": requests a new draft of what finished jobs left, which the user confirms. */
import { tagsLeftBehind } from "../jobs/check"
import { isLeft, tagsOf } from "../jobs/items"
import { isFinished } from "../jobs/job"
import type { JobRecord } from "../jobs/record"
import { groupBy } from "../lib/lists"
import type { CheckedRequestOf } from "../messages/contract"
import type { Store } from "../storage/store"

export type NewRequest = Exclude<CheckedRequestOf<"draft">, { kind: "again" }>

/** Undefined: nothing is left. @param jobIds jobs of one account; those of another than the first's are left out */
export async function requestAgain(
  { jobs, backups }: Pick<Store, "jobs" | "backups">,
  jobIds: readonly string[],
): Promise<NewRequest | undefined> {
  const loaded = await Promise.all(jobIds.map((id) => jobs.load(id)))
  const finished = loaded.filter((record) => record !== undefined).filter(({ job }) => isFinished(job.state))
  const [first] = finished
  if (!first) return undefined
  const { kind, accountId, module, keep, backupId } = first.job
  const left = leftOf(first)
  if (kind === "restore" && backupId !== null && left.length > 0) {
    const ids = new Set(left.map(({ id }) => id))
    const places = ((await backups.tags(backupId)) ?? []).filter(({ id }) => ids.has(id))
    return { kind, backupId, tags: places.length > 0 ? places.map(({ index }) => index) : null }
  }
  if (kind === "merge" && keep && left.length > 0)
    return { kind, accountId, module: module.apiName, absorb: left, keep: { id: keep.id, name: keep.name } }
  if (kind !== "deletion" && kind !== "check") return undefined
  const ofAccount = finished.filter(({ job }) => job.accountId === accountId)
  const parts = [...groupBy(ofAccount, ({ job }) => job.module.apiName)]
    .map(([apiName, records]) => ({ module: apiName, tags: records.flatMap(leftOf) }))
    .filter(({ tags }) => tags.length > 0)
  return parts.length > 0 ? { kind: "deletion", accountId, parts } : undefined
}

/** The tags that were left; a tag counts as left, too, while one of its records is. */
function leftOf(record: JobRecord): { readonly id: string; readonly name: string }[] {
  const { job, steps } = record
  const tags = job.kind === "check" ? tagsLeftBehind(record) : steps.flatMap(tagsOf)
  const left = new Map(tags.filter(isLeft).map(({ id, name }) => [id, name]))
  for (const step of steps)
    if (step.call === "add-tags" && step.records.some(isLeft)) left.set(step.tagId, step.name)
  return [...left].map(([id, name]) => ({ id, name }))
}
