/** What a person selected in one module, read again at Zoho and compared with what they saw. */
import { looksLike, protection } from "../jobs/protected-tags"
import type { ModuleRef } from "../jobs/job"
import type { Outcome } from "../messaging/views"
import type { Account } from "../store/accounts"
import type { DraftBackup, DraftTag, Dropped } from "../store/drafts"
import { isOff } from "../store/policy"
import type { Settings } from "../store/settings"
import type { Store } from "../store/store"
import type { Usage } from "../store/tag-usage"
import type { Tag } from "../zoho/api/tags"
import { moduleRef, orUnknown } from "./catalog"
import type { Catalog } from "./catalog"
import { tagsPerCallOf } from "./findings"
import { failed } from "./problems"

interface Selected {
  readonly module: string
  readonly tags: readonly { readonly id: string; readonly name: string }[]
}

export interface SelectedTags {
  readonly module: ModuleRef
  /** It may be that none is left. */
  readonly tags: DraftTag[]
  readonly dropped: Dropped
}

/** What holds for every module of an account that a draft is made of. */
export interface DraftBasis {
  readonly settings: Settings
  readonly usage: ReadonlyMap<string, Usage>
  readonly tagsPerCall: number
  readonly backup: DraftBackup
}

export async function draftBasis(store: Store, account: Account): Promise<DraftBasis> {
  const [settings, usage, capabilities, policy] = await Promise.all([
    store.settings.get(),
    store.tagUsage.of(account.id),
    store.capabilities.of(account.org.id),
    store.policy.get(),
  ])
  const { backups: on, backupDays: days, backupRecords: suggestRecords } = settings
  const backup = { on, days, suggestRecords, records: !isOff(policy, "records") }
  return { settings, usage, tagsPerCall: tagsPerCallOf(capabilities, Date.now()), backup }
}

/**
 * The selected tags as Zoho has them now. Changes nothing.
 * @param sparesProtected whether protected ones are left out; false for a tag that only gains
 */
export async function readSelected(
  catalog: Catalog,
  account: Account,
  selected: Selected,
  { settings, usage }: DraftBasis,
  sparesProtected = true,
): Promise<Outcome<SelectedTags>> {
  const module = orUnknown(await catalog.findModule(account, selected.module))
  if (!module.ok) return failed(module.fault)
  const list = await catalog.tagsOf(account, module.value)
  if (!list.ok) return failed(list.fault)
  const protectedBy = protection(sparesProtected ? settings.protectedTags : [])
  return {
    ok: true,
    value: {
      module: moduleRef(module.value),
      ...compare(selected.tags, list.value.tags, protectedBy, usage),
    },
  }
}

/** Only what is still there under the name that the person saw, and is not protected, is put into the draft. */
function compare(
  wanted: Selected["tags"],
  tags: readonly Tag[],
  protectedBy: (name: string) => string | undefined,
  usage: ReadonlyMap<string, Usage>,
): Pick<SelectedTags, "tags" | "dropped"> {
  const there = new Map(tags.map((tag) => [tag.id, tag]))
  const kept = new Map<string, DraftTag>()
  const dropped: Dropped = []
  for (const { id, name } of wanted) {
    const tag = there.get(id)
    const entry = protectedBy(name)
    if (!tag) dropped.push({ name, why: "gone" })
    else if (tag.name !== name) dropped.push({ name, why: "renamed" })
    else if (entry !== undefined)
      dropped.push({ name, why: "protected", ...(looksLike(name, entry) && { like: entry }) })
    else kept.set(id, draftTag(tag, usage.get(id)))
  }
  return { tags: [...kept.values()], dropped }
}

/** Zoho's list is newer than a count that was asked for earlier. */
function draftTag(tag: Tag, usage: Usage | undefined): DraftTag {
  const { id, name, colorCode, createdBy = null, createdTime = null } = tag
  const { modifiedBy = null, modifiedTime = null } = tag
  const records = tag.records ?? usage?.records ?? null
  const known = { id, name, colorCode, records, createdBy, createdTime, modifiedBy, modifiedTime }
  return usage?.usedIn ? { ...known, usedIn: usage.usedIn } : known
}
