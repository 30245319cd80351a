/**
 * "Try again" and "Delete again": what finished jobs left, as a request for a new draft. Nothing is taken up again
 * without being asked about, like any other deletion.
 */
import { isFinished } from "../deletion/job"
import type { JobRecord } from "../deletion/job"
import { isRetryable } from "../deletion/outcome"
import type { CheckedRequestOf } from "../messaging/contract"
import type { Outcome } from "../messaging/views"
import type { Store } from "../store/store"
import { isRetryable as isRetryableItem, recordsOf, tagsOf } from "../task/items"
import type { TaskRecord } from "../task/task"
import { nothingLeft } from "./refusals"

export type NewRequest = Exclude<CheckedRequestOf<"draft">, { kind: "again" }>

/** @param jobIds jobs of one account; those of another than the first's are left out */
export async function requestAgain(
  store: Pick<Store, "jobs" | "tasks" | "backups">,
  jobIds: readonly string[],
): Promise<Outcome<NewRequest>> {
  const [firstId = ""] = jobIds
  const task = await store.tasks.load(firstId)
  const request = task
    ? await ofTask(store, task)
    : ofJobs(await Promise.all(jobIds.map((id) => store.jobs.load(id))))
  return request ? { ok: true, value: request } : nothingLeft()
}

function ofJobs(loaded: readonly (JobRecord | undefined)[]): NewRequest | undefined {
  const finished = loaded.filter((record) => record !== undefined && isFinished(record.job.state))
  const accountId = finished[0]?.job.accountId
  const byModule = new Map<string, { id: string; name: string }[]>()
  for (const { job, chunks } of finished.filter((record) => record !== undefined)) {
    if (job.accountId !== accountId) continue
    const left = chunks.flatMap(({ tags }) => tags.filter(isRetryable)).map(({ id, name }) => ({ id, name }))
    if (left.length > 0)
      byModule.set(job.module.apiName, [...(byModule.get(job.module.apiName) ?? []), ...left])
  }
  if (accountId === undefined || byModule.size === 0) return undefined
  return { kind: "deletion", accountId, parts: [...byModule].map(([module, tags]) => ({ module, tags })) }
}

async function ofTask(
  { backups }: Pick<Store, "backups">,
  { job, steps }: TaskRecord,
): Promise<NewRequest | undefined> {
  if (!isFinished(job.state)) return undefined
  // A tag counts as left, too, while one of its records is.
  const left = new Map(
    steps.flatMap((step) => [
      ...tagsOf(step)
        .filter(isRetryableItem)
        .map(({ oldId, name }) => [oldId, name] as const),
      ...(step.call === "add-tags" && recordsOf(step).some(isRetryableItem)
        ? [[step.oldId, step.name] as const]
        : []),
    ]),
  )
  if (left.size === 0) return undefined
  if (job.keep) {
    const { accountId, module, keep } = job
    const absorb = [...left].map(([id, name]) => ({ id, name }))
    return {
      ...{ kind: "merge", accountId, module: module.apiName, absorb },
      keep: { id: keep.id, name: keep.name },
    }
  }
  const backupId = job.backupId ?? ""
  const places = ((await backups.tags(backupId)) ?? []).filter(({ id }) => left.has(id))
  const tags = places.length > 0 ? places.map(({ index }) => index) : null
  return { kind: "restore", backupId, tags }
}
