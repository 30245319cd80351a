/** Steps of tasks as they come back from storage, checked. */
import * as v from "valibot"

import type { Step } from "../task/task"
import { reasonSchema } from "./job-schema"

const text = v.string()
const count = v.pipe(v.number(), v.integer())
const id = v.pipe(text, v.regex(/^\d{1,19}$/))

const itemState = v.picklist(["pending", "done", "already", "refused", "unseen", "unknown", "not-sent"])
const outcome = { state: itemState, reason: v.nullable(reasonSchema) }

const tagItem = v.looseObject({
  oldId: text,
  name: text,
  colorCode: v.nullable(text),
  colorRefused: v.boolean(),
  id: v.nullable(text),
  answer: v.nullable(v.picklist(["made", "taken"])),
  ...outcome,
})

const head = {
  taskId: text,
  index: count,
  phase: v.picklist(["planned", "sending", "in-doubt", "verifying", "settled"]),
  attempts: count,
  notBefore: v.number(),
  strikes: count,
  looks: count,
  lastSeen: v.nullable(count),
  doubt: v.nullable(reasonSchema),
}

export const stepSchema: v.GenericSchema<unknown, Step> = v.variant("call", [
  v.looseObject({
    ...head,
    call: v.literal("create-tags"),
    tags: v.array(tagItem),
    held: v.nullable(reasonSchema),
  }),
  v.looseObject({
    ...head,
    call: v.literal("add-tags"),
    oldId: text,
    name: text,
    records: v.array(v.looseObject({ id, ...outcome })),
    unseen: v.nullable(v.array(id)),
    cursor: id,
    converted: v.boolean(),
    confirmed: v.nullable(v.picklist(["records", "answers"])),
  }),
  v.looseObject({ ...head, call: v.literal("merge-tags"), tags: v.tuple([tagItem]) }),
])
