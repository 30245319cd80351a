import * as v from "valibot"
import { bag, boundedText } from "../errors/details"
import type { ZohoResult } from "../errors/fault"
import { idSegment, moduleSegment } from "./address"
import type { CallOptions } from "./address"
import type { ZohoClient } from "./client"
import { countSchema, read } from "./schemas"

/** A workflow, blueprint, orchestration or custom view that uses a tag. */
export interface TagUse {
  /** Zoho's word: "Workflow", "Blueprint", "Orchestration" or "Custom view". */
  readonly feature: string
  readonly name: string
}

export interface TagUsage {
  /** Number of records that carry the tag. */
  readonly records: number
  /** Where it is used, empty when nowhere; undefined when this org does not tell. */
  readonly uses?: readonly TagUse[]
}

const usageSchema = v.object({ count: countSchema, configured_areas: v.optional(v.unknown()) })

/** How many records carry a tag and, where Zoho tells, what would make it refuse to delete it. https://www.zoho.com/crm/developer/docs/api/v8/get-record-count-tag.html */
export async function tagUsage(
  client: ZohoClient,
  input: { tagId: string; module: string } & CallOptions,
): Promise<ZohoResult<TagUsage>> {
  const answer = await client.call({
    path: `settings/tags/${idSegment(input.tagId)}/actions/records_count`,
    query: { module: moduleSegment(input.module) },
    subject: "tags",
    ...(input.signal && { signal: input.signal }),
  })
  const usage = read(answer, usageSchema, "tags")
  if (!usage.ok) return usage
  const { count, configured_areas: areas } = usage.value
  const uses = areas == null ? {} : { uses: usesIn(areas, input.tagId) }
  return { ...usage, value: { records: count, ...uses } }
}

/**
 * `workflow_tagActionRecords.<feature>.<tag id>.<AddTags|RemoveTags>[]` and `custom_view.cvnames[]`, read leniently:
 * no page describes them, only an example in https://github.com/zoho/crm-oas.
 */
function usesIn(areas: unknown, tagId: string): TagUse[] {
  const actions = Object.entries(bag(bag(areas)["workflow_tagActionRecords"])).flatMap(([feature, byTag]) =>
    Object.values(bag(bag(byTag)[tagId])).flatMap((listed) => named(feature, listed)),
  )
  const views = bag(bag(areas)["custom_view"])
  return [...actions, ...named("Custom view", views["cvnames"])]
}

function named(feature: string, listed: unknown): TagUse[] {
  if (!Array.isArray(listed)) return []
  return listed.slice(0, 50).map((each: unknown) => ({
    feature,
    name: boundedText(bag(each)["name"]) ?? boundedText(each) ?? "",
  }))
}
