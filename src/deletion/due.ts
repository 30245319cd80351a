/** What a job wants done now, read off its record alone, so that a restart resumes by asking the same question. */
import type { Command } from "./events"
import type { Chunk, JobRecord } from "./job"
import { isFinished, isSilent } from "./job"
import type { Stands } from "./record"
import { hasCome } from "../runner/clock"
import { LONGEST_PAUSE, LONGEST_WAIT } from "./pacing"

/** Whether the job may send deletions at all. */
function maySubmit({ job }: JobRecord): boolean {
  return job.pause === null && !job.cancelRequested && job.backup?.phase !== "due"
}

/** When the next part of the backup is due; null: never, as things stand. */
export function backupAt({ job }: Stands): number | null {
  return job.backup?.phase === "due" && job.pause === null && !job.cancelRequested
    ? job.backup.notBefore
    : null
}

function isQuiet({ job }: JobRecord): boolean {
  return isFinished(job.state) || isSilent(job.pause)
}

/** Chunks whose tags one re-read would decide. Finished ones wait for the others, so that one read serves all. */
function chunksToRead(record: JobRecord): Chunk[] {
  const underWay = record.chunks.some(
    ({ phase }) =>
      phase === "submitted" || phase === "submitting" || (phase === "planned" && maySubmit(record)),
  )
  return record.chunks.filter(({ phase }) => phase === "in-doubt" || (phase === "verifying" && !underWay))
}

/** The calls that are due at `now` (ms), most urgent first. */
export function dueCommands(record: JobRecord, now: number): Command[] {
  const { job, chunks } = record
  if (isQuiet(record)) return []
  if (job.needs === "token") return [{ type: "renew" }]
  if (job.needs === "module") return [{ type: "read-module" }]

  const commands: Command[] = []
  const toRead = chunksToRead(record).filter((chunk) => hasCome(chunk.notBefore, now, LONGEST_WAIT))
  if (toRead.length > 0) commands.push({ type: "list", chunks: toRead.map((chunk) => chunk.index) })
  const backup = backupAt(record)
  if (backup !== null && hasCome(backup, now, LONGEST_WAIT)) commands.push({ type: "back-up" })
  const started = hasCome(job.startAt, now, LONGEST_WAIT)
  for (const chunk of chunks) {
    if (!hasCome(chunk.notBefore, now, LONGEST_WAIT)) continue
    if (chunk.phase === "submitted" && chunk.zohoJobId !== null)
      commands.push({ type: "poll", chunk: chunk.index, zohoJobId: chunk.zohoJobId })
    if (chunk.phase === "planned" && maySubmit(record) && started)
      commands.push({ type: "submit", chunk: chunk.index })
  }
  return commands
}

/** As `wakeAt`, where the parts of the record have no say; undefined: they have. */
export function wakeOfStanding({ job }: Stands, now: number): number | null | undefined {
  if (isFinished(job.state)) return null
  if (!isSilent(job.pause)) return job.needs === null ? undefined : now
  const until = job.pause?.until ?? null
  return until === null ? null : Math.max(now, Math.min(until, now + LONGEST_PAUSE))
}

/** When the record has to be looked at again (ms since the epoch); null: only a person can move it. */
export function wakeAt(record: JobRecord, now: number): number | null {
  const stands = wakeOfStanding(record, now)
  if (stands !== undefined) return stands
  const reading = new Set(chunksToRead(record))
  let earliest = backupAt(record)
  for (const chunk of record.chunks) {
    const time = timeOf(chunk, record, reading.has(chunk), now)
    if (time !== null && (earliest === null || time < earliest)) earliest = time
  }
  return earliest === null ? null : Math.max(now, Math.min(now + LONGEST_WAIT, earliest))
}

function timeOf(chunk: Chunk, record: JobRecord, isToRead: boolean, now: number): number | null {
  if (isToRead || chunk.phase === "submitted") return chunk.notBefore
  if (chunk.phase === "planned" && maySubmit(record)) return Math.max(chunk.notBefore, record.job.startAt)
  // A POST in flight answers by itself, unless the worker dies over it: somebody has to look then.
  return chunk.phase === "submitting" ? now + LONGEST_WAIT : null
}
