/** What the details of an error say. */
import type { AssociatedPlace, FaultDetails } from "./fault"

// Errors are read leniently, and by no schema: half an explanation is better than none.

const MAX_ITEMS = 50
const MAX_TEXT = 200

type Bag = Readonly<Record<string, unknown>>

/** The value as an object to read from; an empty one when it is none. */
export function bag(value: unknown): Bag {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Bag) : {}
}

/** Text or number as text of at most `length` characters; undefined when it is neither. */
export function boundedText(value: unknown, length: number = MAX_TEXT): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value).slice(0, length) : undefined
}

function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, MAX_ITEMS) : []
}

/** Without undefined members, so that absent stays absent. */
export function defined<T extends object>(of: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as T
}

function count(value: unknown): number | undefined {
  const number = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value
  return Number.isSafeInteger(number) && (number as number) >= 0 ? (number as number) : undefined
}

/** Zoho's list of places that use a tag; a resource may be an object or, by the OpenAPI file, bare text. */
function associatedPlaces(value: unknown): readonly AssociatedPlace[] | undefined {
  if (!Array.isArray(value)) return undefined
  return items(value).map((place) => ({
    type: boundedText(bag(place)["type"]) ?? "",
    resources: items(bag(place)["resources"]).map((each) =>
      defined<AssociatedPlace["resources"][number]>({
        id: boundedText(bag(each)["id"]),
        name: boundedText(bag(each)["name"]) ?? boundedText(each),
      }),
    ),
  }))
}

/** Reads an error's `details`. Never throws; unknown members are ignored. */
export function parseDetails(value: unknown): FaultDetails {
  const of = bag(value)
  const jsonPath = boundedText(of["json_path"])
  return defined<FaultDetails>({
    apiName: boundedText(of["api_name"]),
    jsonPath,
    // "$.mass_delete[0].tags[3].id", "$.ids[3]"
    tagIndex: count(/\btags\[(\d{1,6})\]/.exec(jsonPath ?? "")?.[1]),
    recordIndex: count(/\bids\[(\d{1,6})\]/.exec(jsonPath ?? "")?.[1]),
    maximumLength: count(of["maximum_length"]),
    expectedDataType: boundedText(of["expected_data_type"]),
    associatedPlaces: associatedPlaces(of["associated_places"]),
    id: boundedText(of["id"]),
    jobId: boundedText(of["job_id"]),
  })
}
