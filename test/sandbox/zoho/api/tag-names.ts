/** Checks tag names and colors. */
import type { Module, State, Tag } from "../state"
import { invalid, missing, tooMany, type Fault, type JsonObject } from "./body"
import { pickerColors } from "./colors"

export function sameName(state: State, one: string, other: string): boolean {
  const loose = state.settings.readings.nameCase === "insensitive"
  return loose ? one.toLowerCase() === other.toLowerCase() : one === other
}

export function tagByName(state: State, module: Module, name: string): Tag | undefined {
  return [...module.tags.values()].find((tag) => sameName(state, tag.name, name))
}

export function checkName(state: State, sent: unknown, path: string): Fault | undefined {
  if (sent === undefined || sent === null || sent === "") return missing("name", path)
  if (typeof sent !== "string") return invalid("name", path, { expected_data_type: "string" })
  const { nameLength } = state.settings.readings
  return sent.length > nameLength ? tooMany("name", path, nameLength) : undefined
}

/** Any "#RRGGBB" is accepted and kept as sent, unless the reading allows only the colors of Zoho's picker. */
export function checkColor(state: State, sent: JsonObject, path: string): Fault | undefined {
  const color = sent["color_code"]
  if (color === undefined || color === null) return undefined
  if (typeof color !== "string") return invalid("color_code", path, { expected_data_type: "string" })
  if (color.length > 7) return tooMany("color_code", path, 7)
  const isOffered = state.settings.readings.colors === "any" || pickerColors.includes(color)
  return isOffered && /^#[0-9a-f]{6}$/i.test(color) ? undefined : invalid("color_code", path)
}

export function duplicate(tag: Tag, sent: JsonObject, path: string): Fault {
  const other = sent["color_code"] !== undefined && sent["color_code"] !== tag.colorCode
  const details = { id: tag.id, api_name: "name", json_path: `${path}.name` }
  return other
    ? { code: "MAPPING_MISMATCH", message: "tag name and color code do not match", details }
    : { code: "DUPLICATE_DATA", message: "duplicate data", details }
}
