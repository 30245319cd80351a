/**
 * Drafts of what changes an org: what the user was shown, frozen. A draft can be confirmed once, within its time, by the
 * tab that asked for it. Kept in the database, so that the worker may sleep while the user reads, and not in
 * `storage.session`, where 20,000 tags fill a third of what it may hold and take six times as long to write.
 */
import type { IDBPTransaction } from "idb"
import * as v from "valibot"

import type { Database, TagsweepSchema } from "./database"
import { moduleSchema, orgSchema } from "./job-schema"

/** Long enough to read 200 names, short enough that the list is still true. */
export const DRAFT_LIFE_MS = 10 * 60_000

const draftSchema = v.object({
  draftId: v.string(),
  /** The tab that asked; null for our own pages outside tabs. */
  tabId: v.nullable(v.number()),
  accountId: v.string(),
  org: orgSchema,
  module: moduleSchema,
  tags: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      colorCode: v.nullable(v.string()),
      records: v.nullable(v.number()),
      createdBy: v.nullable(v.string()),
      createdTime: v.nullable(v.string()),
      modifiedBy: v.nullable(v.string()),
      modifiedTime: v.nullable(v.string()),
      usedIn: v.exactOptional(v.array(v.string())),
    }),
  ),
  typed: v.boolean(),
  chunkLimit: v.number(),
  expiresAt: v.number(),
})

export type StoredDraft = v.InferOutput<typeof draftSchema>

/** Drafts for several modules that are confirmed as one. */
const manySchema = v.object({
  ...v.pick(draftSchema, ["draftId", "tabId", "typed", "expiresAt"]).entries,
  parts: v.array(draftSchema),
})

export type StoredMany = v.InferOutput<typeof manySchema>

const ownDraft = v.pick(draftSchema, ["draftId", "tabId", "accountId", "expiresAt"]).entries

/** What would be restored: which tags of which backup. The records stay in the backup until it is confirmed. */
const restoreSchema = v.object({
  ...ownDraft,
  backupId: v.string(),
  module: moduleSchema,
  /** The tags' places in the backup. */
  tags: v.array(v.number()),
})

export type StoredRestore = v.InferOutput<typeof restoreSchema>

/** What would be merged into what. */
const mergeSchema = v.object({
  ...ownDraft,
  ...v.pick(draftSchema, ["org", "module", "tags"]).entries,
  keep: v.object({ id: v.string(), name: v.string(), colorCode: v.nullable(v.string()) }),
})

export type StoredMerge = v.InferOutput<typeof mergeSchema>

/** What every draft has. */
type Draft = Pick<StoredDraft, "draftId" | "tabId" | "expiresAt">

/** Drafts of one kind. */
export interface Drafts<D extends Draft> {
  keep(draft: D): Promise<void>
  /**
   * Takes the draft out, so that it cannot be confirmed twice.
   * @returns undefined when there is none, it is too old, or another tab asked for it (which leaves it in place)
   */
  take(draftId: string, tabId: number | null): Promise<D | undefined>
}

export interface DraftStore {
  /** Deletes those whose time is over. */
  forgetOld(): Promise<void>
  readonly deletion: Drafts<StoredDraft>
  /** Of several modules. They are large, and a tab can only confirm its last, which takes the place of others. */
  readonly many: Drafts<StoredMany>
  readonly restore: Drafts<StoredRestore>
  readonly merge: Drafts<StoredMerge>
}

type Drafting = IDBPTransaction<TagsweepSchema, ["drafts"], "readwrite">
type Kind = Exclude<keyof DraftStore, "forgetOld">

export function createDraftStore(db: Database): DraftStore {
  return {
    async forgetOld(): Promise<void> {
      const work = db.transaction("drafts", "readwrite")
      await Promise.all([...(await oldOnes(work.store)).map((key) => work.store.delete(key)), work.done])
    },
    deletion: draftsOf(db, "deletion", draftSchema),
    many: draftsOf(db, "many", manySchema),
    restore: draftsOf(db, "restore", restoreSchema),
    merge: draftsOf(db, "merge", mergeSchema),
  }
}

function oldOnes(store: Drafting["store"]): Promise<string[]> {
  return store.index("expiresAt").getAllKeys(IDBKeyRange.upperBound(Date.now()))
}

/** A tab's number in the index, which knows no null. */
const tabOf = (tabId: number | null): number => tabId ?? -1

function draftsOf<D extends Draft>(db: Database, kind: Kind, schema: v.GenericSchema<unknown, D>): Drafts<D> {
  // As text, which the browser copies faster than so many objects.
  const keptSchema = v.object({
    ...{ kind: v.literal(kind), tab: v.number() },
    text: v.pipe(v.string(), v.parseJson(), schema),
  })
  return {
    async keep(draft): Promise<void> {
      const { draftId, expiresAt } = draft
      const tab = tabOf(draft.tabId)
      const work = db.transaction("drafts", "readwrite")
      const old = await oldOnes(work.store)
      const replaced = kind === "many" ? await work.store.index("tab").getAllKeys([kind, tab]) : []
      await Promise.all([
        ...[...old, ...replaced].map((key) => work.store.delete(key)),
        work.store.put({ draftId, kind, tab, expiresAt, text: JSON.stringify(draft) }),
        work.done,
      ])
    },
    async take(draftId, tabId): Promise<D | undefined> {
      const work = db.transaction("drafts", "readwrite")
      const kept = v.safeParse(keptSchema, await work.store.get(draftId))
      const isOurs = kept.success && kept.output.tab === tabOf(tabId)
      if (isOurs) await work.store.delete(draftId)
      await work.done
      return isOurs && kept.output.text.expiresAt > Date.now() ? kept.output.text : undefined
    },
  }
}
