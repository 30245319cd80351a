/** Creates tags, and finds them by name. */
import type { Module, Org, State, Tag } from "../state"
import type { Call } from "./route"
import { checkName, tagByName } from "./tag-names"

/** Creates a tag by the org's user, unused and on no record. */
export function makeTag(state: State, org: Org, module: Module, name: string, colorCode: string | null): Tag {
  const now = state.clock.now()
  const tag: Tag = {
    id: state.newId(),
    name,
    colorCode,
    createdBy: org.user,
    createdTime: now,
    modifiedBy: org.user,
    modifiedTime: now,
    usedIn: [],
    failsInJob: false,
  }
  module.tags.set(tag.id, tag)
  return tag
}

/**
 * The module's tag with that name, created if it is missing. Undefined if the name is invalid or the module is full.
 */
export function tagNamed({ state, org }: Call, module: Module, name: string): Tag | undefined {
  const existing = tagByName(state, module, name)
  if (existing) return existing
  if (checkName(state, name, "$.tags.name") || module.tags.size >= org.tagLimit) return undefined
  return makeTag(state, org, module, name, null)
}
