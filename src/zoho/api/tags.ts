/** A module's tags: lists, creates, deletes and merges them. */
import * as v from "valibot"
import { defined, failure, type ZohoResult } from "../errors/fault"
import type { ZohoClient, ZohoRequest } from "./client"
import { ask, askItems, countSchema, idSchema, idSegment, lenient, moduleSegment } from "./schemas"

/** A tag of a module. Times are Zoho's ISO 8601 strings; `name` is the org's text, never markup. */
export interface Tag {
  readonly id: string
  readonly name: string
  /** As Zoho stores it, such as "#57B1FD"; null: none. */
  readonly colorCode: string | null
  readonly createdTime?: string
  readonly modifiedTime?: string
  readonly createdBy?: string
  readonly modifiedBy?: string
  /** Number of records that carry it, if Zoho reported it: only with `include`, and not in every org. */
  readonly records?: number
}

export interface TagList {
  /** All tags of the module: Zoho does not paginate them. */
  readonly tags: readonly Tag[]
  /** How many tags the module may have in the org's plan. */
  readonly allowedCount?: number
  /** Whether every tag has a record count, that is, whether the org supports `include`. */
  readonly recordsIncluded: boolean
}

const personSchema = lenient(v.object({ name: v.nullish(v.string()) }))

const tagSchema = v.pipe(
  v.object({
    id: idSchema,
    name: v.string(),
    color_code: lenient(v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/i))),
    created_time: lenient(v.string()),
    modified_time: lenient(v.string()),
    created_by: personSchema,
    modified_by: personSchema,
    // No Zoho page names this key; assumed to be the value of `include`.
    associated_record_count: lenient(countSchema),
  }),
  v.transform((entry): Tag => ({
    ...{ id: entry.id, name: entry.name, colorCode: entry.color_code ?? null },
    ...defined({
      createdTime: entry.created_time,
      modifiedTime: entry.modified_time,
      createdBy: entry.created_by?.name ?? undefined,
      modifiedBy: entry.modified_by?.name ?? undefined,
      records: entry.associated_record_count,
    }),
  })),
)

const listSchema = v.object({
  // One unreadable tag invalidates the list: a tag missing from it would count as deleted.
  tags: v.array(tagSchema),
  info: lenient(
    v.object({
      count: lenient(countSchema),
      allowed_count: lenient(countSchema),
      more_records: lenient(v.boolean()),
    }),
  ),
})

/**
 * All tags of a module, or a fault: a missing tag counts as deleted. https://www.zoho.com/crm/developer/docs/api/v8/get-tag-list.html
 * @param input.withRecordCounts sends `include` with a single value, since Zoho's OpenAPI file allows no list. An org
 *   may ignore it (`recordsIncluded` is then false) or refuse the call.
 */
export async function listTags(
  client: ZohoClient,
  { module, withRecordCounts }: { module: string; withRecordCounts?: boolean },
): Promise<ZohoResult<TagList>> {
  const include = withRecordCounts ? { include: "associated_record_count" } : {}
  const query = { module: moduleSegment(module), ...include }
  const list = await ask(client, { path: "settings/tags", query, subject: "tags" }, listSchema, { tags: [] })
  if (!list.ok) return list
  const { tags, info } = list.value
  if (info?.more_records || (info?.count ?? 0) > tags.length) return failure("incomplete-list")
  const allowed = info?.allowed_count === undefined ? {} : { allowedCount: info.allowed_count }
  const recordsIncluded = tags.length > 0 && tags.every((each) => each.records !== undefined)
  return { ...list, value: { tags, recordsIncluded, ...allowed } }
}

// Creating, deleting and merging tags one by one.

export interface ChangedTag {
  readonly id: string
}

export interface NewTag {
  readonly name: string
  /** Any "#RRGGBB", not only the colors of Zoho's picker; null: none. */
  readonly colorCode: string | null
}

const detailsSchema = v.object({ id: idSchema })

function changedTag(details: unknown): ZohoResult<ChangedTag> | undefined {
  const parsed = v.safeParse(detailsSchema, details)
  return parsed.success ? { ok: true, value: parsed.output } : undefined
}

type ChangeRequest = Omit<ZohoRequest, "subject">

function change(
  client: ZohoClient,
  expected: number,
  request: ChangeRequest,
): Promise<ZohoResult<readonly ZohoResult<ChangedTag>[]>> {
  return askItems(client, { ...request, subject: "tags" }, { key: "tags", expected }, changedTag)
}

async function changeOne(client: ZohoClient, request: ChangeRequest): Promise<ZohoResult<ChangedTag>> {
  const results = await change(client, 1, request)
  if (!results.ok) return results
  const only = results.value[0] ?? failure("wrong-shape")
  return results.credits === undefined ? only : { ...only, credits: results.credits }
}

/** Deletes one tag. https://www.zoho.com/crm/developer/docs/api/v8/delete-tag.html */
export async function deleteTag(
  client: ZohoClient,
  { tagId }: { tagId: string },
): Promise<ZohoResult<ChangedTag>> {
  return changeOne(client, { method: "DELETE", path: `settings/tags/${idSegment(tagId)}` })
}

/** Creates tags in a module; one result per tag, in order. https://www.zoho.com/crm/developer/docs/api/v8/create-tags.html */
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

/** Merges two tags: records of the absorbed one then carry the kept one. https://www.zoho.com/crm/developer/docs/api/v8/merge-tags.html */
export async function mergeTags(
  client: ZohoClient,
  { keepId, absorbId }: { keepId: string; absorbId: string },
): Promise<ZohoResult<ChangedTag>> {
  return changeOne(client, {
    method: "POST",
    path: `settings/tags/${idSegment(keepId)}/actions/merge`,
    body: { tags: [{ conflict_id: idSegment(absorbId) }] },
  })
}
