/** The form in which a command travels; the marker keeps other listeners' messages apart from ours. */

export const MARK = "tagsweep/1"

export interface Envelope {
  readonly mark: typeof MARK
  readonly name: string
  readonly request: unknown
}

/** Replies are data: an exception would lose its type on the way in Firefox. */
export type Reply =
  { readonly done: true; readonly value: unknown } | { readonly done: false; readonly error: string }
