/** Records with tags: adds tags, finds tagged records by search or COQL, counts them. */
import * as v from "valibot"
import { bag, boundedText, failure, listOf, type ZohoResult } from "../errors/fault"
import { COQL_LARGEST, RECORDS_PER_SEARCH_PAGE, RECORDS_PER_TAG_CALL } from "../limits"
import type { ZohoClient, ZohoRequest } from "./client"
import { ask, askItems, countSchema, idSchema, idSegment, lenient, moduleSegment } from "./schemas"

/** A tag of a record, in requests and answers. */
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
  /** The last record Zoho listed, even if not among `records`: the next query starts after it. */
  readonly lastId?: string
}

const detailsSchema = v.object({ id: idSchema, not_added_tags: lenient(v.array(v.unknown())) })

function taggedRecord(details: unknown): ZohoResult<{ id: string }> | undefined {
  const parsed = v.safeParse(detailsSchema, details)
  if (!parsed.success) return undefined
  const { id, not_added_tags: notAdded } = parsed.output
  // "Success" without the tag: the record already has as many as it may have.
  return notAdded?.length ? failure("record-full", { details: { id } }) : { ok: true, value: { id } }
}

/** Adds tags to up to 500 records, beside their own; one result per record. https://www.zoho.com/crm/developer/docs/api/v8/add-tags.html */
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
  const request: ZohoRequest = {
    method: "POST",
    path: `${moduleSegment(module)}/actions/add_tags`,
    body: {
      tags: tags.map(({ id, name }) => ({ ...(id !== undefined && { id }), name })),
      ids: recordIds.map(idSegment),
      over_write: false,
    },
    subject: "records",
  }
  return askItems(client, request, { key: "data", expected: recordIds.length }, taggedRecord)
}

/** Whether a module has converted leads, which queries omit unless requested. Its API name never changes. */
export function hasConverted(module: string): boolean {
  return module === "Leads"
}

const pageSchema = v.object({
  data: v.array(
    v.object({
      id: idSchema,
      Converted__s: lenient(v.boolean()),
      Tag: lenient(v.array(v.object({ id: v.exactOptional(idSchema), name: v.string() }))),
    }),
  ),
  info: lenient(v.object({ more_records: v.optional(v.boolean()) })),
})

type Page = v.InferOutput<typeof pageSchema>

function askPage(client: ZohoClient, request: Omit<ZohoRequest, "subject">): Promise<ZohoResult<Page>> {
  return ask(client, { ...request, subject: "records" }, pageSchema, { data: [] })
}

function pageOf({ data, info }: Page, fits: (tags: readonly RecordTag[]) => boolean): RecordPage {
  const records = data.map(({ id, Tag: tags = [] }) => ({ id, tags })).filter(({ tags }) => fits(tags))
  const lastId = data.at(-1)?.id
  return { records, more: info?.more_records ?? false, ...(lastId !== undefined && { lastId }) }
}

/**
 * One page (from 1) of up to 200 records that carry a tag with this name. A search reaches 2,000 in all.
 * https://www.zoho.com/crm/developer/docs/api/v8/search-records.html
 * @param input.converted true: only converted leads; "query-refused" if the org ignores that
 */
export async function searchByTag(
  client: ZohoClient,
  input: { module: string; tagName: string; page: number; converted?: boolean },
): Promise<ZohoResult<RecordPage>> {
  const value = input.tagName.replace(/[\\(),]/g, "\\$&")
  const page = await askPage(client, {
    path: `${moduleSegment(input.module)}/search`,
    query: {
      criteria: `(Tag:equals:${value})`,
      fields: input.converted ? "id,Tag,Converted__s" : "id,Tag",
      page: String(input.page),
      per_page: String(RECORDS_PER_SEARCH_PAGE),
      ...(input.converted && { converted: "true" }),
    },
  })
  if (!page.ok) return page
  if (input.converted && page.value.data.some((row) => row.Converted__s === false))
    return failure("query-refused")
  // An org may treat "equals" as "contains": the rows themselves decide.
  const fits = hasTag(input.tagName)
  return { ...page, value: pageOf(page.value, (tags) => tags.length === 0 || fits(tags)) }
}

const hasTag =
  (tagName: string) =>
  (tags: readonly RecordTag[]): boolean =>
    tags.some(({ name }) => name === tagName)

/**
 * Up to `limit` (at most 2,000) records that carry a tag with this name, in ascending order of id after `afterId`. Rows
 * without tags are "wrong-shape". https://www.zoho.com/crm/developer/docs/api/v8/COQL-Overview.html
 * @param input.converted true: only converted leads; an org may refuse the field ("query-refused")
 */
export async function queryByTag(
  client: ZohoClient,
  input: { module: string; tagName: string; afterId?: string; limit?: number; converted?: boolean },
): Promise<ZohoResult<RecordPage>> {
  const name = input.tagName.replace(/[\\']/g, "\\$&")
  const after = idSegment(input.afterId ?? "0")
  const limit = input.limit ?? COQL_LARGEST.rows
  const condition = `(Tag like '%${name}%' and id > ${after})`
  const page = await askPage(client, {
    method: "POST",
    path: "coql",
    body: {
      select_query:
        `select id, Tag from ${moduleSegment(input.module)} ` +
        `where ${input.converted ? `(${condition} and Converted__s = true)` : condition} ` +
        `order by id asc limit ${String(limit)}`,
    },
  })
  if (!page.ok) return page
  if (page.value.data.some(({ Tag }) => !Tag?.length)) return failure("wrong-shape")
  // "like" also finds tags whose names contain this one.
  return { ...page, value: pageOf(page.value, hasTag(input.tagName)) }
}

// How many records carry a tag and, if Zoho reports it, what would make it refuse to delete the tag.

/** A workflow, blueprint, orchestration or custom view that uses a tag. */
export interface TagUse {
  /** Zoho's name for it: "Workflow", "Blueprint", "Orchestration", or "Custom view". */
  readonly feature: string
  /** Name of the rule or view. Null: a view the user may not see, or one without a name. */
  readonly name: string | null
}

export interface TagUsage {
  /** Number of records that carry the tag. */
  readonly records: number
  /** What uses the tag; empty if nothing does, undefined if this org does not report it. */
  readonly uses?: readonly TagUse[]
}

const usageSchema = v.object({ count: countSchema, configured_areas: v.optional(v.unknown()) })

/** How many records carry a tag, and its uses. https://www.zoho.com/crm/developer/docs/api/v8/get-record-count-tag.html */
export async function tagUsage(
  client: ZohoClient,
  { tagId, module }: { tagId: string; module: string },
): Promise<ZohoResult<TagUsage>> {
  const path = `settings/tags/${idSegment(tagId)}/actions/records_count`
  const query = { module: moduleSegment(module) }
  const usage = await ask(client, { path, query, subject: "tags" }, usageSchema)
  if (!usage.ok) return usage
  const { count, configured_areas: areas } = usage.value
  const uses = areas == null ? {} : { uses: usesIn(areas, tagId) }
  return { ...usage, value: { records: count, ...uses } }
}

/**
 * Reads `workflow_tagActionRecords.<feature>.<tag id>.<AddTags|RemoveTags>[].rules[].name` and `custom_view.cvnames[]`
 * leniently: no page describes them, only an example in https://github.com/zoho/crm-oas. The name of such an action
 * is only the list of its tags.
 */
function usesIn(areas: unknown, tagId: string): TagUse[] {
  const actions = Object.entries(bag(bag(areas)["workflow_tagActionRecords"])).flatMap(([feature, byTag]) =>
    Object.values(bag(bag(byTag)[tagId])).flatMap((listed) =>
      listOf(listed).flatMap((action) => ruleNames(action).map((name) => ({ feature, name }))),
    ),
  )
  const { cvnames, inaccessible_custom_view_present: hasHidden } = bag(bag(areas)["custom_view"])
  const views = listOf(cvnames).map((name) => ({ feature: "Custom view", name: boundedText(name) ?? null }))
  const hidden = hasHidden === true ? [{ feature: "Custom view", name: null }] : []
  // A rule that both adds and removes the tag counts once.
  const all = [...actions, ...views, ...hidden].map(
    (use) => [`${use.feature}\n${use.name ?? ""}`, use] as const,
  )
  return [...new Map(all).values()]
}

function ruleNames(action: unknown): (string | null)[] {
  const names = listOf(bag(action)["rules"]).map((rule) => boundedText(bag(rule)["name"]) ?? null)
  return names.length > 0 ? names : [null]
}
