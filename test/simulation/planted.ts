/** Bugs planted in the engine to check that the simulation finds them. Each is an easy mistake to make. */
import { settlePending } from "../../src/jobs/items"
import type { Job } from "../../src/jobs/job"
import { stepAt, withJob, withSteps } from "../../src/jobs/record"
import type { Step } from "../../src/jobs/steps"
import { fault } from "../../src/zoho/errors/fault"
import { calling, changing, isSent, massDelete, moving, ofCall, planned, porting } from "./planting"
import { TAGGING } from "./planted-tagging"
import type { Plant } from "./world/simulate"

/** Ids of Zoho jobs that are not stored yet. */
const LATE = new WeakMap<Step, string>()

export const PLANTED: Readonly<Record<string, Plant>> = {
  "Zoho's job id is stored late": moving((transition) => (record, event, now) => {
    const known = changing(
      record,
      (step) => LATE.has(step),
      massDelete((step) => ({ ...step, zohoJobId: LATE.get(step)! })),
    )
    const next = transition(known, event, now)
    const step = event.type === "accepted" ? stepAt(next, event.step) : undefined
    if (event.type !== "accepted" || step?.call !== "mass-delete" || step.phase !== "accepted") return next
    const without: Step = { ...step, zohoJobId: null }
    LATE.set(without, event.zohoJobId)
    return withSteps(next, without)
  }),
  "a mass delete without an answer is sent again without a check": moving(
    (transition) => (record, event, now) => {
      const next = transition(record, event, now)
      return event.type === "failed" ? changing(next, ofCall("mass-delete", isSent), planned) : next
    },
  ),
  "a restore or merge call without an answer is sent again without a check": moving(
    (transition) => (record, event, now) => {
      const next = transition(record, event, now)
      const isIt = (step: Step): boolean => step.call !== "mass-delete" && isSent(step)
      return event.type === "failed" ? changing(next, isIt, planned) : next
    },
  ),
  "a mass delete in flight at a restart is sent again without a check": moving(
    (transition) => (record, event, now) => {
      const next = transition(record, event, now)
      return event.type === "woke" ? changing(next, ofCall("mass-delete", isSent), planned) : next
    },
  ),
  "a restore or merge call in flight at a restart is sent again without a check": moving(
    (transition) => (record, event, now) => {
      const next = transition(record, event, now)
      const isIt = (step: Step): boolean => step.call !== "mass-delete" && isSent(step)
      return event.type === "woke" ? changing(next, isIt, planned) : next
    },
  ),
  "a POST with an unknown outcome counts as done": moving((transition) => (record, event, now) => {
    const next = transition(record, event, now)
    return changing(next, ofCall("mass-delete", isSent), (step) => settlePending(step, "done", null))
  }),
  "Zoho's counts are trusted": moving((transition) => (record, event, now) => {
    const next = transition(record, event, now)
    if (event.type !== "status" || event.report.state !== "completed") return next
    const step = stepAt(next, event.step)
    return step?.phase === "verifying" && event.report.counts.failed === 0
      ? withSteps(next, settlePending(step, "done", null))
      : next
  }),
  "a completed Zoho job is trusted": moving((transition) => (record, event, now) => {
    const next = transition(record, event, now)
    const isDone = ofCall("mass-delete", (step) => step.verdict === "completed" && step.phase === "verifying")
    return changing(next, isDone, (step) => settlePending(step, "done", null))
  }),
  "cancelling drops a step": moving((transition) => (record, event, now) => {
    const next = transition(record, event, now)
    if (event.type !== "cancel" || next.steps.length < 2) return next
    return { ...next, steps: next.steps.slice(0, -1) }
  }),
  "cancelling does not settle the tags of a refused call": moving((transition) => (record, event, now) => {
    const next = transition(record, event, now)
    if (event.type !== "failed" || !record.job.cancelRequested) return next
    const step = stepAt(record, event.step)
    return step?.call === "mass-delete" ? withSteps(withJob(record, {}), planned(step)) : next
  }),
  "a tag that has become protected is sent": calling((zoho) => ({
    massDelete: (module, ids) => zoho.massDelete(module, ids, () => Promise.resolve(true)),
  })),
  "a tag that has become protected is merged": calling((zoho) => ({
    mergeTags: (keepId, goingId) => zoho.mergeTags(keepId, goingId, () => Promise.resolve(true)),
  })),
  "one protected tag blocks its whole call": moving((transition) => (record, event, now) => {
    if (event.type !== "withheld") return transition(record, event, now)
    const step = stepAt(record, event.step)
    const ids = step && step.call !== "add-tags" ? step.tags.map(({ id }) => id) : []
    return transition(record, { ...event, ids }, now)
  }),
  "pausing does not stop planned steps": {
    rules: (rules) => ({
      ...rules,
      transition: (record, event, now) =>
        event.type === "sending" && record.job.pause?.why === "user"
          ? withJob(rules.transition(withJob(record, { pause: null }), event, now), {
              pause: record.job.pause,
              state: "paused",
            })
          : rules.transition(record, event, now),
      dueCommands: (record, now) =>
        rules.dueCommands(record.job.pause?.why === "user" ? withJob(record, { pause: null }) : record, now),
    }),
  },
  "the user's pause is lost under one that ends automatically": moving(
    (transition) => (record, event, now) => {
      const next = transition(record, event, now)
      return next.job.pauseBelow ? withJob(next, { pauseBelow: null }) : next
    },
  ),
  "no alarm while a POST is in flight": {
    rules: (rules) => ({
      ...rules,
      wakeAt: (record, now) =>
        record.steps.some(({ phase }) => phase === "sending") ? null : rules.wakeAt(record, now),
    }),
  },
  "no alarm for a pause that ends automatically": {
    rules: (rules) => ({
      ...rules,
      wakeAt: (record, now) => (record.job.pause ? null : rules.wakeAt(record, now)),
    }),
  },
  "the lock is not taken": porting(() => ({ acquireLeadership: () => Promise.resolve() })),
  "the POST is sent before it is journaled": porting((ports) => ({
    journal: {
      ...ports.journal,
      save: (job, changed) => {
        const saved = ports.journal.save(job, changed)
        return changed.some(({ phase }) => phase === "sending") ? Promise.resolve() : saved
      },
    },
  })),
  "a failing disk is ignored": porting((ports) => ({
    journal: {
      ...ports.journal,
      save: (job, changed) => ports.journal.save(job, changed).catch(() => undefined),
    },
  })),
  "steps are written before their job": porting((ports) => {
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
  "the position of the refused tag is off by one": moving((transition) => (record, event, now) => {
    if (event.type !== "failed" || event.fault.details.tagIndex === undefined)
      return transition(record, event, now)
    const details = { ...event.fault.details, tagIndex: event.fault.details.tagIndex + 1 }
    const shifted = fault(event.fault.kind, { details })
    return transition(record, { ...event, fault: shifted }, now)
  }),
  "the position of the refused tag counts settled tags": moving((transition) => (record, event, now) => {
    const index = event.type === "failed" ? event.fault.details.tagIndex : undefined
    if (event.type !== "failed" || index === undefined) return transition(record, event, now)
    const step = stepAt(record, event.step)
    const tags = step?.call === "mass-delete" ? step.tags : []
    const wrong = tags[index]
    const pending = tags.filter((tag) => tag.state === "pending")
    const tagIndex = pending.findIndex((tag) => tag === wrong)
    const moved = fault(event.fault.kind, { details: tagIndex < 0 ? {} : { tagIndex } })
    return transition(record, { ...event, fault: moved }, now)
  }),
  "a refused tag is bisected although it is named": moving(
    (transition) => (record, event, now) =>
      event.type === "failed" && event.fault.details.tagIndex !== undefined
        ? transition(record, { ...event, fault: fault(event.fault.kind) }, now)
        : transition(record, event, now),
  ),
  "one half of a split call is forgotten": moving((transition) => (record, event, now) => {
    const next = transition(record, event, now)
    if (event.type !== "failed" || next.steps.length === record.steps.length) return next
    return changing(
      next,
      (step) => !stepAt(record, step.index),
      (step) => settlePending(step, "done", null),
    )
  }),
  "a name seen long ago counts as current": moving((transition) => (record, event, now) => {
    const seen = changing(
      record,
      ofCall("mass-delete", ({ phase }) => phase === "planned"),
      massDelete((step) => ({ ...step, seenAt: now })),
    )
    return transition(event.type === "sending" ? seen : record, event, now)
  }),
  "the token is renewed endlessly": moving((transition) => (record, event, now) => {
    const next = transition(record, event, now)
    return next.job.renewed ? withJob(next, { renewed: false }) : next
  }),
  "a token is never renewed": moving(
    (transition) => (record, event, now) =>
      transition(record.job.renewed ? record : withJob(record, { renewed: true }), event, now),
  ),
  "one re-read of a stale list settles a tag": moving(
    (transition) => (record, event, now) =>
      event.type === "listed"
        ? transition(
            changing(
              record,
              ofCall("mass-delete", ({ phase }) => phase === "verifying"),
              (step) => ({ ...step, polls: 9 }),
            ),
            event,
            now,
          )
        : transition(record, event, now),
  ),
  "rate limits are ignored": porting(() => ({ random: () => -1 })),
  "calls in flight are not limited": porting(() => ({ maxConcurrency: () => 50 })),
  "the clock is trusted": {
    rules: (rules) => ({
      ...rules,
      dueCommands: (record, now) =>
        record.steps.some((step) => step.notBefore > now) ? [] : rules.dueCommands(record, now),
      wakeAt: (record, now) => {
        const next = record.steps.filter(({ phase }) => phase !== "settled").map((step) => step.notBefore)
        const time = rules.wakeAt(record, now)
        return time === null ? null : Math.max(time, ...next)
      },
      transition: (record, event, now) =>
        event.type === "tick" && record.job.pause?.until != null && record.job.pause.until > now
          ? record
          : rules.transition(record, event, now),
    }),
  },
  "the POST is sent before the backup is written": {
    rules: (rules) => ({
      ...rules,
      transition: (record, event, now) =>
        event.type === "sending"
          ? withJob(rules.transition(withJob(record, { backup: null }), event, now), {
              backup: record.job.backup,
            })
          : rules.transition(record, event, now),
      dueCommands: (record, now) => [
        ...rules.dueCommands(record, now),
        ...rules.dueCommands(withJob(record, { backup: null }), now),
      ],
    }),
  },
  "a failed backup counts as complete": porting((ports) => ({
    backups: {
      collect: async (what, withinLimit) => {
        const answer = await ports.backups.collect(what, withinLimit)
        return answer.ok ? answer : { ok: true, value: { collected: 0, complete: true, asked: true } }
      },
    },
  })),
  "a job skips its records without the user's decision": moving((transition) => (record, event, now) => {
    const next = transition(record, event, now)
    return event.type === "backup-failed" ? transition(next, { type: "skip-records" }, now) : next
  }),
  "a module's new id is not stored": moving(
    (transition) => (record, event, now) =>
      event.type === "module-read"
        ? withJob(transition(record, event, now), { moduleReread: false, module: record.job.module })
        : transition(record, event, now),
  ),
  "a list that could not be read counts as empty": calling((zoho) => ({
    listTags: async (module) => {
      const answer = await zoho.listTags(module)
      return answer.ok ? answer : { ok: true, value: { tags: new Map<string, string>(), allowed: null } }
    },
  })),
  ...TAGGING,
}
