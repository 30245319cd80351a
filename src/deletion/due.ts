/** What a job wants done now, read off its record alone, so that a restart resumes by asking the same question. */
import type { Command } from "./events"
import type { Chunk, JobRecord, Pause } from "./job"
import { isFinished } from "./job"
import { LONGEST_WAIT } from "./pacing"

/** In these pauses every call would fail, so none is made. */
const SILENT: ReadonlySet<Pause["why"]> = new Set([
  "sign-in",
  "consent",
  "permission-removed",
  "no-permission",
  "out-of-credits",
  "unreachable",
])

/** Whether the time has come; a time far ahead can only stem from a clock that was set, and has come too. */
function hasCome(time: number, now: number): boolean {
  return time <= now || time > now + LONGEST_WAIT
}

/** Whether the job may send deletions at all. */
function maySubmit({ job }: JobRecord): boolean {
  return job.pause === null && !job.cancelRequested
}

function isQuiet({ job }: JobRecord): boolean {
  return isFinished(job.state) || (job.pause !== null && SILENT.has(job.pause.why))
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
  const toRead = chunksToRead(record).filter((chunk) => hasCome(chunk.notBefore, now))
  if (toRead.length > 0) commands.push({ type: "list", chunks: toRead.map((chunk) => chunk.index) })
  const started = hasCome(job.startAt, now)
  for (const chunk of chunks) {
    if (!hasCome(chunk.notBefore, now)) continue
    if (chunk.phase === "submitted" && chunk.zohoJobId !== null)
      commands.push({ type: "poll", chunk: chunk.index, zohoJobId: chunk.zohoJobId })
    if (chunk.phase === "planned" && maySubmit(record) && started)
      commands.push({ type: "submit", chunk: chunk.index })
  }
  return commands
}

/** When the record has to be looked at again (ms since the epoch); null: only an event can move it. */
export function wakeAt(record: JobRecord, now: number): number | null {
  const { job } = record
  if (isFinished(job.state)) return null
  if (job.pause !== null && SILENT.has(job.pause.why)) return job.pause.until
  if (job.needs !== null) return now
  const reading = new Set(chunksToRead(record))
  const times = record.chunks
    .filter(
      (chunk) =>
        reading.has(chunk) || chunk.phase === "submitted" || (chunk.phase === "planned" && maySubmit(record)),
    )
    .map((chunk) => (chunk.phase === "planned" ? Math.max(chunk.notBefore, job.startAt) : chunk.notBefore))
  return times.length === 0 ? null : Math.max(now, Math.min(now + LONGEST_WAIT, ...times))
}
