import type { AssociatedPlace, FaultDetails, NamedField } from "./fault"

/*
 * Errors are read leniently, unlike answers of success: whatever part is missing or of another form is left out,
 * since half an explanation is better than none. Hence plain readers here and no schema.
 */

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

/** Drop undefined members, so that absent stays absent. */
function defined<T extends object>(of: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as T
}

function count(value: unknown): number | undefined {
  const number = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value
  return Number.isSafeInteger(number) && (number as number) >= 0 ? (number as number) : undefined
}

function namedField(value: unknown): NamedField {
  return defined<NamedField>({
    apiName: boundedText(bag(value)["api_name"]),
    jsonPath: boundedText(bag(value)["json_path"]),
  })
}

function namedFields(value: unknown): readonly NamedField[] | undefined {
  return Array.isArray(value) ? items(value).map(namedField) : undefined
}

function texts(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? items(value).flatMap((each) => boundedText(each) ?? []) : undefined
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

/** Which tag of the sent list a path such as "$.mass_delete[0].tags[3].id" points at. */
function tagIndex(jsonPath: string | undefined): number | undefined {
  return count(/\btags\[(\d{1,6})\]/.exec(jsonPath ?? "")?.[1])
}

/** The same of a record, such as "$.ids[3]". */
function recordIndex(jsonPath: string | undefined): number | undefined {
  return count(/\bids\[(\d{1,6})\]/.exec(jsonPath ?? "")?.[1])
}

/** Read an error's `details`. Never throws; unknown members are ignored. */
export function parseDetails(value: unknown): FaultDetails {
  const of = bag(value)
  const field = namedField(of)
  return defined<FaultDetails>({
    ...field,
    tagIndex: tagIndex(field.jsonPath),
    recordIndex: recordIndex(field.jsonPath),
    maximumLength: count(of["maximum_length"]),
    expectedDataType: boundedText(of["expected_data_type"]),
    permissions: texts(of["permissions"]),
    associatedPlaces: associatedPlaces(of["associated_places"]),
    expectedFields: namedFields(of["expected_fields"]),
    ambiguityDueTo: namedFields(of["ambiguity_due_to"]),
    paramName: boundedText(of["param_name"]) ?? boundedText(of["param"]),
    supportedVersion: boundedText(of["supported_version"]),
    id: boundedText(of["id"]),
    jobId: boundedText(of["job_id"]),
  })
}
