/** The tags selected in one module, read again from Zoho and compared with what the user saw. */
import { featuresOf } from "../accounts/scopes"
import type { ModuleRef } from "../jobs/job"
import { looksLike, protection } from "../jobs/protected-tags"
import type { Outcome } from "../messages/views"
import type { Account } from "../storage/accounts"
import { DRAFT_LIFE_MS, type Draft, type DraftBackup, type DraftTag, type Dropped } from "../storage/drafts"
import { isOff } from "../storage/managed-policy"
import type { Settings } from "../storage/settings"
import type { Store } from "../storage/store"
import type { Usage } from "../storage/tag-cache"
import type { Tag } from "../zoho/api/tags"
import type { Catalog } from "./org-catalog"
import { tagsPerCallOf } from "./org-features"
import { protectedProblem } from "./problems"

interface Selected {
  readonly module: string
  readonly tags: readonly { readonly id: string; readonly name: string }[]
}

export interface SelectedTags {
  readonly module: ModuleRef
  readonly tags: DraftTag[]
  readonly dropped: Dropped
}

/** What a draft needs to know about an account, whatever the module. */
export interface DraftBasis {
  readonly settings: Settings
  readonly usage: ReadonlyMap<string, Usage>
  readonly tagsPerCall: number
  readonly backup: DraftBackup
}

export async function draftBasis(store: Store, account: Account): Promise<DraftBasis> {
  const [settings, usage, orgFeatures, policy] = await Promise.all([
    store.settings.get(),
    store.tagUsage.of(account.id),
    store.orgFeatures.of(account.org.id),
    store.policy.get(),
  ])
  const { backups: on, backupDays: days, backupRecords: suggestRecords } = settings
  const backup = { on, days, suggestRecords, records: !isOff(policy, "records") }
  return { settings, usage, tagsPerCall: tagsPerCallOf(orgFeatures, Date.now()), backup }
}

/**
 * The selected tags as Zoho has them now. Drops tags that are gone, renamed or protected.
 * @param dropsProtected whether to drop protected tags; false for the tag that a merge keeps
 */
export async function readSelected(
  catalog: Catalog,
  account: Account,
  selected: Selected,
  { settings, usage }: DraftBasis,
  dropsProtected = true,
): Promise<Outcome<SelectedTags>> {
  const list = await catalog.tagsIn(account, selected.module)
  if (!list.ok) return list
  const protectedBy = protection(dropsProtected ? settings.protectedTags : [])
  const existing = new Map(list.value.tags.map((tag) => [tag.id, tag]))
  const kept = new Map<string, DraftTag>()
  const dropped: Dropped = []
  for (const { id, name } of selected.tags) {
    const tag = existing.get(id)
    const entry = protectedBy(name)
    if (!tag) dropped.push({ name, why: "gone" })
    else if (tag.name !== name) dropped.push({ name, why: "renamed" })
    else if (entry !== undefined)
      dropped.push({ name, why: "protected", ...(looksLike(name, entry) && { like: entry }) })
    else kept.set(id, draftTag(tag, usage.get(id)))
  }
  return { ok: true, value: { module: list.value.module, tags: [...kept.values()], dropped } }
}

/** Prefers the record count in Zoho's list to a stored one, which is older. */
function draftTag(tag: Tag, usage: Usage | undefined): DraftTag {
  const { id, name, colorCode, createdBy = null, createdTime = null } = tag
  const { modifiedBy = null, modifiedTime = null } = tag
  const records = tag.records ?? usage?.records ?? null
  const known = { id, name, colorCode, records, createdBy, createdTime, modifiedBy, modifiedTime }
  return usage?.usedIn ? { ...known, usedIn: usage.usedIn } : known
}

/** Tells whether a name is protected now, by the user or by the managed policy. */
export async function protectedNow({ settings }: Store): Promise<(name: string) => boolean> {
  const protectedBy = protection((await settings.get()).protectedTags)
  return (name) => protectedBy(name) !== undefined
}

/** A refusal if one of these tags is protected now; otherwise undefined. */
export async function protectedOf(
  store: Store,
  tags: readonly Pick<DraftTag, "name">[],
): Promise<Outcome<never> | undefined> {
  const isProtected = await protectedNow(store)
  const kept = tags.find(({ name }) => isProtected(name))
  return kept && protectedProblem(kept.name)
}

// The fields that all kinds of drafts share.

type Head = Pick<Draft, "draftId" | "tabId" | "accountId" | "org" | "features" | "expiresAt">

/** @param tabId the tab that requests the draft; null for our own pages outside tabs */
export async function newDraft(store: Store, account: Account, tabId: number | null): Promise<Head> {
  return {
    ...{ draftId: crypto.randomUUID(), tabId, accountId: account.id, org: account.org },
    ...{ features: await featuresOf(store, account), expiresAt: Date.now() + DRAFT_LIFE_MS },
  }
}
