/** "Try again" and "Delete again": what finished jobs left, as a request for a new draft, which a person confirms. */
import { tagsLeftBehind } from "../jobs/check"
import { isLeft, tagsOf } from "../jobs/items"
import { isFinished } from "../jobs/job"
import type { JobRecord } from "../jobs/record"
import { groupBy } from "../lib/lists"
import type { CheckedRequestOf } from "../messages/contract"
import type { Outcome } from "../messages/views"
import type { Store } from "../storage/store"
import { nothingLeft } from "./problems"

export type NewRequest = Exclude<CheckedRequestOf<"draft">, { kind: "again" }>

/** @param jobIds jobs of one account; those of another than the first's are left out */
export async function requestAgain(
  store: Pick<Store, "jobs" | "backups">,
  jobIds: readonly string[],
): Promise<Outcome<NewRequest>> {
  const loaded = await Promise.all(jobIds.map((id) => store.jobs.load(id)))
  const finished = loaded.flatMap((record) => (record && isFinished(record.job.state) ? [record] : []))
  const [first] = finished
  const request = first && (await requestOf(store, first, finished))
  return request ? { ok: true, value: request } : nothingLeft()
}

async function requestOf(
  { backups }: Pick<Store, "backups">,
  first: JobRecord,
  all: readonly JobRecord[],
): Promise<NewRequest | undefined> {
  const { kind, accountId, module, keep, backupId } = first.job
  const left = leftOf(first)
  if (kind === "restore" && backupId !== null && left.size > 0) {
    const places = ((await backups.tags(backupId)) ?? []).filter(({ id }) => left.has(id))
    return { kind, backupId, tags: places.length > 0 ? places.map(({ index }) => index) : null }
  }
  if (kind === "merge" && keep && left.size > 0) {
    const absorb = [...left].map(([id, name]) => ({ id, name }))
    return { kind, accountId, module: module.apiName, absorb, keep: { id: keep.id, name: keep.name } }
  }
  const parts = all
    .filter(({ job }) => job.accountId === accountId)
    .map((record) => ({
      module: record.job.module.apiName,
      tags: [...leftOf(record)].map(([id, name]) => ({ id, name })),
    }))
    .filter(({ tags }) => tags.length > 0)
  const byModule = groupBy(parts, (part) => part.module)
  const merged = [...byModule].map(([of, each]) => ({ module: of, tags: each.flatMap(({ tags }) => tags) }))
  return isDeletion(kind) && merged.length > 0 ? { kind: "deletion", accountId, parts: merged } : undefined
}

const isDeletion = (kind: JobRecord["job"]["kind"]): boolean => kind === "deletion" || kind === "check"

/** Names by id of the tags that were left; a tag counts as left, too, while one of its records is. */
function leftOf(record: JobRecord): Map<string, string> {
  const { job, steps } = record
  const tags = job.kind === "check" ? tagsLeftBehind(record) : steps.flatMap(tagsOf)
  const left = new Map(tags.filter(isLeft).map(({ id, name }) => [id, name]))
  for (const step of steps)
    if (step.call === "add-tags" && step.records.some(isLeft)) left.set(step.tagId, step.name)
  return left
}
