/**
 * Drafts of what changes an org: what the user was shown, frozen. A draft can be confirmed once, within its time, by the
 * tab that asked for it. Kept in `storage.session`, so that the worker may sleep while the user reads.
 */
import * as v from "valibot"
import browser from "webextension-polyfill"

import { moduleSchema, orgSchema } from "../store/job-schema"

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

const KINDS = ["draft:", "drafts:", "restore:", "merge:"] as const
type Kept = Pick<StoredDraft, "draftId" | "tabId" | "expiresAt">

/**
 * How a draft lies in the store: as text, because the store's quota of 10 MB counts what its objects take in memory,
 * and 20,000 tags as objects take more than that
 * (https://developer.chrome.com/docs/extensions/reference/api/storage#property-session).
 */
const keptSchema = v.object({ tabId: v.nullable(v.number()), expiresAt: v.number(), text: v.string() })

export const keepDraft = (draft: StoredDraft): Promise<void> => keep("draft:", draft)
export const keepMany = (draft: StoredMany): Promise<void> => keep("drafts:", draft)
export const keepRestore = (draft: StoredRestore): Promise<void> => keep("restore:", draft)
export const keepMerge = (draft: StoredMerge): Promise<void> => keep("merge:", draft)

async function keep(kind: (typeof KINDS)[number], draft: Kept): Promise<void> {
  const { tabId, expiresAt, draftId } = draft
  await forgetOld(kind, tabId)
  const kept: v.InferOutput<typeof keptSchema> = { tabId, expiresAt, text: JSON.stringify(draft) }
  await browser.storage.session.set({ [kind + draftId]: kept })
}

/**
 * Takes the draft out, so that it cannot be confirmed twice.
 * @returns undefined when there is none, it is too old, or another tab asked for it (which leaves it in place)
 */
export function takeDraft(draftId: string, tabId: number | null): Promise<StoredDraft | undefined> {
  return take(`draft:${draftId}`, draftSchema, tabId)
}

/** As `takeDraft`, for several modules. */
export function takeMany(draftId: string, tabId: number | null): Promise<StoredMany | undefined> {
  return take(`drafts:${draftId}`, manySchema, tabId)
}

/** As `takeDraft`, of a restore. */
export function takeRestore(draftId: string, tabId: number | null): Promise<StoredRestore | undefined> {
  return take(`restore:${draftId}`, restoreSchema, tabId)
}

/** As `takeDraft`, of a merge. */
export function takeMerge(draftId: string, tabId: number | null): Promise<StoredMerge | undefined> {
  return take(`merge:${draftId}`, mergeSchema, tabId)
}

async function take<T extends Kept>(
  key: string,
  schema: v.GenericSchema<unknown, T>,
  tabId: number | null,
): Promise<T | undefined> {
  return navigator.locks.request("tagsweep-drafts", async () => {
    const stored = await browser.storage.session.get(key)
    const kept = v.safeParse(keptSchema, stored[key])
    if (!kept.success || kept.output.tabId !== tabId) return undefined
    await browser.storage.session.remove(key)
    const draft = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), kept.output.text)
    return draft.success && draft.output.expiresAt > Date.now() ? draft.output : undefined
  })
}

/** Drafts whose time is over, and large ones that the tab has asked for before: it can only confirm its last. */
async function forgetOld(kind: (typeof KINDS)[number], tabId: number | null): Promise<void> {
  const all = await browser.storage.session.get(null)
  const old = Object.entries(all).filter(([key, value]) => {
    if (!KINDS.some((each) => key.startsWith(each))) return false
    const kept = v.safeParse(keptSchema, value)
    const isReplaced =
      kind === "drafts:" && key.startsWith(kind) && kept.success && kept.output.tabId === tabId
    return !kept.success || kept.output.expiresAt <= Date.now() || isReplaced
  })
  await browser.storage.session.remove(old.map(([key]) => key))
}
