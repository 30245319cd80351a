/** Runs all deletions. */
import { createLanes } from "../runner/lanes"
import type { Lanes, Turn } from "../runner/lanes"
import { runTrade } from "../runner/runner"
import type { RunnerOf } from "../runner/runner"
import type * as trade from "../runner/trade"
import { attempt } from "./attempt"
import * as due from "./due"
import { asksForRecords } from "./calls"
import { commandKey } from "./events"
import type { Command, DeletionEvent } from "./events"
import type { JobRecord } from "./job"
import { isFinished } from "./job"
import * as machine from "./machine"
import type { Ports } from "./ports"
import { changedChunks } from "./record"

export type Runner = RunnerOf<JobRecord, DeletionEvent>
export type Rules = trade.Rules<JobRecord, DeletionEvent, Command>

export const RULES: Rules = { step: machine.step, dueCommands: due.dueCommands, wakeAt: due.wakeAt }

/** Zoho's jobs run by themselves, what is still to be sent does not; and what is over waits for nothing any more. */
function turnOf({ type }: Command, { job }: JobRecord): Turn | "none" {
  if (type === "back-up") return asksForRecords(job.backup) ? "first" : "none"
  return type === "poll" ? "second" : type === "list" ? "last" : "first"
}

/** @param lanes shared with whoever else calls for the same orgs */
export function createRunner(
  ports: Ports,
  rules: Rules = RULES,
  lanes: Lanes = createLanes(ports.clock, ports.random, ports.widest),
): Runner {
  const { clock, journal, becomeOnly, backups, protectedNow } = ports
  return runTrade(
    { clock, lanes, becomeOnly },
    {
      rules,
      about: ({ job }) => ({
        ...{ id: job.id, accountId: job.accountId, orgId: job.org.id },
        isFinished: isFinished(job.state),
      }),
      keyOf: commandKey,
      alone: ["renew", "read-module"],
      turnOf,
      carrier({ job }) {
        const calls = { zoho: ports.zoho(job), backups, protectedNow, clock }
        return (command, teller) => attempt(command, calls, teller)
      },
      unfinished: () => journal.unfinished(),
      load: (id) => journal.load(id),
      save: (before, after) => journal.save(after.job, changedChunks(before, after)),
      onSaved: ({ job }) => ports.onSaved(job),
    },
  )
}
