import { useState } from "preact/hooks"

/** What stands in a field that is being edited. */
interface Draft {
  readonly text: string
  readonly wrong: boolean
  /** Since when the field is left: the settings as they were read then. */
  readonly left?: object
}

export interface Drafting {
  /** What the field shows. */
  readonly text: string
  /** It cannot be taken. */
  readonly wrong: boolean
  readonly type: (text: string) => void
  /** What stands there now is the user's answer. */
  readonly leave: (text: string, wrong: boolean) => void
  /** The field is left, also where what was typed came to nothing. */
  readonly blur: () => void
}

/**
 * A field shows what is typed there, whatever is stored meanwhile. Once it is left, that gives way to what is read
 * next, so that nothing flickers while it is saved.
 * @param reading the settings as last read, another object after each reading
 */
export function useDraft(stored: string, reading: object): Drafting {
  const [draft, setDraft] = useState<Draft>()
  const now = draft && (draft.left ?? reading) === reading ? draft : undefined
  return {
    text: now?.text ?? stored,
    wrong: now?.wrong ?? false,
    type: (text) => setDraft({ text, wrong: now?.wrong ?? false }),
    leave: (text, wrong) => setDraft({ text, wrong, left: reading }),
    blur: () => setDraft((last) => last && { left: reading, ...last }),
  }
}
