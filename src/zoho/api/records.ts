/** Records with a tag: giving them one, finding them by search or COQL. */
import * as v from "valibot"
import { fault, type ZohoResult } from "../errors/fault"
import { COQL_LARGEST, RECORDS_PER_SEARCH_PAGE, RECORDS_PER_TAG_CALL } from "../limits"
import type { ZohoAnswer, ZohoClient } from "./client"
import { idSchema, idSegment, lenient, moduleSegment, read, readItems } from "./schemas"

/** A tag as named to or by a record. */
export interface RecordTag {
  readonly id?: string
  readonly name: string
}

export interface TaggedRecord {
  readonly id: string
  readonly tags: readonly RecordTag[]
}

export interface RecordPage {
  readonly records: readonly TaggedRecord[]
  readonly more: boolean
  /** The last record Zoho listed, also when it is not among `records`: where the next query goes on. */
  readonly lastId?: string
}

const detailsSchema = v.object({ id: idSchema, not_added_tags: v.optional(lenient(v.array(v.unknown()))) })

/** Puts tags on up to 500 records, beside those they carry; one result per record. https://www.zoho.com/crm/developer/docs/api/v8/add-tags.html */
export async function addTags(
  client: ZohoClient,
  input: {
    readonly module: string
    readonly tags: readonly RecordTag[]
    readonly recordIds: readonly string[]
  },
): Promise<ZohoResult<readonly ZohoResult<{ id: string }>[]>> {
  const { module, tags, recordIds } = input
  if (recordIds.length === 0 || recordIds.length > RECORDS_PER_TAG_CALL) {
    throw new RangeError(`1 to ${String(RECORDS_PER_TAG_CALL)} records a call`)
  }
  const answer = await client.call({
    method: "POST",
    path: `${moduleSegment(module)}/actions/add_tags`,
    body: {
      tags: tags.map(({ id, name }) => ({ ...(id !== undefined && { id }), name })),
      ids: recordIds.map(idSegment),
      over_write: false,
    },
    subject: "records",
  })
  return readItems(answer, "data", {
    expected: recordIds.length,
    subject: "records",
    parse: (details) => {
      const parsed = v.safeParse(detailsSchema, details)
      if (!parsed.success) return undefined
      const { id, not_added_tags: left } = parsed.output
      // "Success", and a tag is not on the record all the same: it has as many as it may have.
      return left?.length
        ? { ok: false, fault: fault("record-full", { details: { id } }) }
        : { ok: true, value: { id } }
    },
  })
}

/** Leads that were converted are left out of searches and queries unless asked for. Modules keep their API name. */
export function hasConverted(module: string): boolean {
  return module === "Leads"
}

const pageSchema = v.object({
  data: v.array(
    v.object({
      id: idSchema,
      Converted__s: v.optional(lenient(v.boolean())),
      Tag: v.optional(lenient(v.array(v.object({ id: v.optional(idSchema), name: v.string() })))),
    }),
  ),
  info: v.optional(lenient(v.object({ more_records: v.optional(v.boolean()) }))),
})

interface ReadPage extends RecordPage {
  /** Whether a row says that it was not converted. */
  readonly hasUnconverted: boolean
}

function readPage(answer: ZohoResult<ZohoAnswer>): ZohoResult<ReadPage> {
  if (answer.ok && answer.value.httpStatus === 204)
    return { ...answer, value: { records: [], more: false, hasUnconverted: false } }
  const page = read(answer, pageSchema, "records")
  if (!page.ok) return page
  const records = page.value.data.map(({ id, Tag }) => ({
    id,
    tags: (Tag ?? []).map((each) => ({ name: each.name, ...(each.id !== undefined && { id: each.id }) })),
  }))
  const lastId = records.at(-1)?.id
  const more = page.value.info?.more_records ?? false
  const hasUnconverted = page.value.data.some((row) => row.Converted__s === false)
  return { ...page, value: { records, more, hasUnconverted, ...(lastId !== undefined && { lastId }) } }
}

/**
 * One page (from 1) of up to 200 records that carry a tag of this name. Reaches 2,000 records in all.
 * https://www.zoho.com/crm/developer/docs/api/v8/search-records.html
 * @param input.converted true: only converted leads; where the org ignores that, "query-refused"
 */
export async function searchByTag(
  client: ZohoClient,
  input: { module: string; tagName: string; page: number; converted?: boolean },
): Promise<ZohoResult<RecordPage>> {
  const value = input.tagName.replace(/[\\(),]/g, "\\$&")
  const answer = await client.call({
    path: `${moduleSegment(input.module)}/search`,
    query: {
      criteria: `(Tag:equals:${value})`,
      fields: input.converted ? "id,Tag,Converted__s" : "id,Tag",
      page: String(input.page),
      per_page: String(RECORDS_PER_SEARCH_PAGE),
      ...(input.converted && { converted: "true" }),
    },
    subject: "records",
  })
  const page = readPage(answer)
  if (!page.ok) return page
  if (input.converted && page.value.hasUnconverted)
    return { ok: false, fault: fault("query-refused", { httpStatus: 200 }) }
  // Where "equals" is taken for "contains", the rows themselves tell.
  const records = page.value.records.filter(
    ({ tags }) => tags.length === 0 || tags.some((each) => each.name === input.tagName),
  )
  return { ...page, value: pageOf(page.value, records) }
}

function pageOf({ more, lastId }: ReadPage, records: readonly TaggedRecord[]): RecordPage {
  return { records, more, ...(lastId !== undefined && { lastId }) }
}

/**
 * Up to `limit` (at most 2,000) records that carry a tag of this name, by ascending id after `afterId`. Rows that do not
 * tell their tags are "wrong-shape". https://www.zoho.com/crm/developer/docs/api/v8/COQL-Overview.html
 * @param input.converted true: only converted leads; an org may refuse the field ("query-refused")
 */
export async function queryByTag(
  client: ZohoClient,
  input: {
    module: string
    tagName: string
    afterId?: string
    limit?: number
    converted?: boolean
  },
): Promise<ZohoResult<RecordPage>> {
  const name = input.tagName.replace(/[\\']/g, "\\$&")
  const after = idSegment(input.afterId ?? "0")
  const limit = input.limit ?? COQL_LARGEST.rows
  const carriesTag = `(Tag like '%${name}%' and id > ${after})`
  const answer = await client.call({
    method: "POST",
    path: "coql",
    body: {
      select_query:
        `select id, Tag from ${moduleSegment(input.module)} ` +
        `where ${input.converted ? `(${carriesTag} and Converted__s = true)` : carriesTag} ` +
        `order by id asc limit ${String(limit)}`,
    },
    subject: "records",
  })
  const page = readPage(answer)
  if (!page.ok) return page
  if (page.value.records.some(({ tags }) => tags.length === 0))
    return { ok: false, fault: fault("wrong-shape", { httpStatus: 200 }) }
  // "like" also finds tags that only contain the name.
  const records = page.value.records.filter(({ tags }) => tags.some((each) => each.name === input.tagName))
  return { ...page, value: pageOf(page.value, records) }
}
