/** Beginning what was confirmed. Until the journal has it, nothing of it is done. */
import type { Outcome } from "../messaging/views"
import { unwritten } from "./refusals"

/** The ids of what was confirmed, by whether the browser stored it. */
interface Begun {
  readonly ids: readonly string[]
  /** Nothing of these is done. */
  readonly left: readonly string[]
}

/**
 * Writes new work down.
 * @param adds one write for each piece of work; resolves once it is written, rejects where the browser stores it not
 * @returns refused where none of it could be written
 */
export async function begun(
  adds: readonly { readonly id: string; readonly added: Promise<void> }[],
): Promise<Outcome<Begun>> {
  const written = await Promise.allSettled(adds.map(({ added }) => added))
  const idsThatAre = (status: PromiseSettledResult<void>["status"]): string[] =>
    adds.filter((_, at) => written[at]?.status === status).map(({ id }) => id)
  const ids = idsThatAre("fulfilled")
  return ids.length > 0 ? { ok: true, value: { ids, left: idsThatAre("rejected") } } : unwritten()
}
