import type { Module, Tag, TagUse } from "../state"

/** Where a tag is used, as the newest OpenAPI file shows it. */
export function configuredAreas(module: Module, tag: Tag): object {
  const views = tag.usedIn.filter((use) => use.type === "CustomView")
  const actions = tag.usedIn.filter((use) => use.type !== "CustomView")
  const types = [...new Set(actions.map((use) => use.type))]
  const workflows = types.map((type) => [
    type,
    { [tag.id]: { AddTags: actions.filter((use) => use.type === type).map((use) => action(module, use)) } },
  ])
  return {
    ...(actions.length > 0 ? { workflow_tagActionRecords: Object.fromEntries(workflows) as object } : {}),
    ...(views.length > 0 ? { custom_view: customView(module, views) } : {}),
  }
}

function action(module: Module, use: TagUse): object {
  const rule = {
    id: use.id,
    name: use.name,
    module: module.apiName,
    execution_type: "instant",
    source: "crm",
    status: "active",
  }
  return { id: use.id, name: use.name, rules: [rule] }
}

function customView(module: Module, views: readonly TagUse[]): object {
  return {
    cvids: views.map((view) => view.id),
    cvnames: views.map((view) => view.name),
    cvmodules: [module.apiName],
    inaccessible_custom_view_present: false,
  }
}
