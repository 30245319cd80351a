/** Bugs put into the engine on purpose, to see whether the simulation finds them. Each is one that was easy to make. */
import type { Chunk, Job, JobRecord } from "../../src/deletion/job"
import type { Ports, ZohoPort } from "../../src/deletion/ports"
import { chunkAt, withChunks, withJob } from "../../src/deletion/record"
import type { Rules } from "../../src/deletion/runner"
import { settlePending } from "../../src/deletion/outcome"
import { fault } from "../../src/zoho/errors/fault"
import type { Plant } from "./world/simulate"

type Step = Rules["step"]

/** A step that comes out differently. */
const stepping = (change: (step: Step) => Step): Plant => ({
  rules: (rules) => ({ ...rules, step: change(rules.step) }),
})

const porting = (change: (ports: Ports) => Partial<Ports>): Plant => ({
  ports: (ports) => ({ ...ports, ...change(ports) }),
})

const calling = (change: (zoho: ZohoPort) => Partial<ZohoPort>): Plant =>
  porting((ports) => ({
    zoho: (job) => {
      const zoho = ports.zoho(job)
      return { ...zoho, ...change(zoho) }
    },
  }))

/** Changes the chunks that an event has brought into a phase. */
const changing = (
  record: JobRecord,
  is: (chunk: Chunk) => boolean,
  to: (chunk: Chunk) => Chunk,
): JobRecord => {
  const changed = record.chunks.filter(is).map(to)
  return changed.length === 0 ? record : withChunks(record, ...changed)
}

/** Ids of Zoho jobs that are only in memory yet. */
const LATE = new WeakMap<Chunk, string>()

export const PLANTED: Readonly<Record<string, Plant>> = {
  "Zoho's job id is stored late": stepping((step) => (record, event, now) => {
    const known = changing(
      record,
      (chunk) => LATE.has(chunk),
      (chunk) => ({ ...chunk, zohoJobId: LATE.get(chunk)! }),
    )
    const next = step(known, event, now)
    const chunk = event.type === "accepted" ? chunkAt(next, event.chunk) : undefined
    if (event.type !== "accepted" || chunk?.phase !== "submitted") return next
    const without: Chunk = { ...chunk, zohoJobId: null }
    LATE.set(without, event.zohoJobId)
    return withChunks(next, without)
  }),
  "a POST without an answer is sent again blindly": stepping((step) => (record, event, now) => {
    const next = step(record, event, now)
    if (event.type !== "submit-failed") return next
    return changing(next, isInDoubt, (chunk) => ({ ...chunk, phase: "planned" }))
  }),
  "a POST found on its way at a start is sent again blindly": stepping((step) => (record, event, now) => {
    const next = step(record, event, now)
    if (event.type !== "woke") return next
    return changing(next, isInDoubt, (chunk) => ({ ...chunk, phase: "planned" }))
  }),
  "a POST in doubt is taken for accepted": stepping((step) => (record, event, now) => {
    const next = step(record, event, now)
    return changing(next, isInDoubt, (chunk) => settlePending(chunk, "deleted", null))
  }),
  "Zoho's counts are believed": stepping((step) => (record, event, now) => {
    const next = step(record, event, now)
    if (event.type !== "status" || event.report.state !== "completed") return next
    const chunk = chunkAt(next, event.chunk)
    return chunk?.phase === "verifying" && event.report.counts.failed === 0
      ? step(withChunks(next, settlePending(chunk, "deleted", null)), { type: "renewed" }, now)
      : next
  }),
  "a completed job is believed": stepping((step) => (record, event, now) => {
    const next = step(record, event, now)
    const isDone = (chunk: Chunk): boolean => chunk.zohoVerdict === "completed" && chunk.phase === "verifying"
    return changing(next, isDone, (chunk) => settlePending(chunk, "deleted", null))
  }),
  "cancelling drops a chunk": stepping((step) => (record, event, now) => {
    const next = step(record, event, now)
    if (event.type !== "cancel" || next.chunks.length < 2) return next
    return { ...next, chunks: next.chunks.slice(0, -1) }
  }),
  "cancelling forgets what a refusal puts back": stepping((step) => (record, event, now) => {
    const next = step(record, event, now)
    if (event.type === "cancel" || !record.job.cancelRequested || event.type !== "submit-failed") return next
    const chunk = chunkAt(record, event.chunk)
    return chunk ? withChunks(withJob(record, {}), { ...chunk, phase: "planned" }) : next
  }),
  "a tag that was protected meanwhile is sent": porting(() => ({
    protectedNow: () => Promise.resolve(() => false),
  })),
  "one protected tag holds all of its call back": stepping((step) => (record, event, now) => {
    if (event.type !== "held-back") return step(record, event, now)
    const ids = chunkAt(record, event.chunk)?.tags.map(({ id }) => id) ?? []
    return step(record, { ...event, ids }, now)
  }),
  "pausing does not stop what is planned": {
    rules: (rules) => ({
      ...rules,
      step: (record, event, now) =>
        event.type === "submitting" && record.job.pause?.why === "user"
          ? withJob(rules.step(withJob(record, { pause: null }), event, now), {
              pause: record.job.pause,
              state: "paused",
            })
          : rules.step(record, event, now),
      dueCommands: (record, now) =>
        rules.dueCommands(record.job.pause?.why === "user" ? withJob(record, { pause: null }) : record, now),
    }),
  },
  "the user's pause is lost over one that ends by itself": stepping((step) => (record, event, now) => {
    const next = step(record, event, now)
    return next.job.pauseBelow ? withJob(next, { pauseBelow: null }) : next
  }),
  "no alarm while a POST is in flight": {
    rules: (rules) => ({
      ...rules,
      wakeAt: (record, now) =>
        record.chunks.some(({ phase }) => phase === "submitting") ? null : rules.wakeAt(record, now),
    }),
  },
  "no alarm for a pause that ends by itself": {
    rules: (rules) => ({
      ...rules,
      wakeAt: (record, now) => (record.job.pause ? null : rules.wakeAt(record, now)),
    }),
  },
  "the lock is not taken": porting(() => ({ becomeOnly: () => Promise.resolve() })),
  "the POST leaves before the journal says so": porting((ports) => ({
    journal: {
      ...ports.journal,
      save: (job, changed) => {
        const saved = ports.journal.save(job, changed)
        return changed.some(({ phase }) => phase === "submitting") ? Promise.resolve() : saved
      },
    },
  })),
  "a failing disk is ignored": porting((ports) => ({
    journal: {
      ...ports.journal,
      save: (job, changed) => ports.journal.save(job, changed).catch(() => undefined),
    },
  })),
  "chunks are written before their job": porting((ports) => {
    let last: Job | null = null
    return {
      journal: {
        ...ports.journal,
        save: (job, changed) => {
          const behind = last?.id === job.id ? last : job
          last = job
          return ports.journal.save(behind, changed)
        },
      },
    }
  }),
  "the position of the refused tag is off by one": stepping((step) => (record, event, now) => {
    if (event.type !== "submit-failed" || event.fault.details.tagIndex === undefined)
      return step(record, event, now)
    const details = { ...event.fault.details, tagIndex: event.fault.details.tagIndex + 1 }
    const shifted = fault(event.fault.kind, { details })
    return step(record, { ...event, fault: shifted }, now)
  }),
  "the position of the refused tag counts settled tags": stepping((step) => (record, event, now) => {
    const index = event.type === "submit-failed" ? event.fault.details.tagIndex : undefined
    if (event.type !== "submit-failed" || index === undefined) return step(record, event, now)
    const tags = chunkAt(record, event.chunk)?.tags ?? []
    const wrong = tags[index]
    const pending = tags.filter((tag) => tag.state === "pending")
    const tagIndex = pending.findIndex((tag) => tag === wrong)
    const moved = fault(event.fault.kind, { details: tagIndex < 0 ? {} : { tagIndex } })
    return step(record, { ...event, fault: moved }, now)
  }),
  "a refused tag is bisected although it is named": stepping(
    (step) => (record, event, now) =>
      event.type === "submit-failed" && event.fault.details.tagIndex !== undefined
        ? step(record, { ...event, fault: fault(event.fault.kind) }, now)
        : step(record, event, now),
  ),
  "one half of a call that was refused is forgotten": stepping((step) => (record, event, now) => {
    const next = step(record, event, now)
    if (event.type !== "submit-failed" || next.chunks.length === record.chunks.length) return next
    return changing(
      next,
      (chunk) => !chunkAt(record, chunk.index),
      (chunk) => settlePending(chunk, "deleted", null),
    )
  }),
  "a name seen long ago is taken for the one that is there": stepping((step) => (record, event, now) => {
    const seen = changing(
      record,
      ({ phase }) => phase === "planned",
      (chunk) => ({ ...chunk, seenAt: now }),
    )
    return step(event.type === "submitting" ? seen : record, event, now)
  }),
  "a retry sends what was renamed": stepping((step) => (record, event, now) => {
    const next = step(record, event, now)
    if (event.type !== "retry") return next
    return changing(
      next,
      (chunk) => isInDoubt(chunk) && chunk.attempts === 0,
      (chunk) => ({ ...chunk, phase: "planned" }),
    )
  }),
  "a retry adds an id": stepping((step) => (record, event, now) => {
    const next = step(record, event, now)
    if (event.type !== "retry") return next
    return changing(next, isInDoubt, (chunk) => ({
      ...chunk,
      tags: [...chunk.tags, { ...chunk.tags[0]!, id: "1", name: "one more" }],
    }))
  }),
  "the token is renewed without end": stepping((step) => (record, event, now) => {
    const next = step(record, event, now)
    return next.job.renewed ? withJob(next, { renewed: false }) : next
  }),
  "a token is not renewed at all": stepping(
    (step) => (record, event, now) =>
      step(record.job.renewed ? record : withJob(record, { renewed: true }), event, now),
  ),
  "one look settles what a lagging list shows": stepping(
    (step) => (record, event, now) =>
      event.type === "listed"
        ? step(
            changing(
              record,
              ({ phase }) => phase === "verifying",
              (chunk) => ({ ...chunk, looks: 9 }),
            ),
            event,
            now,
          )
        : step(record, event, now),
  ),
  "nobody waits after being told to slow down": porting(() => ({ random: () => -1 })),
  "calls in flight are not limited": porting(() => ({ widest: () => 50 })),
  "the clock is trusted": {
    rules: (rules) => ({
      ...rules,
      dueCommands: (record, now) =>
        record.chunks.some((chunk) => chunk.notBefore > now) ? [] : rules.dueCommands(record, now),
      wakeAt: (record, now) => {
        const next = record.chunks.filter(({ phase }) => phase !== "settled").map((chunk) => chunk.notBefore)
        const time = rules.wakeAt(record, now)
        return time === null ? null : Math.max(time, ...next)
      },
      step: (record, event, now) =>
        event.type === "tick" && record.job.pause?.until != null && record.job.pause.until > now
          ? record
          : rules.step(record, event, now),
    }),
  },
  "the POST leaves before the backup is written": {
    rules: (rules) => ({
      ...rules,
      step: (record, event, now) =>
        event.type === "submitting"
          ? withJob(rules.step(withJob(record, { backup: null }), event, now), { backup: record.job.backup })
          : rules.step(record, event, now),
      dueCommands: (record, now) => [
        ...rules.dueCommands(record, now),
        ...rules.dueCommands(withJob(record, { backup: null }), now),
      ],
    }),
  },
  "a backup that could not be made counts as made": porting((ports) => ({
    backups: {
      advance: async (record) => {
        const answer = await ports.backups.advance(record)
        return answer.ok ? answer : { ok: true, value: { gathered: 0, complete: true, asked: true } }
      },
    },
  })),
  "going on without the records is nobody's decision": stepping((step) => (record, event, now) => {
    const next = step(record, event, now)
    return event.type === "backup-failed" ? step(next, { type: "skip-records" }, now) : next
  }),
  "a module's new id is not remembered": stepping(
    (step) => (record, event, now) =>
      event.type === "module-read"
        ? withJob(step(record, event, now), { moduleReread: false, module: record.job.module })
        : step(record, event, now),
  ),
  "a list that could not be read counts as empty": calling((zoho) => ({
    listTags: async (module) => {
      const answer = await zoho.listTags(module)
      return answer.ok ? answer : { ok: true, value: new Map<string, string>() }
    },
  })),
}

function isInDoubt({ phase }: Chunk): boolean {
  return phase === "in-doubt"
}
