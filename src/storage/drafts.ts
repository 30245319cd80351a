/** Drafts: frozen data that the user is asked to confirm. Stored, so that the worker may stop while the user reads. */
import * as v from "valibot"

import { tagBefore } from "../backup/backup"
import { keptTag, moduleSchema, orgSchema } from "../jobs/schema"
import { checkedBy } from "../lib/schema"
import { FEATURES } from "../zoho/scopes"
import type { Database } from "./database"

/** Lifetime of a draft (ms): long enough to read the names, short enough that the list stays accurate. */
export const DRAFT_LIFE_MS = 10 * 60_000

const tagSchema = v.object({
  ...tagBefore,
  /** What uses the tag, so that Zoho refuses to delete it; absent if unknown. */
  usedIn: v.exactOptional(v.array(v.string())),
})

/** Selected tags that were excluded: gone or renamed since the list was drawn, or protected. */
const droppedSchema = v.array(
  v.object({
    name: v.string(),
    why: v.picklist(["gone", "renamed", "protected"]),
    /** The protected name that it matches, if spelled differently. */
    like: v.exactOptional(v.string()),
  }),
)

/** What will be backed up before anything is deleted. */
const backupSchema = v.object({
  /** False if the user has turned backups off. */
  on: v.boolean(),
  /** Retention (days). */
  days: v.number(),
  /** Whether it may contain which records carry the tags. The managed policy can forbid that. */
  records: v.boolean(),
  /** Whether to suggest backing up records. */
  suggestRecords: v.boolean(),
})

const common = {
  /** Becomes the id of the job, or of the first of several. */
  draftId: v.string(),
  /** The tab that requested the draft; null for our own pages outside tabs. */
  tabId: v.nullable(v.number()),
  accountId: v.string(),
  org: orgSchema,
  /** The account's features at Zoho. A question can request more. */
  features: v.array(v.picklist(FEATURES)),
  /** When the draft can no longer be confirmed (ms since the epoch). */
  expiresAt: v.number(),
}

const partSchema = v.object({
  jobId: v.string(),
  module: moduleSchema,
  tagsPerCall: v.number(),
  tags: v.array(tagSchema),
})

const problemSchema = v.object({
  ...{ kind: v.string(), happened: v.string(), unchanged: v.string(), remedy: v.string() },
  action: v.picklist(["connect", "sign-in", "retry", "reload", "allow", "none"]),
})

const deletionSchema = v.object({
  ...{ ...common, kind: v.literal("deletion") },
  /** One per module. Modules without remaining tags are omitted. */
  parts: v.array(partSchema),
  dropped: droppedSchema,
  /** Modules whose tags could not be read. None of their tags is deleted. */
  unread: v.array(v.object({ module: v.string(), problem: problemSchema })),
  backup: backupSchema,
  /** Whether the user must type the number of tags to confirm. */
  typed: v.boolean(),
})

/** The tags to restore from a backup. Their records are not copied from the backup until the user confirms. */
const restoreSchema = v.object({
  ...{ ...common, kind: v.literal("restore") },
  ...{ backupId: v.string(), module: moduleSchema },
  /** When the backup was made (ms since the epoch). */
  backedUpAt: v.number(),
  /** If the tags were merged, not deleted: the tag that replaced them on the records. */
  mergedInto: v.nullable(v.string()),
  tags: v.array(
    v.object({
      ...keptTag.entries,
      /** Position in the backup. */
      index: v.number(),
      /** Whether a tag with this name exists. It is used instead of creating another. */
      exists: v.boolean(),
      /** Number of records to restore it on; null if the backup does not contain them. */
      records: v.nullable(v.number()),
      /** Whether these are all the records that carried it. */
      complete: v.boolean(),
    }),
  ),
  /** Total number of distinct records; null if the backup contains none. */
  records: v.nullable(v.number()),
  /** Number of tags that the plan still allows in the module; null if unknown. */
  room: v.nullable(v.number()),
  /** Features that the account needs before this can be confirmed. */
  requires: v.array(v.picklist(FEATURES)),
})

const mergeSchema = v.object({
  ...{ ...common, kind: v.literal("merge") },
  module: moduleSchema,
  keep: keptTag,
  tags: v.array(tagSchema),
  ...{ dropped: droppedSchema, backup: backupSchema },
  requires: v.array(v.picklist(FEATURES)),
})

const draftSchema = v.variant("kind", [deletionSchema, restoreSchema, mergeSchema])

export type Draft = v.InferOutput<typeof draftSchema>
export type DeletionDraft = v.InferOutput<typeof deletionSchema>
export type DraftPart = v.InferOutput<typeof partSchema>
export type RestoreDraft = v.InferOutput<typeof restoreSchema>
export type MergeDraft = v.InferOutput<typeof mergeSchema>
export type DraftTag = v.InferOutput<typeof tagSchema>
export type RestoreTag = RestoreDraft["tags"][number]
export type DraftBackup = v.InferOutput<typeof backupSchema>
export type Dropped = DeletionDraft["dropped"]

const storedSchema = v.object({
  draftId: v.string(),
  draft: draftSchema,
  /** The tab in the question's own window; null if it has none. */
  window: v.nullable(v.number()),
  /** Confirmed; its jobs are being stored. */
  claimed: v.boolean(),
})

type Stored = v.InferOutput<typeof storedSchema>

export interface SavedDraft {
  readonly draft: Draft
  readonly window: number | null
  readonly isExpired: boolean
}

export interface DraftStore {
  /** Replaces earlier drafts of the same tab. */
  save(draft: Draft): Promise<void>
  get(draftId: string): Promise<SavedDraft | undefined>
  /** Drafts in a window of their own. The windows may have been closed unnoticed. */
  inWindows(): Promise<readonly SavedDraft[]>
  /** Records the draft's window. @param window the tab in that window. @returns false if the draft is gone */
  putInWindow(draftId: string, window: number): Promise<boolean>
  /** Claims a draft for confirmation. Undefined if it does not exist, has expired or is already claimed. */
  claim(draftId: string): Promise<Draft | undefined>
  release(draftId: string): Promise<void>
  remove(draftId: string): Promise<void>
  /** Removes drafts from before `time` (ms since the epoch) and unreadable ones. */
  removeEarlier(time: number): Promise<void>
}

export function createDraftStore(db: Database): DraftStore {
  /** Changes one record in its own transaction. `change` returns null to keep it. */
  async function update(
    draftId: string,
    change: (stored: Stored) => Stored | null,
  ): Promise<Draft | undefined> {
    const tx = db.transaction("drafts", "readwrite")
    const stored = read(await tx.store.get(draftId))
    const changed = stored && change(stored)
    if (changed) await tx.store.put(changed)
    await tx.done
    return changed?.draft
  }

  return {
    async save(draft): Promise<void> {
      const tx = db.transaction("drafts", "readwrite")
      for (const each of (await tx.store.getAll()).flatMap((stored) => read(stored) ?? [])) {
        // A draft in a window of its own is removed with that window.
        const isReplaced = each.window === null && (isExpired(each) || each.draft.tabId === draft.tabId)
        if (isReplaced) await tx.store.delete(each.draftId)
      }
      const stored: Stored = { draftId: draft.draftId, draft, window: null, claimed: false }
      await tx.store.put(stored)
      await tx.done
    },
    get: async (draftId) => saved(read(await db.get("drafts", draftId))),
    async inWindows(): Promise<SavedDraft[]> {
      const all = (await db.getAll("drafts")).flatMap((stored) => saved(read(stored)) ?? [])
      return all.filter(({ window }) => window !== null)
    },
    putInWindow: async (draftId, window) =>
      (await update(draftId, (stored) => ({ ...stored, window }))) !== undefined,
    claim: (draftId) =>
      update(draftId, (stored) =>
        stored.claimed || isExpired(stored) ? null : { ...stored, claimed: true },
      ),
    async release(draftId): Promise<void> {
      await update(draftId, (stored) => ({ ...stored, claimed: false }))
    },
    remove: (draftId) => db.delete("drafts", draftId),
    async removeEarlier(time): Promise<void> {
      const tx = db.transaction("drafts", "readwrite")
      for await (const cursor of tx.store) {
        const draft = read(cursor.value)?.draft
        if (!draft || draft.expiresAt - DRAFT_LIFE_MS < time) await cursor.delete()
      }
      await tx.done
    },
  }
}

const isExpired = ({ draft }: Stored): boolean => draft.expiresAt <= Date.now()

const read = checkedBy(storedSchema)

function saved(stored: Stored | undefined): SavedDraft | undefined {
  return stored && { draft: stored.draft, window: stored.window, isExpired: isExpired(stored) }
}
