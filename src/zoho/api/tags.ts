/** The tags of a module: listing them, and creating, deleting and merging them one by one. */
import * as v from "valibot"
import { defined, fault, type ZohoResult } from "../errors/fault"
import type { ZohoAnswer, ZohoClient, ZohoRequest } from "./client"
import {
  countSchema,
  idSchema,
  idSegment,
  lenient,
  moduleSegment,
  onlyItem,
  read,
  readItems,
} from "./schemas"

/** A tag of a module. Times are Zoho's ISO 8601 texts; `name` is the org's own text, never markup. */
export interface Tag {
  readonly id: string
  readonly name: string
  /** As Zoho keeps it, such as "#57B1FD"; null for none. */
  readonly colorCode: string | null
  readonly createdTime?: string
  readonly modifiedTime?: string
  readonly createdBy?: string
  readonly modifiedBy?: string
  /** Number of records that carry it, where Zoho said so (only when asked by `include`, not in every org). */
  readonly records?: number
}

export interface TagList {
  /** All tags of the module: Zoho has no pages here. */
  readonly tags: readonly Tag[]
  /** How many tags the module may have in this plan. */
  readonly allowedCount?: number
  /** Whether every tag came with its record count, that is, whether this org understands `include`. */
  readonly recordsIncluded: boolean
}

const timeSchema = lenient(v.string())
const colorSchema = lenient(v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/i)))

const personSchema = v.object({ name: v.nullish(v.string()) })

const tagSchema = v.pipe(
  v.object({
    id: idSchema,
    name: v.string(),
    color_code: v.optional(colorSchema),
    created_time: v.optional(timeSchema),
    modified_time: v.optional(timeSchema),
    created_by: v.optional(lenient(personSchema)),
    modified_by: v.optional(lenient(personSchema)),
    // None of Zoho's pages names the answer's key: it is taken to be that of `include`.
    associated_record_count: v.optional(lenient(countSchema)),
  }),
  v.transform((of): Tag => ({
    ...{ id: of.id, name: of.name, colorCode: of.color_code ?? null },
    ...defined({
      createdTime: of.created_time,
      modifiedTime: of.modified_time,
      createdBy: of.created_by?.name ?? undefined,
      modifiedBy: of.modified_by?.name ?? undefined,
      records: of.associated_record_count,
    }),
  })),
)

const listSchema = v.object({
  // One tag that cannot be read spoils the list: a tag missing from it would count as deleted.
  tags: v.array(tagSchema),
  info: v.optional(
    lenient(
      v.object({
        count: v.optional(lenient(countSchema)),
        allowed_count: v.optional(lenient(countSchema)),
        more_records: v.optional(lenient(v.boolean())),
      }),
    ),
  ),
})

/**
 * All tags of a module, or a fault: absence means deletion. https://www.zoho.com/crm/developer/docs/api/v8/get-tag-list.html
 * @param input.withRecordCounts by a single value, since Zoho's OpenAPI file has no list of them. An org may ignore the
 *   parameter (`recordsIncluded` is then false) or refuse the call.
 */
export async function listTags(
  client: ZohoClient,
  input: { module: string; withRecordCounts?: boolean },
): Promise<ZohoResult<TagList>> {
  const answer = await client.call({
    path: "settings/tags",
    query: {
      module: moduleSegment(input.module),
      ...(input.withRecordCounts ? { include: "associated_record_count" } : {}),
    },
    subject: "tags",
  })
  return readTagList(answer)
}

export function readTagList(answer: ZohoResult<ZohoAnswer>): ZohoResult<TagList> {
  // "No content" is how Zoho says that there are none; an empty body under 200 is not.
  if (answer.ok && answer.value.httpStatus === 204) {
    return { ...answer, value: { tags: [], recordsIncluded: false } }
  }
  const list = read(answer, listSchema, "tags")
  if (!list.ok) return list
  const { tags, info } = list.value
  if (info?.more_records === true || (info?.count ?? 0) > tags.length) {
    return { ok: false, fault: fault("incomplete-list") }
  }
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
