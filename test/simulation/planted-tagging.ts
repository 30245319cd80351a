/** Bugs put into restores, merges and the check on an org. */
import { afterSettling, settle, settlePending } from "../../src/jobs/items"
import { stepAt, withJob } from "../../src/jobs/record"
import type { JobRecord } from "../../src/jobs/record"
import { addTags, changing, createTags, moving, ofCall, planned } from "./planting"
import type { Plant } from "./world/simulate"

export const TAGGING: Readonly<Record<string, Plant>> = {
  "tags are created without a look at what is there": moving((transition) => (record, event, now) => {
    const next = transition(record, event, now)
    const isFirst = ofCall("create-tags", (step) => step.phase === "outcome-unknown" && step.attempts === 0)
    return changing(next, isFirst, planned)
  }),
  "Zoho's word that a tag was created is believed": moving((transition) => (record, event, now) => {
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
  "records that a re-read does not show count as tagged": moving((transition) => (record, event, now) => {
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
  "a renamed tag is merged away": moving((transition) => (record, event, now) => {
    if (event.type !== "listed") return transition(record, event, now)
    const merges = record.steps.flatMap((step) => (step.call === "merge-tags" ? step.tags : []))
    const names = new Map(merges.map(({ id, name }) => [id, name]))
    const tags = new Map([...event.tags].map(([id, name]) => [id, names.get(id) ?? name]))
    return transition(record, { ...event, tags }, now)
  }),
  "a locked record takes its whole call with it": moving((transition) => (record, event, now) => {
    const next = transition(record, event, now)
    if (event.type !== "failed" || event.fault.kind !== "record-locked") return next
    return changing(
      next,
      ({ index, phase }) => index === event.step && phase === "planned",
      (step) => settlePending(step, "refused", { kind: "record-locked" }),
    )
  }),
  "tags that the plan does not allow are given up": moving((transition) => (record, event, now) => {
    const next = transition(record, event, now)
    if (event.type !== "listed") return next
    return changing(
      next,
      ofCall("create-tags", ({ noRoom }) => noRoom !== null),
      createTags((step) => settlePending(step, "refused", step.noRoom)),
    )
  }),
  "a color that is refused takes its tag with it": moving((transition) => (record, event, now) => {
    const next = transition(record, event, now)
    if (event.type !== "answered") return next
    return changing(
      next,
      ofCall("create-tags", ({ tags }) => tags.some(({ colorRefused }) => colorRefused)),
      (step) => settlePending(step, "refused", { kind: "color-refused" }),
    )
  }),
  "cancelling does not stop what is planned": {
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
  "a merge leaves before its backup": {
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
  "what was refused of a restore counts as done": moving((transition) => (record, event, now) => {
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
  "a check that is cancelled leaves its tags": moving((transition) => (record, event, now) => {
    const next = transition(record, event, now)
    if (event.type !== "cancel" || record.job.kind !== "check") return next
    return changing(
      next,
      ({ call, phase }) => call === "mass-delete" && phase === "planned",
      (step) => settlePending(step, "done", null),
    )
  }),
  "a check takes what a mass delete has kept for gone": moving((transition) => (record, event, now) => {
    const next = transition(record, event, now)
    if (record.job.kind !== "check") return next
    const isDone = ofCall("mass-delete", ({ phase }) => phase === "verifying")
    return changing(next, isDone, (step) => settlePending(step, "done", null))
  }),
}
