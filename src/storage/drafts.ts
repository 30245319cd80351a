/** Drafts: what a person is asked to confirm, frozen. In the database, so that the worker may sleep while the person reads. */
import * as v from "valibot"

import { tagBefore } from "../backup/backup"
import { keptTag, moduleSchema, orgSchema } from "../jobs/schema"
import { checkedBy } from "../lib/schema"
import { FEATURES } from "../zoho/scopes"
import type { Database } from "./database"

/** Long enough to read the names, short enough that the list is still true. */
export const DRAFT_LIFE_MS = 10 * 60_000

const tagSchema = v.object({
  ...tagBefore,
  /** What uses it and so makes Zoho refuse, where that was asked; left out where it was not. */
  usedIn: v.exactOptional(v.array(v.string())),
})

/** Selected, and left out: gone or renamed since the list was drawn, or protected. */
const droppedSchema = v.array(
  v.object({
    name: v.string(),
    why: v.picklist(["gone", "renamed", "protected"]),
    /** The protected name that it looks like, where that is written differently. */
    like: v.exactOptional(v.string()),
  }),
)

/** What will be backed up before anything is deleted. */
const backupSchema = v.object({
  /** False: the user has switched backups off. */
  on: v.boolean(),
  /** Days that it is kept. */
  days: v.number(),
  /** Whether it can hold which records carry the tags: the managed policy may forbid that. */
  records: v.boolean(),
  /** Whether to suggest that. */
  suggestRecords: v.boolean(),
})

const common = {
  /** Becomes the id of the job, or of the first of several. */
  draftId: v.string(),
  /** The tab that asked; null for our own pages outside tabs. */
  tabId: v.nullable(v.number()),
  accountId: v.string(),
  org: orgSchema,
  /** What the account may do at Zoho; a question can ask Zoho for more. */
  features: v.array(v.picklist(FEATURES)),
  /** Until when it can be confirmed (ms since the epoch). */
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
  /** One for each module. A module of which nothing is left has none. */
  parts: v.array(partSchema),
  dropped: droppedSchema,
  /** Modules whose tags could not be read: nothing of them is deleted. */
  unread: v.array(v.object({ module: v.string(), problem: problemSchema })),
  backup: backupSchema,
  /** Whether the number must be typed. */
  typed: v.boolean(),
})

/** What would be restored: which tags of which backup. The records stay in the backup until it is confirmed. */
const restoreSchema = v.object({
  ...{ ...common, kind: v.literal("restore") },
  ...{ backupId: v.string(), module: moduleSchema },
  /** When the backup was made (ms since the epoch). */
  backedUpAt: v.number(),
  /** The tag that a merge, not a deletion, has put on the records in their place. */
  mergedInto: v.nullable(v.string()),
  tags: v.array(
    v.object({
      ...keptTag.entries,
      /** Its place in the backup. */
      index: v.number(),
      /** A tag of that name is there: it is used, and not doubled. */
      exists: v.boolean(),
      /** Records that are given it back; null: the backup does not hold them. */
      records: v.nullable(v.number()),
      /** Whether those are all that carried it. */
      complete: v.boolean(),
    }),
  ),
  /** Different records in all; null: the backup does not hold any. */
  records: v.nullable(v.number()),
  /** Tags that the plan still has room for in the module; null: nobody knows. */
  room: v.nullable(v.number()),
  /** What the account must be allowed before this can be confirmed. */
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
  /** The tab of the question's own window; null: in none. */
  window: v.nullable(v.number()),
  /** Confirmed, and its jobs are being written down. */
  claimed: v.boolean(),
})

type Stored = v.InferOutput<typeof storedSchema>

export interface SavedDraft {
  readonly draft: Draft
  readonly window: number | null
  readonly isExpired: boolean
}

export interface DraftStore {
  /** Replaces what the same tab was asked before. */
  save(draft: Draft): Promise<void>
  get(draftId: string): Promise<SavedDraft | undefined>
  /** Those in a window of their own, as far as known: windows can be closed unnoticed. */
  inWindows(): Promise<readonly SavedDraft[]>
  /** @param window the tab in that window. False: the draft is gone. */
  putInWindow(draftId: string, window: number): Promise<boolean>
  /** For confirming: undefined when there is none, it is too old, or it is claimed and not released. */
  claim(draftId: string): Promise<Draft | undefined>
  release(draftId: string): Promise<void>
  remove(draftId: string): Promise<void>
  /** Those from before `time` (ms since the epoch), and what cannot be read. */
  removeEarlier(time: number): Promise<void>
}

export function createDraftStore(db: Database): DraftStore {
  /** Changes one record in a transaction of its own; `change` gives null to leave it. */
  async function update(
    draftId: string,
    change: (stored: Stored) => Stored | null,
  ): Promise<Draft | undefined> {
    const work = db.transaction("drafts", "readwrite")
    const stored = read(await work.store.get(draftId))
    const changed = stored && change(stored)
    if (changed) await work.store.put(changed)
    await work.done
    return changed?.draft
  }

  return {
    async save(draft): Promise<void> {
      const work = db.transaction("drafts", "readwrite")
      for (const each of (await work.store.getAll()).flatMap((stored) => read(stored) ?? [])) {
        // What is in a window goes with it.
        const isOver = each.window === null && (isExpired(each) || each.draft.tabId === draft.tabId)
        if (isOver) await work.store.delete(each.draftId)
      }
      const stored: Stored = { draftId: draft.draftId, draft, window: null, claimed: false }
      await work.store.put(stored)
      await work.done
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
      const work = db.transaction("drafts", "readwrite")
      for await (const cursor of work.store) {
        const draft = read(cursor.value)?.draft
        if (!draft || draft.expiresAt - DRAFT_LIFE_MS < time) await cursor.delete()
      }
      await work.done
    },
  }
}

const isExpired = ({ draft }: Stored): boolean => draft.expiresAt <= Date.now()

const read = checkedBy(storedSchema)

function saved(stored: Stored | undefined): SavedDraft | undefined {
  return stored && { draft: stored.draft, window: stored.window, isExpired: isExpired(stored) }
}
