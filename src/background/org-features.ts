/** What jobs show of an org that no document settles, remembered for those that follow. */
import type { Job } from "../jobs/job"
import type { Account } from "../storage/accounts"
import type { OrgFeature, OrgFeatures, OrgFeatureStore, ValueOf } from "../storage/org-features"
import type { Store } from "../storage/store"
import type { ZohoFault } from "../zoho/errors/fault"
import { TAGS_PER_MASS_DELETE } from "../zoho/limits"
import { scopesCover, TAGS_ALL, type TagCall } from "../zoho/scopes"

/** A limit that an org has shown is held for so long; Zoho may raise it, and asking for too much costs one call. */
const LIMIT_KEPT_MS = 30 * 24 * 3_600_000

/** Tags that a call may carry in this org, as far as is known at `now` (ms). */
export function tagsPerCallOf({ tagsPerCall }: OrgFeatures, now: number): number {
  return tagsPerCall && now - tagsPerCall.at < LIMIT_KEPT_MS ? tagsPerCall.value : TAGS_PER_MASS_DELETE
}

/** Remembers the limit of a finished job. One that never had to find out does not undo what another found. */
export async function rememberFromJob(store: Store, job: Job, at: number): Promise<void> {
  if (job.kind !== "deletion" && job.kind !== "check") return
  const known = await store.capabilities.of(job.org.id)
  if (known.tagsPerCall === undefined || job.tagsPerCall < tagsPerCallOf(known, at))
    await store.capabilities.remember(job.org.id, "tagsPerCall", job.tagsPerCall, at)
}

/** Remembers what is new; what is known already keeps its date, and costs no write. */
export async function rememberNew<F extends OrgFeature>(
  capabilities: OrgFeatureStore,
  orgId: string,
  finding: F,
  value: ValueOf<F>,
): Promise<void> {
  const known = await capabilities.of(orgId)
  if (known[finding]?.value !== value) await capabilities.remember(orgId, finding, value, Date.now())
}

/**
 * A call about tags was refused. Where the single rights that Zoho documents for it were granted, this org wants the
 * whole for it: the next sign-in asks for that. It says nothing of other calls: they have rights of their own.
 * @param call what it was for
 */
export async function rememberFromFault(
  store: Store,
  account: Account,
  { kind }: ZohoFault,
  call: TagCall,
): Promise<void> {
  const orgId = account.org.id
  if (kind !== "scope-missing" || account.scopes.includes(TAGS_ALL)) return
  // Counting takes the right to read tags, which comes with that to delete them.
  if (!scopesCover(account.scopes, [call === "usage" ? "delete" : call])) return
  const { tagsAll } = await store.capabilities.of(orgId)
  const known = tagsAll?.value ?? []
  if (!known.includes(call)) await store.capabilities.remember(orgId, "tagsAll", [...known, call], Date.now())
}
