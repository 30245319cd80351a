import type { DraftTag, ManyDraft } from "../messaging/views"

/** A draft with the tags of all its modules, which the background sends module by module and not twice. */
export interface WholeDraft extends ManyDraft {
  readonly tags: readonly DraftTag[]
}

export function wholeDraft(draft: ManyDraft): WholeDraft {
  return { ...draft, tags: draft.parts.flatMap(({ tags }) => tags) }
}
