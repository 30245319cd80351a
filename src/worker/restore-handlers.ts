/** Drafting and confirming a restore. */
import { featuresOf } from "../accounts/rights"
import type { Backup, BackupTag } from "../backup/backup"
import type { Handlers } from "../messaging/receive"
import type { Sender } from "../messaging/sender"
import type { RestoreDraft } from "../messaging/task-views"
import type { Outcome } from "../messaging/views"
import { planRestore } from "../restore/plan"
import type { Account } from "../store/accounts"
import { DRAFT_LIFE_MS } from "../store/drafts"
import type { StoredRestore } from "../store/drafts"
import type { Store } from "../store/store"
import type { TaskRunner } from "../task/runner"
import { t } from "../ui/i18n"
import type { TagList } from "../zoho/api/tags"
import { fault } from "../zoho/errors/fault"
import type { Feature } from "../zoho/scopes"
import { begun } from "./begin-work"
import { moduleRef, orUnknown } from "./catalog"
import type { Catalog, ModuleTagList } from "./catalog"
import { keptDraft } from "./kept-draft"
import { tooLate } from "./refusals"
import { switchedOff } from "./firm"
import { failed, refused } from "./problems"

type Needs = { readonly store: Store; readonly catalog: Catalog; readonly tasks: TaskRunner }
type Names = "restore.draft" | "restore.confirm"

export function restoreHandlers({ store, catalog, tasks }: Needs): Pick<Handlers, Names> {
  return {
    "restore.draft": async (request, sender) => {
      const off = await switchedOff(store, ["restore"])
      if (off) return off
      const found = await readBackup(store, request.backupId, request.tags)
      if (!found) return backupGone()
      const account = await accountFor(store, found.backup)
      if (!account) return failed(fault("sign-in-needed"))
      const module = orUnknown(await catalog.findModule(account, found.backup.module.apiName))
      if (!module.ok) return failed(module.fault)
      const list = await catalog.tagsOf(account, module.value)
      if (!list.ok) return failed(list.fault)
      const draft = storedDraft(found, account, list.value, sender)
      const shown = draftView(draft, found, account, list.value, await featuresOf(store, account))
      return keptDraft(store.drafts.restore.keep(draft), shown)
    },
    "restore.confirm": async ({ draftId, only }, sender) => {
      const off = await switchedOff(store, ["restore"])
      if (off) return off
      const draft = await store.drafts.restore.take(draftId, sender.tabId)
      if (!draft) return tooLate()
      const chosen = only ? draft.tags.filter((index) => only.includes(index)) : draft.tags
      const found = await readBackup(store, draft.backupId, chosen)
      if (!found) return backupGone()
      const account = await store.accounts.get(draft.accountId)
      if (!account) return failed(fault("sign-in-needed"))
      const features = await featuresOf(store, account)
      if (missing(found.tags, features).length > 0) return failed(fault("scope-missing"))
      const taskId = crypto.randomUUID()
      const { backupId, module } = draft
      const who = { id: taskId, now: Date.now(), org: account.org, accountId: account.id }
      const check = checkWith(features)
      const { tags } = found
      const record = planRestore({ ...who, confirmedBy: account.user, module, backupId, tags, check })
      const started = await begun([{ id: taskId, added: tasks.add(record) }])
      return started.ok ? { ok: true, value: { taskId } } : started
    },
  }
}

interface Found {
  readonly backup: Backup
  readonly tags: readonly BackupTag[]
}

async function readBackup(
  store: Store,
  backupId: string,
  wanted: readonly number[] | null,
): Promise<Found | undefined> {
  const [backup, all] = await Promise.all([store.backups.head(backupId), store.backups.tags(backupId)])
  const tags = wanted ? all?.filter(({ index }) => wanted.includes(index)) : all
  return backup && tags && tags.length > 0 ? { backup, tags } : undefined
}

/** The account that made it, or the one that is connected to its org: a backup may come from another browser. */
async function accountFor(store: Store, { accountId, org }: Backup): Promise<Account | undefined> {
  const accounts = await store.accounts.list()
  const ofOrg = accounts.filter(
    ({ org: other }) =>
      other.id === org.id && other.location === org.location && other.environment === org.environment,
  )
  return ofOrg.find(({ id }) => id === accountId) ?? ofOrg[0]
}

/** Reading records again costs a scope more; without it Zoho's answer for each record has to do. */
function checkWith(features: readonly Feature[]): RestoreDraft["check"] {
  return features.includes("records") ? "records" : "answers"
}

function missing(tags: readonly BackupTag[], features: readonly Feature[]): Feature[] {
  const withRecords = tags.some(({ recordIds }) => (recordIds?.length ?? 0) > 0)
  const needed: readonly Feature[] = withRecords ? ["restore", "retag"] : ["restore"]
  return needed.filter((feature) => !features.includes(feature))
}

function storedDraft(
  { backup, tags }: Found,
  account: Account,
  { module }: ModuleTagList,
  { tabId }: Sender,
): StoredRestore {
  return {
    ...{ draftId: crypto.randomUUID(), tabId, accountId: account.id, backupId: backup.id },
    ...{ module: moduleRef(module), tags: tags.map(({ index }) => index) },
    expiresAt: Date.now() + DRAFT_LIFE_MS,
  }
}

function draftView(
  { draftId, module, expiresAt }: StoredRestore,
  { backup, tags }: Found,
  account: Account,
  { tags: there, allowed }: { readonly tags: TagList["tags"]; readonly allowed: number | null },
  features: readonly Feature[],
): RestoreDraft {
  const names = new Set(there.map(({ name }) => name))
  const records = new Set(tags.flatMap(({ recordIds }) => recordIds ?? []))
  const holdsRecords = tags.some(({ recordIds }) => recordIds !== null)
  const check = checkWith(features)
  return {
    ...{ draftId, accountId: account.id, org: account.org, module, expiresAt, check },
    backedUpAt: backup.createdAt,
    tags: tags.map(({ index, id, name, colorCode, recordIds, recordsComplete }) => ({
      ...{ index, id, name, colorCode, exists: names.has(name), complete: recordsComplete },
      records: recordIds?.length ?? null,
    })),
    records: holdsRecords ? records.size : null,
    needs: missing(tags, features),
    room: allowed === null ? null : Math.max(0, allowed - there.length),
  }
}

const backupGone = (): Outcome<never> =>
  refused({
    kind: "backup-gone",
    happened: t("restore_backup_gone"),
    unchanged: t("restore_backup_gone_unchanged"),
    remedy: t("restore_backup_gone_remedy"),
  })
