import type { Module, State, Tag } from "../state"
import { invalid, missing, tooMany, type Fault, type JsonObject } from "./body"
import { colours } from "./colours"

/** What a tag may be called, and whether that name is free in the module. */

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

export function checkColour(sent: JsonObject, path: string): Fault | undefined {
  const colour = sent["color_code"]
  if (colour === undefined || colour === null) return undefined
  return typeof colour === "string" && colours.includes(colour) ? undefined : invalid("color_code", path)
}

export function duplicate(tag: Tag, sent: JsonObject): Fault {
  const other = sent["color_code"] !== undefined && sent["color_code"] !== tag.colorCode
  const details = { id: tag.id, api_name: "name" }
  return other
    ? { code: "MAPPING_MISMATCH", message: "tag name and color code do not match", details }
    : { code: "DUPLICATE_DATA", message: "duplicate data", details }
}
