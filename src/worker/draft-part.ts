/** What of one module would be deleted: read again at Zoho, and compared with what the user saw. */
import { featuresOf } from "../accounts/rights"
import { recordCredits } from "../backup/credits"
import { looksLike, protection } from "../deletion/protected"
import type { CheckedRequestOf } from "../messaging/contract"
import type { DeletionDraft, DraftBackup, DroppedTag, Outcome } from "../messaging/views"
import type { Account } from "../store/accounts"
import type { StoredDraft } from "../store/drafts"
import type { Settings } from "../store/settings"
import type { Store } from "../store/store"
import type { Usage } from "../store/tag-usage"
import type { Tag } from "../zoho/api/tags"
import { moduleRef, orUnknown } from "./catalog"
import type { Catalog } from "./catalog"
import { chunkLimitOf } from "./findings"
import { failed } from "./problems"

type Picked = CheckedRequestOf<"deletion.draft">["tags"]

/** One module's share of a draft, before it is frozen. */
export interface DraftPart {
  readonly frozen: Pick<StoredDraft, "accountId" | "org" | "module" | "tags" | "chunkLimit">
  readonly dropped: DeletionDraft["dropped"]
  readonly backup: DraftBackup
}

/** What holds for every module of an account that a draft is made of. */
export interface DraftBasis {
  readonly settings: Settings
  readonly usage: ReadonlyMap<string, Usage>
  readonly chunkLimit: number
  readonly mayReadRecords: boolean
}

export async function draftBasis(store: Store, account: Account): Promise<DraftBasis> {
  const [settings, usage, capabilities, features] = await Promise.all([
    store.settings.get(),
    store.tagUsage.of(account.id),
    store.capabilities.of(account.org.id),
    featuresOf(store, account),
  ])
  const chunkLimit = chunkLimitOf(capabilities, Date.now())
  return { settings, usage, chunkLimit, mayReadRecords: features.includes("records") }
}

/**
 * The tags that were picked, as they stand at Zoho now; it may be that none is left. Changes nothing.
 * @param sparesProtected whether protected ones are left out; false for a tag that only gains
 */
export async function draftPart(
  catalog: Catalog,
  account: Account,
  request: { readonly module: string; readonly tags: Picked },
  { settings, usage, chunkLimit, mayReadRecords }: DraftBasis,
  sparesProtected = true,
): Promise<Outcome<DraftPart>> {
  const module = orUnknown(await catalog.findModule(account, request.module))
  if (!module.ok) return failed(module.fault)
  const list = await catalog.tagsOf(account, module.value)
  if (!list.ok) return failed(list.fault)
  const protectedBy = protection(sparesProtected ? settings.protectedTags : [])
  const { tags, dropped } = compare(request.tags, list.value.tags, protectedBy, usage)
  const frozen = {
    ...{ accountId: account.id, org: account.org, module: moduleRef(module.value), tags, chunkLimit },
  }
  const backup = {
    ...{ on: settings.backups, days: settings.backupDays, suggestRecords: settings.backupRecords },
    ...{ mayReadRecords, ...recordCredits(tags, module.value.apiName) },
  }
  return { ok: true, value: { frozen, dropped, backup } }
}

/** Only what is still there under the name that was picked, and is not protected, is put into the draft. */
function compare(
  wanted: Picked,
  tags: readonly Tag[],
  protectedBy: (name: string) => string | undefined,
  usage: ReadonlyMap<string, Usage>,
): Pick<StoredDraft, "tags"> & Pick<DraftPart, "dropped"> {
  const there = new Map(tags.map((tag) => [tag.id, tag]))
  const picked = new Map<string, StoredDraft["tags"][number]>()
  const dropped: DroppedTag[] = []
  for (const { id, name } of wanted) {
    const tag = there.get(id)
    const entry = protectedBy(name)
    if (!tag) dropped.push({ name, why: "gone" })
    else if (tag.name !== name) dropped.push({ name, why: "renamed" })
    else if (entry !== undefined)
      dropped.push({ name, why: "protected", ...(looksLike(name, entry) && { like: entry }) })
    else picked.set(id, draftTag(tag, usage.get(id)))
  }
  return { tags: [...picked.values()], dropped }
}

/** Zoho's list is newer than a count that was asked for earlier. */
function draftTag(tag: Tag, usage: Usage | undefined): StoredDraft["tags"][number] {
  const { id, name, colorCode, createdBy = null, createdTime = null } = tag
  const { modifiedBy = null, modifiedTime = null } = tag
  const records = tag.records ?? usage?.records ?? null
  const known = { id, name, colorCode, records, createdBy, createdTime, modifiedBy, modifiedTime }
  return usage?.usedIn ? { ...known, usedIn: usage.usedIn } : known
}
