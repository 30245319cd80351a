/** Bugs put into the task engine on purpose, to see whether the simulation finds them. */
import { withJob } from "../../../src/deletion/record"
import { settleItem, settlePending } from "../../../src/task/items"
import { withSteps } from "../../../src/task/record"
import type { TaskRules } from "../../../src/task/runner"
import type { Step, TaskRecord } from "../../../src/task/task"
import type { Plant } from "./simulate"

type Advance = TaskRules["step"]

const stepping = (change: (step: Advance) => Advance): Plant => ({
  rules: (rules) => ({ ...rules, step: change(rules.step) }),
})

const changing = (record: TaskRecord, is: (step: Step) => boolean, to: (step: Step) => Step): TaskRecord => {
  const changed = record.steps.filter(is).map(to)
  return changed.length === 0 ? record : withSteps(record, ...changed)
}

const inDoubt = ({ call, phase, attempts }: Step): boolean =>
  call !== "add-tags" && phase === "in-doubt" && attempts > 0

export const PLANTED: Readonly<Record<string, Plant>> = {
  "a call without an answer is sent again blindly": stepping((step) => (record, event, now) => {
    const next = step(record, event, now)
    if (event.type !== "failed") return next
    return changing(next, inDoubt, (each) => ({ ...each, phase: "planned" }))
  }),
  "a call found on its way at a start is sent again blindly": stepping((step) => (record, event, now) => {
    const next = step(record, event, now)
    if (event.type !== "woke") return next
    return changing(next, inDoubt, (each) => ({ ...each, phase: "planned" }))
  }),
  "the call leaves before the journal says so": {
    ports: (ports) => ({
      ...ports,
      journal: {
        ...ports.journal,
        save: (task, changed) => {
          const saved = ports.journal.save(task, changed)
          return changed.some(({ phase }) => phase === "sending") ? Promise.resolve() : saved
        },
      },
    }),
  },
  "tags are made without a look at what is there": {
    begin: (record) =>
      changing(
        record,
        ({ call }) => call === "create-tags",
        (each) => ({ ...each, phase: "planned" }),
      ),
  },
  "Zoho's word that a tag was made is believed": stepping((step) => (record, event, now) => {
    const next = step(record, event, now)
    if (event.type !== "answered") return next
    const believed = changing(
      next,
      ({ call, phase }) => call === "create-tags" && phase === "verifying",
      (each) =>
        each.call === "create-tags"
          ? {
              ...each,
              phase: "settled",
              tags: each.tags.map((tag) => (tag.answer === "made" ? settleItem(tag, "done") : tag)),
            }
          : each,
    )
    return believed
  }),
  "records that a re-read does not show count as tagged": stepping((step) => (record, event, now) => {
    if (event.type !== "seen") return step(record, event, now)
    const unseen = record.steps.find(({ index }) => index === event.step)
    const ids = unseen?.call === "add-tags" ? (unseen.unseen ?? []) : []
    const page = { records: ids.map((id) => ({ id, tags: [] })), more: false }
    return step(record, { ...event, page }, now)
  }),
  "the answers are off by one": stepping((step) => (record, event, now) => {
    if (event.type !== "answered" || event.answers.length < 2) return step(record, event, now)
    const [first, ...others] = event.answers
    return step(record, { ...event, answers: first ? [...others, first] : others }, now)
  }),
  "a merge leaves before its backup": {
    rules: (rules) => ({
      ...rules,
      step: (record, event, now) =>
        event.type === "sending"
          ? withJob(rules.step(withJob(record, { backup: null }), event, now), { backup: record.job.backup })
          : rules.step(record, event, now),
      dueCommands: (record, now) => [
        ...rules.dueCommands(record, now),
        ...rules.dueCommands(withJob(record, { backup: null }), now),
      ],
    }),
  },
  "a tag that was protected meanwhile is merged away": {
    ports: (ports) => ({ ...ports, protectedNow: () => Promise.resolve(() => false) }),
  },
  "a renamed tag is merged away": {
    rules: (rules) => ({
      ...rules,
      step: (record, event, now) => {
        if (event.type !== "listed") return rules.step(record, event, now)
        const names = new Map(
          record.steps.flatMap((each) =>
            each.call === "merge-tags" ? [[each.tags[0].oldId, each.tags[0].name] as const] : [],
          ),
        )
        const tags = new Map([...event.tags].map(([id, name]) => [id, names.get(id) ?? name]))
        return rules.step(record, { ...event, tags }, now)
      },
    }),
  },
  "a locked record takes its whole call with it": stepping((step) => (record, event, now) => {
    const next = step(record, event, now)
    if (event.type !== "failed" || event.fault.kind !== "record-locked") return next
    return changing(
      next,
      ({ index, phase }) => index === event.step && phase === "planned",
      (each) => settlePending(each, "refused", { kind: "record-locked" }),
    )
  }),
  "tags that the plan has no room for are given up": stepping((step) => (record, event, now) => {
    const next = step(record, event, now)
    if (event.type !== "listed") return next
    return changing(
      next,
      (each) => each.call === "create-tags" && each.held !== null,
      (each) => (each.call === "create-tags" ? settlePending(each, "refused", each.held) : each),
    )
  }),
  "a color that is refused takes its tag with it": stepping((step) => (record, event, now) => {
    const next = step(record, event, now)
    if (event.type !== "answered") return next
    return changing(
      next,
      (each) => each.call === "create-tags" && each.tags.some(({ colorRefused }) => colorRefused),
      (each) => settlePending(each, "refused", { kind: "color-refused" }),
    )
  }),
  "cancelling does not stop what is planned": {
    rules: (rules) => ({
      ...rules,
      step: (record, event, now) =>
        event.type === "cancel"
          ? withJob(record, { cancelRequested: true })
          : event.type === "sending"
            ? withJob(rules.step(withJob(record, { cancelRequested: false }), event, now), {
                cancelRequested: record.job.cancelRequested,
              })
            : rules.step(record, event, now),
      dueCommands: (record, now) => rules.dueCommands(withJob(record, { cancelRequested: false }), now),
    }),
  },
  "a retry leaves out what was refused": stepping((step) => (record, event, now) => {
    const next = step(record, event, now)
    if (event.type !== "retry") return next
    return changing(
      next,
      ({ call }) => call === "add-tags",
      (each) =>
        each.call === "add-tags"
          ? {
              ...each,
              phase: "settled",
              records: each.records.map((item) =>
                item.state === "pending" ? settleItem(item, "done") : item,
              ),
            }
          : each,
    )
  }),
  "a list that could not be read counts as empty": {
    ports: (ports) => ({
      ...ports,
      zoho: (task) => {
        const zoho = ports.zoho(task)
        return {
          ...zoho,
          listTags: async (module) => {
            const answer = await zoho.listTags(module)
            return answer.ok
              ? answer
              : { ok: true, value: { tags: new Map<string, string>(), allowed: null } }
          },
        }
      },
    }),
  },
}
