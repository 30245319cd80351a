/** Where a tag is used, as reported by records_count. */
import type { Module, Tag, TagUse } from "../state"

const features = ["Orchestration", "Blueprint", "Workflow"] as const

/**
 * Where a tag is used, as in the newest OpenAPI file: an action's name lists tags; its rule's name is the feature's
 * name.
 */
export function configuredAreas(module: Module, tag: Tag): object {
  const views = tag.usedIn.filter((use) => use.type === "CustomView")
  const byFeature = features.map((feature) => {
    const uses = tag.usedIn.filter((use) => use.type === feature)
    const actions = uses.map((use) => action(feature, module, tag, use))
    return [feature, actions.length === 0 ? {} : { [tag.id]: { RemoveTags: [], AddTags: actions } }]
  })
  const shown = views.filter((view) => !view.hidden)
  return {
    workflow_tagActionRecords: Object.fromEntries(byFeature) as object,
    custom_view: {
      cvids: shown.map((view) => view.id),
      cvnames: shown.map((view) => view.name),
      cvmodules: shown.length > 0 ? [module.apiName] : [],
      inaccessible_custom_view_present: shown.length < views.length,
    },
  }
}

function action(feature: (typeof features)[number], module: Module, tag: Tag, use: TagUse): object {
  const rule = {
    ...{ id: use.id, name: use.name, module: module.apiName, execution_type: "instant", source: 1 },
    ...{ subtype: "rule", subtype_id: use.id },
    ...(feature === "Workflow" ? {} : { subtype_name: use.name }),
    ...(feature === "Orchestration" ? { status: "active" } : {}),
  }
  return { id: use.id, name: `${tag.name}, Another tag`, rules: [rule] }
}
