/** Creating, deleting and merging tags one by one. */
import * as v from "valibot"
import type { ZohoResult } from "../errors/fault"
import type { ZohoClient, ZohoRequest } from "./client"
import { idSchema, idSegment, moduleSegment, onlyItem, readItems } from "./schemas"

export interface ChangedTag {
  readonly id: string
}

export interface NewTag {
  readonly name: string
  /** Any "#RRGGBB", also beside the colors of Zoho's picker; null: none. */
  readonly colorCode: string | null
}

const detailsSchema = v.object({ id: idSchema })

function changedTag(details: unknown): ZohoResult<ChangedTag> | undefined {
  const parsed = v.safeParse(detailsSchema, details)
  return parsed.success ? { ok: true, value: parsed.output } : undefined
}

async function change(
  client: ZohoClient,
  expected: number,
  request: Omit<ZohoRequest, "subject">,
): Promise<ZohoResult<readonly ZohoResult<ChangedTag>[]>> {
  const answer = await client.call({ ...request, subject: "tags" })
  return readItems(answer, "tags", { expected, subject: "tags", parse: changedTag })
}

/** Deletes one tag. https://www.zoho.com/crm/developer/docs/api/v8/delete-tag.html */
export async function deleteTag(
  client: ZohoClient,
  input: { tagId: string },
): Promise<ZohoResult<ChangedTag>> {
  return onlyItem(
    await change(client, 1, {
      method: "DELETE",
      path: `settings/tags/${idSegment(input.tagId)}`,
    }),
  )
}

/** Makes tags in a module; one result per tag, in order. https://www.zoho.com/crm/developer/docs/api/v8/create-tags.html */
export async function createTags(
  client: ZohoClient,
  input: { module: string; tags: readonly NewTag[] },
): Promise<ZohoResult<readonly ZohoResult<ChangedTag>[]>> {
  return change(client, input.tags.length, {
    method: "POST",
    path: "settings/tags",
    query: { module: moduleSegment(input.module) },
    body: { tags: input.tags.map(({ name, colorCode }) => ({ name, color_code: colorCode })) },
  })
}

/** Records of the absorbed tag carry the kept one afterwards. https://www.zoho.com/crm/developer/docs/api/v8/merge-tags.html */
export async function mergeTags(
  client: ZohoClient,
  input: { keepId: string; absorbId: string },
): Promise<ZohoResult<ChangedTag>> {
  return onlyItem(
    await change(client, 1, {
      method: "POST",
      path: `settings/tags/${idSegment(input.keepId)}/actions/merge`,
      body: { tags: [{ conflict_id: idSegment(input.absorbId) }] },
    }),
  )
}
