/** Tasks as they come back from storage, checked. */
import * as v from "valibot"

import type { Task } from "../task/task"
import {
  jobBackupSchema,
  jobStateSchema,
  moduleSchema,
  orgSchema,
  pauseSchema,
  reasonSchema,
} from "./job-schema"

const text = v.string()
const count = v.pipe(v.number(), v.integer())

const counts = v.object({
  pending: count,
  done: count,
  already: count,
  refused: count,
  unseen: count,
  unknown: count,
  "not-sent": count,
})

export const taskSchema: v.GenericSchema<unknown, Task> = v.looseObject({
  id: text,
  schema: v.literal(1),
  kind: v.picklist(["restore", "merge"]),
  createdAt: v.number(),
  updatedAt: v.number(),
  finishedAt: v.nullable(v.number()),
  org: orgSchema,
  accountId: text,
  confirmedBy: v.nullable(text),
  module: moduleSchema,
  backupId: v.nullable(text),
  keep: v.nullable(v.object({ id: text, name: text, colorCode: v.nullable(text) })),
  check: v.picklist(["records", "answers"]),
  tags: counts,
  records: counts,
  nextStepIndex: count,
  failuresInRow: count,
  state: jobStateSchema,
  pause: v.nullable(pauseSchema),
  pauseBelow: v.nullable(pauseSchema),
  cancelRequested: v.boolean(),
  needs: v.nullable(v.picklist(["module", "token"])),
  renewed: v.boolean(),
  backup: v.nullable(jobBackupSchema),
  reason: v.nullable(reasonSchema),
})
