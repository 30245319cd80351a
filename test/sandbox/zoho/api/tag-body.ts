/** Tags in Zoho's format. */
import type { Person, Tag } from "../state"

function person(one: Person): object {
  return { name: one.name, id: one.id }
}

/** Zoho writes times with the org's UTC offset and without milliseconds. */
export function zohoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, "+00:00")
}

export function tagBody(tag: Tag): Record<string, unknown> {
  return {
    created_time: zohoTime(tag.createdTime),
    color_code: tag.colorCode,
    modified_time: zohoTime(tag.modifiedTime),
    modified_by: person(tag.modifiedBy),
    name: tag.name,
    id: tag.id,
    created_by: person(tag.createdBy),
  }
}
