/** Features of an org that Zoho does not document, learned from jobs and remembered for later ones. */
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

/** How long to keep a learned limit. Zoho may raise it, and exceeding it costs one call. */
const LIMIT_LIFE_MS = 30 * 24 * 3_600_000

/** How many tags a call may contain in this org: the limit learned by `now` (ms), or the default. */
export function tagsPerCallOf({ tagsPerCall }: OrgFeatures, now: number): number {
  return tagsPerCall && now - tagsPerCall.at < LIMIT_LIFE_MS ? tagsPerCall.value : TAGS_PER_MASS_DELETE
}

/** Remembers the limit of a finished job. Never raises a lower limit that another job has learned. */
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

/** Marks tags that Zoho refused as in use, until their usage is read again. */
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
 * Learns from a refused call of the tags API. If the account has the scopes that Zoho documents for the call, this org
 * requires `tags.ALL` instead, and the next sign-in requests that.
 */
export async function rememberFromFault(
  orgFeatures: OrgFeatureStore,
  account: Account,
  { kind }: ZohoFault,
  call: TagCall,
): Promise<void> {
  const orgId = account.org.id
  if (kind !== "scope-missing" || account.scopes.includes(TAGS_ALL)) return
  // Counting needs the scope to read tags, which "delete" includes.
  if (!scopesCover(account.scopes, [call === "usage" ? "delete" : call])) return
  const { tagsAll } = await orgFeatures.of(orgId)
  const known = tagsAll?.value ?? []
  if (!known.includes(call)) await orgFeatures.remember(orgId, "tagsAll", [...known, call], Date.now())
}
