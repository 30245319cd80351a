/** Drafting and confirming a merge. */
import { featuresOf } from "../accounts/rights"
import type { Handlers } from "../messaging/receive"
import type { MergeDraft } from "../messaging/task-views"
import type { Outcome } from "../messaging/views"
import { planMerge } from "../merge/plan"
import { protection } from "../deletion/protected"
import { DRAFT_LIFE_MS } from "../store/drafts"
import type { StoredMerge } from "../store/drafts"
import type { Store } from "../store/store"
import type { TaskRunner } from "../task/runner"
import { t } from "../ui/i18n"
import { fault } from "../zoho/errors/fault"
import type { Feature } from "../zoho/scopes"
import { begun } from "./begin-work"
import { beginBackups } from "./backup-room"
import type { Catalog } from "./catalog"
import { tagBefore } from "./deletion-handlers"
import { keptDraft } from "./kept-draft"
import { backupUnwritten, nothingLeft, protectedNow, tooLate } from "./refusals"
import { draftBasis, draftPart } from "./draft-part"
import { switchedOff } from "./firm"
import { failed, refused } from "./problems"

type Needs = { readonly store: Store; readonly catalog: Catalog; readonly tasks: TaskRunner }
type Names = "merge.draft" | "merge.confirm"

export function mergeHandlers(needs: Needs): Pick<Handlers, Names> {
  const { store, tasks } = needs
  return {
    "merge.draft": async ({ accountId, module, keep, absorb }, sender) => {
      const off = await switchedOff(store, ["merge"])
      if (off) return off
      const account = await store.accounts.get(accountId)
      if (!account) return failed(fault("sign-in-needed"))
      const others = absorb.filter(({ id }) => id !== keep.id)
      const basis = await draftBasis(store, account)
      const part = await draftPart(needs.catalog, account, { module, tags: others }, basis)
      if (!part.ok) return part
      const kept = await draftPart(needs.catalog, account, { module, tags: [keep] }, basis, false)
      if (!kept.ok) return kept
      const [into] = kept.value.frozen.tags
      if (!into) return keptGone(keep.name)
      const { frozen, dropped, backup } = part.value
      if (frozen.tags.length === 0) return nothingLeft()
      const expiresAt = Date.now() + DRAFT_LIFE_MS
      const { id, name, colorCode } = into
      const draft: StoredMerge = {
        ...{ draftId: crypto.randomUUID(), tabId: sender.tabId, accountId, expiresAt },
        ...{ org: frozen.org, module: frozen.module, tags: frozen.tags, keep: { id, name, colorCode } },
      }
      const mayMerge = (await featuresOf(store, account)).includes("merge")
      return keptDraft<MergeDraft>(store.drafts.merge.keep(draft), {
        ...{ draftId: draft.draftId, accountId, org: draft.org, module: draft.module, keep: draft.keep },
        absorb: draft.tags.map(shownTag),
        ...{ dropped, backup, expiresAt, calls: draft.tags.length, needs: mayMerge ? [] : ["merge"] },
      })
    },
    "merge.confirm": async ({ draftId, records, only }, sender) => {
      const needed: readonly Feature[] = records ? ["merge", "records"] : ["merge"]
      const off = await switchedOff(store, needed)
      if (off) return off
      const draft = await store.drafts.merge.take(draftId, sender.tabId)
      if (!draft) return tooLate()
      const account = await store.accounts.get(draft.accountId)
      if (!account) return failed(fault("sign-in-needed"))
      const features = await featuresOf(store, account)
      const { backups, protectedTags } = await store.settings.get()
      if (needed.some((each) => !features.includes(each))) return failed(fault("scope-missing"))
      const going = chosenOf(draft.tags, only)
      if (going.length === 0) return nothingLeft()
      const held = going.find(({ name }) => protection(protectedTags)(name) !== undefined)
      if (held) return protectedNow(held.name)
      const record = planMerge({
        ...{ id: crypto.randomUUID(), now: Date.now(), org: draft.org, accountId: account.id },
        ...{ confirmedBy: account.user, module: draft.module, keep: draft.keep, absorb: going },
        backup: backups ? { records } : null,
      })
      // Before the task exists: what is left over, should the worker end here, is only a backup of nothing.
      const toBackUp = [{ job: record.job, tags: going.map(tagBefore) }]
      if (backups && !(await beginBackups(store, toBackUp, records))) return backupUnwritten()
      const started = await begun([{ id: record.job.id, added: tasks.add(record) }])
      return started.ok ? { ok: true, value: { taskId: record.job.id } } : started
    },
  }
}

/** Those in these places; null: all. */
function chosenOf(tags: StoredMerge["tags"], only: readonly number[] | null): StoredMerge["tags"] {
  return only ? tags.filter((_tag, place) => only.includes(place)) : tags
}

/** Of a draft's tag what the question shows. */
function shownTag(tag: StoredMerge["tags"][number]): MergeDraft["absorb"][number] {
  const { id, name, colorCode, records, usedIn } = tag
  return { id, name, colorCode, records, ...(usedIn && { usedIn }) }
}

const keptGone = (name: string): Outcome<never> =>
  refused({
    kind: "kept-tag-gone",
    happened: t("merge_kept_gone", name),
    unchanged: t("merge_kept_gone_unchanged"),
    remedy: t("draft_nothing_left_remedy"),
    action: "reload",
  })
