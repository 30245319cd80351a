/** How many records carry a tag and, where Zoho says so, what would make it refuse to delete it. */
import * as v from "valibot"
import { bag, boundedText } from "../errors/details"
import type { ZohoResult } from "../errors/fault"
import type { ZohoClient } from "./client"
import { countSchema, idSegment, moduleSegment, read } from "./schemas"

/** A workflow, blueprint, orchestration or custom view that uses a tag. */
export interface TagUse {
  /** Zoho's word: "Workflow", "Blueprint", "Orchestration", or "Custom view". */
  readonly feature: string
  /** Of the rule or view; null: a view that the user may not see, or one without a name. */
  readonly name: string | null
}

export interface TagUsage {
  /** Number of records that carry the tag. */
  readonly records: number
  /** Where it is used, empty when nowhere; undefined when this org does not tell. */
  readonly uses?: readonly TagUse[]
}

const usageSchema = v.object({ count: countSchema, configured_areas: v.optional(v.unknown()) })

/** https://www.zoho.com/crm/developer/docs/api/v8/get-record-count-tag.html */
export async function tagUsage(
  client: ZohoClient,
  input: { tagId: string; module: string },
): Promise<ZohoResult<TagUsage>> {
  const answer = await client.call({
    path: `settings/tags/${idSegment(input.tagId)}/actions/records_count`,
    query: { module: moduleSegment(input.module) },
    subject: "tags",
  })
  const usage = read(answer, usageSchema, "tags")
  if (!usage.ok) return usage
  const { count, configured_areas: areas } = usage.value
  const uses = areas == null ? {} : { uses: usesIn(areas, input.tagId) }
  return { ...usage, value: { records: count, ...uses } }
}

const MOST_NAMES = 50

/**
 * `workflow_tagActionRecords.<feature>.<tag id>.<AddTags|RemoveTags>[].rules[].name` and `custom_view.cvnames[]`, read
 * leniently: no page describes them, only an example in https://github.com/zoho/crm-oas. The name of such an action
 * itself is the list of its tags.
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
  // A rule that both adds and removes the tag is one use.
  const all = [...actions, ...views, ...hidden].map(
    (use) => [`${use.feature}\n${use.name ?? ""}`, use] as const,
  )
  return [...new Map(all).values()]
}

function ruleNames(action: unknown): (string | null)[] {
  const names = listOf(bag(action)["rules"]).map((rule) => boundedText(bag(rule)["name"]) ?? null)
  return names.length > 0 ? names : [null]
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, MOST_NAMES) : []
}
