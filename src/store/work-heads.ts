/** Reading what journalled work there is, whatever it does. */
import * as v from "valibot"

import type { JobState } from "../deletion/job"
import type { Database } from "./database"

/** What the head of every kind of work says. */
export interface Head {
  readonly id: string
  readonly state: JobState
}

/** Where the heads of a kind of work lie, and what they must look like. */
export interface Heads<H extends Head> {
  readonly heads: "jobs" | "tasks"
  readonly headSchema: v.GenericSchema<unknown, H>
}

/** A record that is not of a version we know is passed over, and left where it is. */
export function checkedHead<H extends Head>({ headSchema }: Heads<H>, stored: unknown): H | undefined {
  const parsed = v.safeParse(headSchema, stored)
  return parsed.success ? parsed.output : undefined
}

/** The newest first. */
export async function listHeads<H extends Head>(db: Database, of: Heads<H>, most: number): Promise<H[]> {
  const { store } = db.transaction(of.heads)
  const checked = (all: readonly unknown[]): H[] =>
    all.map((stored) => checkedHead(of, stored)).filter((head) => head !== undefined)
  const index = store.index("createdAt")
  if (most === Infinity) return checked(await index.getAll()).reverse()
  // Many at once, where a cursor would ask for each of them after the last.
  const newest = (await index.getAllKeys()).reverse()
  const found: H[] = []
  for (let from = 0; from < newest.length && found.length < most; from += most)
    found.push(...checked(await Promise.all(newest.slice(from, from + most).map((id) => store.get(id)))))
  return found.slice(0, most)
}
