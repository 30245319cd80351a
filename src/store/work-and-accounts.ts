/** What the popup lists, without the weight of all else that is kept: a file of its own, so that no more is bundled. */
import { createAccountStore } from "./accounts"
import { listBackups } from "./backup-heads"
import type { BackupStore } from "./backups"
import { openDatabase } from "./database"
import type { Database } from "./database"
import { jobSchema } from "./job-schema"
import { createNewsStore } from "./news"
import type { Store } from "./store"
import { taskSchema } from "./task-schema"
import { listHeads } from "./work-heads"

export interface WorkAndAccounts extends Pick<Store, "accounts" | "news"> {
  readonly jobs: Pick<Store["jobs"], "list">
  readonly tasks: Pick<Store["tasks"], "list">
  readonly backups: Pick<BackupStore, "list">
  /** Where the rest lies that one of them has (`whole-work.ts`). */
  readonly db: Database
}

export async function openWorkAndAccounts(): Promise<WorkAndAccounts> {
  const db = await openDatabase()
  return {
    db,
    jobs: { list: (most) => listHeads(db, { heads: "jobs", headSchema: jobSchema }, most) },
    accounts: createAccountStore(db),
    tasks: { list: (most) => listHeads(db, { heads: "tasks", headSchema: taskSchema }, most) },
    backups: { list: () => listBackups(db) },
    news: createNewsStore(db),
  }
}
