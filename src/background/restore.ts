/** Restores: creates the draft from a backup, and the job from the confirmed draft. */
import { featuresOf } from "../accounts/scopes"
import type { Backup, BackupTag } from "../backup/backup"
import { t } from "../i18n/translate"
import { planRestore } from "../jobs/plan"
import type { CheckedRequestOf } from "../messages/contract"
import type { Outcome, Started } from "../messages/views"
import type { Account } from "../storage/accounts"
import type { RestoreDraft } from "../storage/drafts"
import type { Store } from "../storage/store"
import { fault } from "../zoho/errors/fault"
import { failed, refused } from "./problems"
import { newDraft } from "./selected-tags"
import type { Needs } from "./services"
import { startJobs } from "./start-jobs"

type Asked = Extract<CheckedRequestOf<"draft">, { kind: "restore" }>

export async function draftRestore(
  { store, catalog }: Needs<"store" | "catalog">,
  { backupId, tags: wanted }: Asked,
  tabId: number | null,
): Promise<Outcome<RestoreDraft>> {
  const found = await readBackup(store, backupId, wanted)
  if (!found) return backupGone()
  const account = await accountOfBackup(store, found.backup)
  if (!account) return failed(fault("sign-in-needed"))
  const list = await catalog.tagsIn(account, found.backup.module.apiName)
  if (!list.ok) return list
  const { module, tags: there, allowed } = list.value
  const names = new Set(there.map(({ name }) => name))
  const records = new Set(found.tags.flatMap(({ recordIds }) => recordIds ?? []))
  const merge = await store.jobs.head(backupId)
  return {
    ok: true,
    value: {
      ...{ ...(await newDraft(store, account, tabId)), kind: "restore", backupId, module },
      ...{ backedUpAt: found.backup.createdAt, mergedInto: merge?.keep?.name ?? null },
      tags: found.tags.map(({ index, id, name, colorCode, recordIds, recordsComplete }) => ({
        ...{ index, id, name, colorCode, exists: names.has(name), complete: recordsComplete },
        records: recordIds?.length ?? null,
      })),
      records: found.tags.some(({ recordIds }) => recordIds !== null) ? records.size : null,
      room: allowed === null ? null : Math.max(0, allowed - there.length),
      requires: records.size > 0 ? ["restore", "retag"] : ["restore"],
    },
  }
}

/** @param only places in the backup of the tags that were chosen; null: all of the draft's */
export async function startRestore(
  { store, runner }: Needs<"store" | "runner">,
  draft: RestoreDraft,
  account: Account,
  { only }: { readonly only: readonly number[] | null },
): Promise<Outcome<Started>> {
  const places = draft.tags.map(({ index }) => index)
  const chosen = only ? places.filter((index) => only.includes(index)) : places
  const found = await readBackup(store, draft.backupId, chosen)
  if (!found) return backupGone()
  const features = await featuresOf(store, account)
  const record = planRestore({
    ...{ id: draft.draftId, now: Date.now(), org: account.org, accountId: account.id },
    ...{ confirmedBy: account.user, module: draft.module, backupId: draft.backupId, tags: found.tags },
    // Reading records again costs a scope more; without it Zoho's answer for each record has to do.
    confirmBy: features.includes("records") ? "records" : "answers",
  })
  return startJobs(runner, [record])
}

async function readBackup(
  store: Store,
  backupId: string,
  wanted: readonly number[] | null,
): Promise<{ readonly backup: Backup; readonly tags: readonly BackupTag[] } | undefined> {
  const [backup, all] = await Promise.all([store.backups.head(backupId), store.backups.tags(backupId)])
  const tags = wanted ? all?.filter(({ index }) => wanted.includes(index)) : all
  return backup && tags && tags.length > 0 ? { backup, tags } : undefined
}

/** The account that made it, or the one that is connected to its org: a backup may come from another browser. */
export async function accountOfBackup(
  store: Store,
  { accountId, org }: Pick<Backup, "accountId" | "org">,
): Promise<Account | undefined> {
  const accounts = await store.accounts.list()
  const ofOrg = accounts.filter(
    ({ org: other }) =>
      other.id === org.id && other.location === org.location && other.environment === org.environment,
  )
  return ofOrg.find(({ id }) => id === accountId) ?? ofOrg[0]
}

const backupGone = (): Outcome<never> =>
  refused("backup-gone", t("restore_backup_gone"), "unchanged_nothing", "restore_backup_gone_remedy")
