/** Reading what backups there are. */
import * as v from "valibot"

import type { Backup } from "../backup/backup"
import { backupSchema } from "./backup-schema"
import type { Database } from "./database"

export async function headOf(db: Database, backupId: string): Promise<Backup | undefined> {
  return checked(await db.get("backups", backupId))
}

export async function listBackups(db: Database): Promise<Backup[]> {
  const all = (await db.getAll("backups")).map(checked).filter((backup) => backup !== undefined)
  return all.sort((a, b) => b.createdAt - a.createdAt)
}

function checked(stored: unknown): Backup | undefined {
  const parsed = v.safeParse(backupSchema, stored)
  return parsed.success ? parsed.output : undefined
}
