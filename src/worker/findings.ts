/** What jobs show of an org that no document settles, remembered for those that follow. */
import type { Job } from "../jobs/job"
import type { Account } from "../store/accounts"
import type { Capabilities, CapabilityStore, Finding, ValueOf } from "../store/capabilities"
import type { Store } from "../store/store"
import type { Observed } from "../zoho/api/client"
import { classify } from "../zoho/errors/classify"
import type { ZohoFault } from "../zoho/errors/fault"
import { TAGS_PER_MASS_DELETE } from "../zoho/limits"
import { TAGS_ALL, scopesCover } from "../zoho/scopes"
import type { TagCall } from "../zoho/scopes"

/** A limit that an org has shown is held for so long; Zoho may raise it, and asking for too much costs one call. */
const LIMIT_KEPT_MS = 30 * 24 * 3_600_000
/** Words of Zoho's that are remembered; it documents four. */
const MOST_WORDS = 12

/** Tags that a call may carry in this org, as far as is known at `now` (ms). */
export function tagsPerCallOf({ tagsPerCall }: Capabilities, now: number): number {
  return tagsPerCall && now - tagsPerCall.at < LIMIT_KEPT_MS ? tagsPerCall.value : TAGS_PER_MASS_DELETE
}

/** Remembers the limit of a finished job. One that never had to find out does not undo what another found. */
export async function learnFromJob(store: Store, job: Job, at: number): Promise<void> {
  if (job.kind !== "deletion" && job.kind !== "check") return
  const known = await store.capabilities.of(job.org.id)
  if (known.tagsPerCall === undefined || job.tagsPerCall < tagsPerCallOf(known, at))
    await store.capabilities.learn(job.org.id, "tagsPerCall", job.tagsPerCall, at)
}

/** Remembers what is new; what is known already keeps its date, and costs no write. */
export async function learnNew<F extends Finding>(
  capabilities: CapabilityStore,
  orgId: string,
  finding: F,
  value: ValueOf<F>,
): Promise<void> {
  const known = await capabilities.of(orgId)
  if (known[finding]?.value !== value) await capabilities.learn(orgId, finding, value, Date.now())
}

/** What a call for a mass delete shows: how its answer is wrapped, and whether an extension's calls are taken at all. */
export async function learnFromAnswer(store: Store, orgId: string, answer: Observed): Promise<void> {
  const { method, path, httpStatus, body } = answer
  if (method !== "POST" || !path.endsWith("/mass_delete")) return
  if (httpStatus >= 300) {
    const { kind } = classify({ httpStatus, body, subject: "tags" })
    if (kind === "call-forbidden") await learnNew(store.capabilities, orgId, "changesTaken", false)
    return
  }
  const isWrapped = typeof body === "object" && body !== null && "mass_delete" in body
  await learnNew(store.capabilities, orgId, "massDeleteAnswer", isWrapped ? "wrapped" : "bare")
  await learnNew(store.capabilities, orgId, "changesTaken", true)
}

/** A word of Zoho's for the state of one of its jobs. */
export async function learnWord(store: Store, orgId: string, word: string): Promise<void> {
  const { jobWords } = await store.capabilities.of(orgId)
  const known = jobWords?.value ?? []
  if (!known.includes(word) && known.length < MOST_WORDS)
    await store.capabilities.learn(orgId, "jobWords", [...known, word], Date.now())
}

/**
 * A call about tags was refused. Where the single rights that Zoho documents for it were granted, this org wants the
 * whole for it: the next sign-in asks for that. It says nothing of other calls: they have rights of their own.
 * @param call what it was for
 */
export async function learnFromFault(
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
  if (!known.includes(call)) await store.capabilities.learn(orgId, "tagsAll", [...known, call], Date.now())
}
