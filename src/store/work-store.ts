/**
 * Journalled work at rest, whatever it does: a small head, and its parts as records of their own, so that a write
 * costs the same whatever the size of the whole.
 */
import * as v from "valibot"

import type { JobState } from "../deletion/job"
import { isFinished } from "../deletion/job"
import { announceChange } from "./changes"
import type { Database } from "./database"
import { groupCommit } from "./group-commit"

/** What the head of every kind of work says. */
export interface Head {
  readonly id: string
  readonly state: JobState
}

/** Where work of a kind lies, and what it must look like. */
export interface Place<H extends Head, P> {
  readonly heads: "jobs" | "tasks"
  readonly headSchema: v.GenericSchema<unknown, H>
  /** Keyed by the head's id and the part's number. */
  readonly parts: "chunks" | "taskSteps"
  readonly partSchema: v.GenericSchema<unknown, P>
}

export interface WorkStore<H extends Head, P> {
  /** The newest first. */
  list(most: number): Promise<H[]>
  /** Undefined where there is none, or it is damaged: half of it must not be taken for the whole. */
  loadParts(id: string): Promise<{ readonly head: H; readonly parts: P[] } | undefined>
  /** The heads of what is not finished; costs the same whatever their size. */
  open(): Promise<H[]>
  head(id: string): Promise<H | undefined>
  /** All or nothing; what it rejects has not been written. */
  save(head: H, changed: readonly P[]): Promise<void>
  /** Deletes the record of finished work. Unfinished work stays. */
  forget(id: string): Promise<void>
  /** Keeps the newest `most` that are finished, and forgets older ones. */
  prune(most: number): Promise<void>
  /** Whether a newer version of the extension has left work that this one passes over. */
  holdsNewer(): Promise<boolean>
}

/** Of the records in this file's stores, as far as this version knows. */
const SCHEMA = 1
const newerSchema = v.object({ schema: v.pipe(v.number(), v.minValue(SCHEMA + 1)) })

const partsOf = (id: string): IDBKeyRange => IDBKeyRange.bound([id, 0], [id, Infinity])

const OPEN_STATES: readonly JobState[] = ["waiting", "running", "paused"]

/** A record that is not of a version we know is passed over, and left where it is. */
function checkedHead<H>(schema: v.GenericSchema<unknown, H>, stored: unknown): H | undefined {
  const parsed = v.safeParse(schema, stored)
  return parsed.success ? parsed.output : undefined
}

/** The newest first. */
async function listHeads<H extends Head>(
  db: Database,
  { heads, headSchema }: Pick<Place<H, unknown>, "heads" | "headSchema">,
  most: number,
): Promise<H[]> {
  const { store } = db.transaction(heads)
  const checked = (all: readonly unknown[]): H[] =>
    all.map((stored) => checkedHead(headSchema, stored)).filter((head) => head !== undefined)
  const index = store.index("createdAt")
  if (most === Infinity) return checked(await index.getAll()).reverse()
  // Many at once, where a cursor would ask for each of them after the last.
  const newest = (await index.getAllKeys()).reverse()
  const found: H[] = []
  for (let from = 0; from < newest.length && found.length < most; from += most)
    found.push(...checked(await Promise.all(newest.slice(from, from + most).map((id) => store.get(id)))))
  return found.slice(0, most)
}

export function createWorkStore<H extends Head, P>(db: Database, place: Place<H, P>): WorkStore<H, P> {
  const { heads, parts, headSchema, partSchema } = place

  const checked = (stored: unknown): H | undefined => checkedHead(headSchema, stored)

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

  async function loadParts(id: string): Promise<{ readonly head: H; readonly parts: P[] } | undefined> {
    const head = checked(await db.get(heads, id))
    if (!head) return undefined
    const stored = v.safeParse(v.array(partSchema), await db.getAll(parts, partsOf(id)))
    return stored.success ? { head, parts: stored.output } : undefined
  }

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
    list: (most) => listHeads(db, place, most),
    loadParts,
    forget,
    async open(): Promise<H[]> {
      const found = await Promise.all(OPEN_STATES.map((state) => db.getAllFromIndex(heads, "state", state)))
      return found
        .flat()
        .map(checked)
        .filter((head) => head !== undefined)
    },
    head: async (id) => checked(await db.get(heads, id)),
    holdsNewer: async () => (await db.getAll(heads)).some((stored) => v.is(newerSchema, stored)),
    save: (head, changed) => write({ head, changed }),
    async prune(most): Promise<void> {
      if ((await db.count(heads)) <= most) return
      const finished = (await listHeads(db, place, Infinity)).filter((head) => isFinished(head.state))
      for (const head of finished.slice(most)) await forget(head.id)
    },
  }
}
