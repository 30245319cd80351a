/** Reading one piece of journalled work whole, whatever it does. */
import * as v from "valibot"

import type { Database } from "./database"
import { checkedHead } from "./work-heads"
import type { Head, Heads } from "./work-heads"

/** Where work of a kind lies, and what it must look like. */
export interface Place<H extends Head, P> extends Heads<H> {
  /** Keyed by the head's id and the part's number. */
  readonly parts: "chunks" | "taskSteps"
  readonly partSchema: v.GenericSchema<unknown, P>
}

export const partsOf = (id: string): IDBKeyRange => IDBKeyRange.bound([id, 0], [id, Infinity])

/** Undefined where there is none, or it is damaged: half of it must not be taken for the whole. */
export async function loadWork<H extends Head, P>(
  db: Database,
  place: Place<H, P>,
  id: string,
): Promise<{ readonly head: H; readonly parts: P[] } | undefined> {
  const head = checkedHead(place, await db.get(place.heads, id))
  if (!head) return undefined
  const stored = v.safeParse(v.array(place.partSchema), await db.getAll(place.parts, partsOf(id)))
  return stored.success ? { head, parts: stored.output } : undefined
}
