/**
 * A check on an org, as it stands in the journal: two throw-away tags are created, deleted by the real engine and
 * looked after, so that whoever has an org can see what no document settles. Plain data; `run.ts` moves it.
 */
import type { JobState, ModuleRef, OrgRef } from "../deletion/job"
import type { FaultKind } from "../zoho/errors/catalogue"

export const STEPS = ["modules", "tags", "create", "look", "usage", "delete", "verify", "remove"] as const
/**
 * What was done: `modules` and `tags` read, two tags made by `create` (and searched for by `look` when its answer was
 * lost), `usage` of one asked, both deleted by `delete`, `verify` that they are gone, `remove` one by one what is not.
 */
export type StepName = (typeof STEPS)[number]

/** One answer of Zoho's without anything of the org's: no id, no name, no value but Zoho's own words. */
export interface Exchange {
  readonly method: string
  /** The call with its variable parts replaced: `settings/tags/{id}?module`. */
  readonly call: string
  readonly httpStatus: number
  /** `{tags:[{code:string,…}]}` */
  readonly shape: string
  /** Values of `code` and `status`. */
  readonly words: readonly string[]
}

export interface CheckStep {
  readonly what: StepName
  /** When it was over (ms since the epoch). */
  readonly at: number
  /** Why it did not go well. */
  readonly fault: FaultKind | null
  readonly exchanges: readonly Exchange[]
  /** How the engine's job ended; of `delete` only. */
  readonly job: JobState | null
}

/**
 * Where a check stands. Each is written down before what it names is done, so that whatever ends the worker the next
 * one knows what may be left in the org.
 * - `reading`, `ready`: nothing was made yet.
 * - `creating`: the call that makes the tags may have left; found so at a start, only a look tells.
 * - `deleting`: the engine's job has them. `verifying`: it is finished.
 * - `finished`: a list of the module's tags shows none of them.
 */
export type CheckPhase = "reading" | "ready" | "creating" | "deleting" | "verifying" | "finished"

export interface CheckTag {
  readonly name: string
  /** Null until Zoho has told it. */
  readonly id: string | null
}

export interface OrgCheck {
  /** One check per account: the next takes the place of a finished one. */
  readonly accountId: string
  readonly id: string
  readonly org: OrgRef
  readonly module: ModuleRef
  readonly phase: CheckPhase
  readonly startedAt: number
  readonly finishedAt: number | null
  readonly tags: readonly CheckTag[]
  /** The engine's job, decided before it is planned. */
  readonly jobId: string
  readonly steps: readonly CheckStep[]
  /** Why it stands still and waits for a person; null: it goes on by itself, or is finished. */
  readonly stopped: FaultKind | "kept" | null
  /** Why not every step could be taken, though nothing is left. */
  readonly problem: FaultKind | null
}

/**
 * A new check.
 * @param id 6 letters or digits by chance: they make the tags' names unlike any other's
 */
export function newCheck(of: {
  readonly id: string
  readonly accountId: string
  readonly org: OrgRef
  readonly module: ModuleRef
  readonly now: number
}): OrgCheck {
  const { id, accountId, org, module, now } = of
  return {
    ...{ id, accountId, org, module, startedAt: now, finishedAt: null, phase: "reading" },
    // 23 characters: Zoho's shortest reading allows 25.
    tags: [1, 2].map((number) => ({ name: `Tagsweep check ${id} ${number}`, id: null })),
    ...{ jobId: `check-${id}`, steps: [], stopped: null, problem: null },
  }
}

/** Whether something of the check's may be left in the org. */
export function mayLeave({ phase }: OrgCheck): boolean {
  return phase === "creating" || phase === "deleting" || phase === "verifying"
}
