/** A refused or failed call with Zoho's `details` about it, and the result type of every call. */
import type { DataCenterLocation } from "../data-centers"
import type { FaultKind } from "./catalog"

/** A place where a tag is used, as Zoho names it when it refuses to delete the tag. */
export interface AssociatedPlace {
  /** Zoho's name for the feature, such as "workflow". */
  readonly type: string
  readonly resources: readonly { readonly id?: string; readonly name?: string }[]
}

/** Zoho's `details`, parsed and bounded. Texts are Zoho's or the org's: plain text, never markup. */
export interface FaultDetails {
  /** The field that Zoho refers to, and its position in the request. */
  readonly apiName?: string
  readonly jsonPath?: string
  /** Index (0-based) of the refused tag in the list that was sent; from `json_path`. */
  readonly tagIndex?: number
  /** The same for a record. */
  readonly recordIndex?: number
  /** The limit that Zoho names: items of the list, or characters of the text, at `jsonPath`. */
  readonly maximumLength?: number
  readonly expectedDataType?: string
  readonly associatedPlaces?: readonly AssociatedPlace[]
  /** Id of the tag in the way (duplicate), or of the record. */
  readonly id?: string
  readonly jobId?: string
  /** For a token call: the data center that it went to, which an answer may have named. */
  readonly at?: DataCenterLocation
  /** Match patterns of the hosts without permission; from the browser, not from Zoho. */
  readonly origins?: readonly string[]
}

/** One refused or failed call, classified. Safe to log and to show: it contains no token and no request. */
export interface ZohoFault {
  readonly kind: FaultKind
  /** Zoho's own code, as received (at most 64 characters). */
  readonly code?: string
  /** Zoho's own sentence (at most 300 characters, tokens blanked), for reports only. */
  readonly zohoMessage?: string
  readonly details: FaultDetails
}

/** The result of every call. `credits`: API credits left, if Zoho reports them (only after half the day's are used). */
export type ZohoResult<T> = Success<T> | Failure
export type Success<T> = { readonly ok: true; readonly value: T; readonly credits?: number }
export type Failure = { readonly ok: false; readonly fault: ZohoFault; readonly credits?: number }

type FaultExtra = Partial<Omit<ZohoFault, "kind">>

/** A fault without an answer, or with details already parsed. */
export function fault(kind: FaultKind, extra: FaultExtra = {}): ZohoFault {
  return { details: {}, ...extra, kind }
}

/** The same as a call's result. */
export function failure(kind: FaultKind, extra?: FaultExtra): Failure {
  return { ok: false, fault: fault(kind, extra) }
}

/** Carries a fault through code that can only throw, such as a token source. The client converts it to a result. */
export class ZohoFaultError extends Error {
  override readonly name = "ZohoFaultError"
  constructor(readonly fault: ZohoFault) {
    super(fault.kind)
  }
}

// An error's details are read leniently, without a schema: half an explanation is better than none.

const MAX_ITEMS = 50
const MAX_TEXT = 200

/** The value as an object to read from; empty if it is not one. */
export function bag(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && !Array.isArray(value) ? { ...value } : {}
}

/** Text or number as text of at most `length` characters; undefined for anything else. */
export function boundedText(value: unknown, length: number = MAX_TEXT): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value).slice(0, length) : undefined
}

/** The first items of a list; empty for anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, MAX_ITEMS) : []
}

/** Removes undefined members, so that absent stays absent. */
export function defined<T extends object>(members: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T
}

function count(value: unknown): number | undefined {
  const number = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value
  return Number.isSafeInteger(number) && (number as number) >= 0 ? (number as number) : undefined
}

/** Zoho's list of places that use a tag. A resource may be an object or, per the OpenAPI file, bare text. */
function associatedPlaces(value: unknown): readonly AssociatedPlace[] | undefined {
  if (!Array.isArray(value)) return undefined
  return listOf(value).map((place) => ({
    type: boundedText(bag(place)["type"]) ?? "",
    resources: listOf(bag(place)["resources"]).map((each) =>
      defined<AssociatedPlace["resources"][number]>({
        id: boundedText(bag(each)["id"]),
        name: boundedText(bag(each)["name"]) ?? boundedText(each),
      }),
    ),
  }))
}

/** Parses an error's `details`. Never throws; ignores unknown members. */
export function parseDetails(value: unknown): FaultDetails {
  const details = bag(value)
  const jsonPath = boundedText(details["json_path"])
  return defined<FaultDetails>({
    apiName: boundedText(details["api_name"]),
    jsonPath,
    // "$.mass_delete[0].tags[3].id", "$.ids[3]"
    tagIndex: count(/\btags\[(\d{1,6})\]/.exec(jsonPath ?? "")?.[1]),
    recordIndex: count(/\bids\[(\d{1,6})\]/.exec(jsonPath ?? "")?.[1]),
    maximumLength: count(details["maximum_length"]),
    expectedDataType: boundedText(details["expected_data_type"]),
    associatedPlaces: associatedPlaces(details["associated_places"]),
    id: boundedText(details["id"]),
    jobId: boundedText(details["job_id"]),
  })
}
