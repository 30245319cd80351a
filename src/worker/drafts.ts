/**
 * Drafts of deletions: what the user was shown, frozen. A draft can be confirmed once, within its time, by the
 * tab that asked for it. Kept in `storage.session`, so that the worker may sleep while the user reads.
 */
import * as v from "valibot"
import browser from "webextension-polyfill"

import { orgSchema } from "../store/job-schema"

/** Long enough to read 200 names, short enough that the list is still true. */
export const DRAFT_LIFE_MS = 10 * 60_000

const draftSchema = v.object({
  draftId: v.string(),
  /** The tab that asked; null for our own pages outside tabs. */
  tabId: v.nullable(v.number()),
  accountId: v.string(),
  org: orgSchema,
  module: v.object({ id: v.string(), apiName: v.string(), pluralLabel: v.string() }),
  tags: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      colorCode: v.nullable(v.string()),
      records: v.nullable(v.number()),
    }),
  ),
  typed: v.boolean(),
  chunkLimit: v.number(),
  expiresAt: v.number(),
})

export type StoredDraft = v.InferOutput<typeof draftSchema>

const keyOf = (draftId: string): string => `draft:${draftId}`

export async function keepDraft(draft: StoredDraft): Promise<void> {
  await forgetExpired()
  await browser.storage.session.set({ [keyOf(draft.draftId)]: draft })
}

/**
 * Takes the draft out, so that it cannot be confirmed twice.
 * @returns undefined when there is none, it is too old, or another tab asked for it (which leaves it in place)
 */
export async function takeDraft(draftId: string, tabId: number | null): Promise<StoredDraft | undefined> {
  return navigator.locks.request("tagsweep-drafts", async () => {
    const stored = await browser.storage.session.get(keyOf(draftId))
    const parsed = v.safeParse(draftSchema, stored[keyOf(draftId)])
    if (!parsed.success || parsed.output.tabId !== tabId) return undefined
    await browser.storage.session.remove(keyOf(draftId))
    return parsed.output.expiresAt > Date.now() ? parsed.output : undefined
  })
}

async function forgetExpired(): Promise<void> {
  const all = await browser.storage.session.get(null)
  const old = Object.entries(all).filter(([key, value]) => {
    const draft = v.safeParse(draftSchema, value)
    return key.startsWith("draft:") && (!draft.success || draft.output.expiresAt <= Date.now())
  })
  await browser.storage.session.remove(old.map(([key]) => key))
}
