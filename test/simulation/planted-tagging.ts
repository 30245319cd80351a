/** Bugs planted in restores, merges and self-tests. */
import { afterSettling, settle, settlePending } from "../../src/jobs/items"
import { stepAt, withJob, type JobRecord } from "../../src/jobs/record"
import { addTags, changing, createTags, moving, ofCall, planned } from "./planting"
import type { Plant } from "./world/simulate"

export const TAGGING: Readonly<Record<string, Plant>> = {
  "tags are created without checking which exist": moving((transition) => (record, event, now) => {
    const next = transition(record, event, now)
    const isFirst = ofCall("create-tags", (step) => step.phase === "outcome-unknown" && step.attempts === 0)
    return changing(next, isFirst, planned)
  }),
  "Zoho's answer that a tag was created is trusted": moving((transition) => (record, event, now) => {
    const next = transition(record, event, now)
    if (event.type !== "answered") return next
    return changing(
      next,
      ofCall("create-tags", ({ phase }) => phase === "verifying"),
      createTags((step) =>
        afterSettling({
          ...step,
          tags: step.tags.map((tag) => (tag.answer === "created" ? settle(tag, "done") : tag)),
        }),
      ),
    )
  }),
  "records missing from a re-read count as tagged": moving((transition) => (record, event, now) => {
    if (event.type !== "found") return transition(record, event, now)
    const step = stepAt(record, event.step)
    const ids = step?.call === "add-tags" ? (step.unconfirmed ?? []) : []
    const page = { records: ids.map((id) => ({ id, tags: [] })), more: false }
    return transition(record, { ...event, page }, now)
  }),
  "the answers are off by one": moving((transition) => (record, event, now) => {
    if (event.type !== "answered" || event.answers.length < 2) return transition(record, event, now)
    const [first, ...others] = event.answers
    return transition(record, { ...event, answers: first ? [...others, first] : others }, now)
  }),
  "a renamed tag is merged": moving((transition) => (record, event, now) => {
    if (event.type !== "listed") return transition(record, event, now)
    const merges = record.steps.flatMap((step) => (step.call === "merge-tags" ? step.tags : []))
    const names = new Map(merges.map(({ id, name }) => [id, name]))
    const tags = new Map([...event.tags].map(([id, name]) => [id, names.get(id) ?? name]))
    return transition(record, { ...event, tags }, now)
  }),
  "one locked record makes its whole call count as refused": moving((transition) => (record, event, now) => {
    const next = transition(record, event, now)
    if (event.type !== "failed" || event.fault.kind !== "record-locked") return next
    return changing(
      next,
      ({ index, phase }) => index === event.step && phase === "planned",
      (step) => settlePending(step, "refused", { kind: "record-locked" }),
    )
  }),
  "tags that the plan does not allow are abandoned": moving((transition) => (record, event, now) => {
    const next = transition(record, event, now)
    if (event.type !== "listed") return next
    return changing(
      next,
      ofCall("create-tags", ({ noRoom }) => noRoom !== null),
      createTags((step) => settlePending(step, "refused", step.noRoom)),
    )
  }),
  "a refused color makes its tag count as refused": moving((transition) => (record, event, now) => {
    const next = transition(record, event, now)
    if (event.type !== "answered") return next
    return changing(
      next,
      ofCall("create-tags", ({ tags }) => tags.some(({ colorRefused }) => colorRefused)),
      (step) => settlePending(step, "refused", { kind: "color-refused" }),
    )
  }),
  "cancelling does not stop planned steps": {
    rules: (rules) => ({
      ...rules,
      transition: (record, event, now) =>
        event.type === "cancel"
          ? withJob(record, { cancelRequested: true })
          : event.type === "sending"
            ? withJob(rules.transition(withJob(record, { cancelRequested: false }), event, now), {
                cancelRequested: record.job.cancelRequested,
              })
            : rules.transition(record, event, now),
      dueCommands: (record, now) => rules.dueCommands(withJob(record, { cancelRequested: false }), now),
    }),
  },
  "a merge is sent before its backup is written": {
    rules: (rules) => {
      const open = (record: JobRecord): JobRecord =>
        record.job.kind === "merge" ? withJob(record, { backup: null }) : record
      return {
        ...rules,
        transition: (record, event, now) =>
          event.type === "sending"
            ? withJob(rules.transition(open(record), event, now), { backup: record.job.backup })
            : rules.transition(record, event, now),
        dueCommands: (record, now) => [
          ...rules.dueCommands(record, now),
          ...rules.dueCommands(open(record), now),
        ],
      }
    },
  },
  "refused records of a restore count as done": moving((transition) => (record, event, now) => {
    const next = transition(record, event, now)
    return changing(
      next,
      ofCall("add-tags", ({ phase }) => phase === "settled"),
      addTags((step) => ({
        ...step,
        records: step.records.map((item) => (item.state === "refused" ? settle(item, "done") : item)),
      })),
    )
  }),
  "a cancelled self-test leaves its tags behind": moving((transition) => (record, event, now) => {
    const next = transition(record, event, now)
    if (record.job.kind !== "check" || !next.job.cancelRequested) return next
    return changing(
      next,
      ({ call, phase }) => call === "mass-delete" && phase === "planned",
      (step) => settlePending(step, "done", null),
    )
  }),
  "a self-test treats tags that a mass delete kept as gone": moving((transition) => (record, event, now) => {
    const next = transition(record, event, now)
    if (record.job.kind !== "check") return next
    const isDone = ofCall("mass-delete", ({ phase }) => phase === "verifying")
    return changing(next, isDone, (step) => settlePending(step, "done", null))
  }),
}
