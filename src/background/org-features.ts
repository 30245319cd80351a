/** What jobs show of an org that no document settles, remembered for those that follow. */
import { t } from "../i18n/translate"
import { tagsOf } from "../jobs/items"
import type { Job } from "../jobs/job"
import type { Account } from "../storage/accounts"
import { announceChange } from "../storage/change-events"
import type { OrgFeatures, OrgFeatureStore } from "../storage/org-features"
import type { Store } from "../storage/store"
import type { ZohoFault } from "../zoho/errors/fault"
import { TAGS_PER_MASS_DELETE } from "../zoho/limits"
import { scopesCover, TAGS_ALL, type TagCall } from "../zoho/scopes"

/** How long a limit that an org has shown counts; Zoho may raise it, and asking for too much costs one call. */
const LIMIT_KEPT_MS = 30 * 24 * 3_600_000

/** Tags that a call may carry in this org, as far as is known at `now` (ms). */
export function tagsPerCallOf({ tagsPerCall }: OrgFeatures, now: number): number {
  return tagsPerCall && now - tagsPerCall.at < LIMIT_KEPT_MS ? tagsPerCall.value : TAGS_PER_MASS_DELETE
}

/** Remembers the limit of a finished job. One that never had to find out does not undo what another found. */
export async function rememberFromJob(
  { orgFeatures }: Pick<Store, "orgFeatures">,
  job: Job,
  at: number,
): Promise<void> {
  if (job.kind !== "deletion" && job.kind !== "check") return
  const known = await orgFeatures.of(job.org.id)
  if (known.tagsPerCall === undefined || job.tagsPerCall < tagsPerCallOf(known, at))
    await orgFeatures.remember(job.org.id, "tagsPerCall", job.tagsPerCall, at)
}

/** A tag that Zoho refuses because something uses it counts as in use until Zoho is asked again. */
export async function rememberRefused({ jobs, tagUsage }: Store, job: Job, at: number): Promise<void> {
  if (job.tags.refused === 0) return
  const { accountId } = job
  const tags = (await jobs.load(job.id))?.steps.flatMap(tagsOf) ?? []
  const known = await tagUsage.of(accountId)
  for (const { id: tagId, reason } of tags) {
    if (reason?.kind !== "tag-in-use") continue
    const { records = null, usedIn } = known.get(tagId) ?? {}
    const places = reason.places ?? (usedIn?.length ? usedIn : [t("used_in_automation")])
    await tagUsage.remember({ accountId, tagId, records, usedIn: [...places], at })
  }
  announceChange("usage")
}

/**
 * A call about tags was refused. Where the single scopes that Zoho documents for it were granted, this org wants `tags.ALL`
 * for it: the next sign-in asks for that. Other calls have scopes of their own.
 */
export async function rememberFromFault(
  orgFeatures: OrgFeatureStore,
  account: Account,
  { kind }: ZohoFault,
  call: TagCall,
): Promise<void> {
  const orgId = account.org.id
  if (kind !== "scope-missing" || account.scopes.includes(TAGS_ALL)) return
  // Counting takes the right to read tags, which comes with that to delete them.
  if (!scopesCover(account.scopes, [call === "usage" ? "delete" : call])) return
  const { tagsAll } = await orgFeatures.of(orgId)
  const known = tagsAll?.value ?? []
  if (!known.includes(call)) await orgFeatures.remember(orgId, "tagsAll", [...known, call], Date.now())
}
