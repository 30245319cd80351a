/** The one place that chooses the sentences for missing or lost storage. */
import type { Problem } from "../messages/views"
import type { StorageFault } from "../storage/database"
import { t, type MessageKey } from "./translate"

const WORDS = {
  full: ["storage_full", "storage_unchanged", "storage_full_remedy"],
  newer: ["storage_newer", "storage_unchanged", "storage_newer_remedy"],
  refused: ["storage_refused", "storage_unchanged", "storage_refused_remedy"],
  lost: ["storage_lost", "storage_lost_unchanged", "storage_lost_remedy"],
} as const satisfies Record<StorageFault | "lost", readonly MessageKey[]>

/** @param what `lost`: the browser created a new storage, and the old one is gone with its content */
export function storageProblem(what: StorageFault | "lost"): Problem {
  const [happened, unchanged, remedy] = WORDS[what]
  return {
    kind: `storage-${what}`,
    ...{ happened: t(happened), unchanged: t(unchanged), remedy: t(remedy) },
    action: what === "lost" ? "connect" : "retry",
  }
}
