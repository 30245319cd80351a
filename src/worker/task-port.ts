/** The task engine's view of Zoho, for the account of one task. */
import type { TaskZoho } from "../task/ports"
import type { Task } from "../task/task"
import { addTags, queryByTag } from "../zoho/api/records"
import { createTags, mergeTags } from "../zoho/api/tag-changes"
import { accessFor } from "./access"
import type { AccessNeeds } from "./access"
import { unlessOff } from "./firm"

export function createTaskPort(needs: AccessNeeds, task: Task): TaskZoho {
  const { store } = needs
  const { withClient, aboutTags, listTags, renew, permitted } = accessFor(needs, task)
  return {
    renew,
    permitted,
    listTags,
    createTags: ({ apiName }, tags) =>
      unlessOff(store, "restore", () =>
        aboutTags("restore", (client) => createTags(client, { module: apiName, tags })),
      ),
    addTag: ({ apiName }, tag, recordIds) =>
      unlessOff(store, "restore", () =>
        withClient((client) => addTags(client, { module: apiName, tags: [tag], recordIds })),
      ),
    mergeTags: (keepId, absorbId, mayLeave) =>
      unlessOff(store, "merge", () =>
        aboutTags("merge", async (client) =>
          (await mayLeave()) ? mergeTags(client, { keepId, absorbId }) : null,
        ),
      ),
    findRecords: ({ apiName }, from) =>
      unlessOff(store, "records", () =>
        withClient((client) => queryByTag(client, { module: apiName, ...from })),
      ),
  }
}
