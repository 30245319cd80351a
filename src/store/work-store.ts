/**
 * Journalled work at rest, whatever it does: a small head, and its parts as records of their own, so that a write
 * costs the same whatever the size of the whole.
 */
import type { JobState } from "../deletion/job"
import { isFinished } from "../deletion/job"
import { announceChange } from "./changes"
import type { Database } from "./database"
import { groupCommit } from "./group-commit"
import { checkedHead, listHeads } from "./work-heads"
import type { Head } from "./work-heads"
import { partsOf } from "./work-loading"
import type { Place } from "./work-loading"

export interface WorkStore<H extends Head, P> {
  /** The newest first. */
  list(most: number): Promise<H[]>
  /** The heads of what is not finished; costs the same whatever their size. */
  open(): Promise<H[]>
  head(id: string): Promise<H | undefined>
  /** All or nothing; what it rejects has not been written. */
  save(head: H, changed: readonly P[]): Promise<void>
  /** Deletes the record of finished work. Unfinished work stays. */
  forget(id: string): Promise<void>
  /** Keeps the newest `most` that are finished, and forgets older ones. */
  prune(most: number): Promise<void>
}

const OPEN_STATES: readonly JobState[] = ["waiting", "running", "paused"]

export function createWorkStore<H extends Head, P>(db: Database, place: Place<H, P>): WorkStore<H, P> {
  const { heads, parts } = place

  const checked = (stored: unknown): H | undefined => checkedHead(place, stored)

  const write = groupCommit<{ readonly head: H; readonly changed: readonly P[] }>(async (saves) => {
    // The journal is what a kill leaves us with: a commit that is only buffered would not be one.
    const work = db.transaction([heads, parts], "readwrite", { durability: "strict" })
    await Promise.all([
      ...saves.map(({ head }) => work.objectStore(heads).put(head)),
      ...saves.flatMap(({ changed }) => changed.map((part) => work.objectStore(parts).put(part))),
      work.done,
    ])
    announceChange(heads)
  })

  const list = (most: number): Promise<H[]> => listHeads(db, place, most)

  async function forget(id: string): Promise<void> {
    const work = db.transaction([heads, parts], "readwrite", { durability: "strict" })
    const head = checked(await work.objectStore(heads).get(id))
    if (head && isFinished(head.state)) {
      await work.objectStore(heads).delete(id)
      await work.objectStore(parts).delete(partsOf(id))
    }
    await work.done
    announceChange(heads)
  }

  return {
    list,
    forget,
    async open(): Promise<H[]> {
      const found = await Promise.all(OPEN_STATES.map((state) => db.getAllFromIndex(heads, "state", state)))
      return found
        .flat()
        .map(checked)
        .filter((head) => head !== undefined)
    },
    head: async (id) => checked(await db.get(heads, id)),
    save: (head, changed) => write({ head, changed }),
    async prune(most): Promise<void> {
      if ((await db.count(heads)) <= most) return
      const finished = (await list(Infinity)).filter((head) => isFinished(head.state))
      for (const head of finished.slice(most)) await forget(head.id)
    },
  }
}
