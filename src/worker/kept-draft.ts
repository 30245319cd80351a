/** Keeping what a person is about to be asked. */
import type { Outcome } from "../messaging/views"
import { unwritten } from "./refusals"

/**
 * What is shown of a draft, once it has been written down; refused where the browser has no room for it, since it
 * could not be confirmed then.
 */
export async function keptDraft<T>(keeping: Promise<void>, shown: T): Promise<Outcome<T>> {
  try {
    await keeping
    return { ok: true, value: shown }
  } catch {
    return unwritten()
  }
}
