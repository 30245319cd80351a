/** Checks on orgs at work: the real Zoho, the real engine and the store behind `org-check`. */
import type { Tokens } from "../accounts/tokens"
import type { Job, JobState } from "../deletion/job"
import { isFinished } from "../deletion/job"
import { planJob } from "../deletion/plan"
import type { Clock } from "../runner/clock"
import type { Runner } from "../deletion/runner"
import { untilDone } from "../runner/until-done"
import type { Exchange, OrgCheck } from "../org-check/record"
import { runCheck } from "../org-check/run"
import { exchangeOf } from "../org-check/shape"
import type { Store } from "../store/store"
import type { Observed } from "../zoho/api/client"
import { createCheckZoho } from "./check-zoho"
import { chunkLimitOf } from "./findings"
import type { Sleeper } from "./wake"

interface Needs {
  readonly store: Store
  readonly tokens: Tokens
  readonly clock: Clock
  readonly runner: () => Runner
  /** A check has begun to move, or does not any more: somebody may have to be woken for it. */
  readonly onMoved: () => void
}

export interface OrgChecks extends Sleeper {
  /** Moves the check on. Nothing happens for an account whose check is moving. */
  run(check: OrgCheck): Promise<void>
  /** Takes up what the last worker left; what waits for a person goes on waiting. */
  resume(): Promise<void>
  /** Hears the answers that the engine gets for a check's job. */
  hear(jobId: string, answer: Observed): void
  /** The engine has saved a job. */
  jobMoved(job: Job): void
}

/** A check that is moving. */
interface Moving {
  readonly jobId: string
  readonly heard: Exchange[]
  /** Only the engine's job is waited for, which has the worker woken itself. */
  isWaiting: boolean
  jobEnded: (state: JobState) => void
}

/** Answers that are kept until the step is noted: a job that is asked about for long gives many of one form. */
const MOST_HEARD = 200

export function createOrgChecks(needs: Needs): OrgChecks {
  const { store, tokens, clock, runner, onMoved } = needs
  const moving = new Map<string, Moving>()

  function note(own: Moving, answer: Observed): void {
    if (own.heard.length < MOST_HEARD) own.heard.push(exchangeOf(answer))
  }

  async function run(check: OrgCheck): Promise<void> {
    // Only the one worker that has the lock may move it.
    await runner().ready
    if (moving.has(check.accountId)) return
    const own: Moving = { jobId: check.jobId, heard: [], isWaiting: false, jobEnded: () => undefined }
    moving.set(check.accountId, own)
    onMoved()
    try {
      await runCheck(check, {
        clock,
        zoho: createCheckZoho({ store, tokens }, check, (answer) => note(own, answer)),
        heard: () => own.heard.splice(0),
        save: (moved) => store.checks.save(moved),
        deleted: (moved) => deleted(moved, own, needs),
      })
    } finally {
      moving.delete(check.accountId)
      onMoved()
    }
  }

  return {
    run,
    nextWake: () => ([...moving.values()].some((own) => !own.isWaiting) ? clock.now() : null),
    async resume(): Promise<void> {
      // Read only then: until it ended, the last worker may have moved them on.
      await runner().ready
      for (const check of await store.checks.unfinished()) if (check.stopped === null) void run(check)
    },
    hear(jobId, answer): void {
      for (const own of moving.values()) if (own.jobId === jobId) note(own, answer)
    },
    jobMoved(job): void {
      if (!isFinished(job.state)) return
      for (const own of moving.values()) if (own.jobId === job.id) own.jobEnded(job.state)
    },
  }
}

/** The engine's job for the check's tags: begun where it is not known yet, and followed to its end. */
async function deleted(check: OrgCheck, own: Moving, needs: Needs): Promise<JobState> {
  const { store, clock, runner } = needs
  const { org, module, accountId, jobId } = check
  const account = await store.accounts.get(accountId)
  const tags = check.tags.flatMap(({ id, name }) =>
    id === null ? [] : [{ id, name, colorCode: null, records: 0 }],
  )
  const planned = planJob({
    ...{ id: jobId, now: clock.now(), grace: 0, org, accountId, module, tags },
    chunkLimit: chunkLimitOf(await store.capabilities.of(org.id), clock.now()),
    confirmedBy: account?.user ?? null,
    // There is nothing of the org's in them.
    backup: null,
  })
  const ended = new Promise<JobState>((resolve) => {
    own.jobEnded = resolve
  })
  // One that is known stays as it is; a disk that refuses is asked again.
  await untilDone(clock, () => runner().add(planned))
  own.isWaiting = true
  const head = await store.jobs.head(jobId)
  const state = head && isFinished(head.state) ? head.state : await ended
  own.isWaiting = false
  return state
}
