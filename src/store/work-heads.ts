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
  const found: H[] = []
  let cursor = await db.transaction(of.heads).store.index("createdAt").openCursor(null, "prev")
  while (cursor && found.length < most) {
    const head = checkedHead(of, cursor.value)
    if (head) found.push(head)
    cursor = await cursor.continue()
  }
  return found
}
