/** A refused or failed call with what Zoho's `details` say of it, and the result of every call. */
import type { DataCenterLocation } from "../data-centers"
import type { FaultKind } from "./catalog"

/** A place where a tag is used, as Zoho names it when it refuses to delete the tag. */
export interface AssociatedPlace {
  /** Zoho's word for the feature, such as "workflow". */
  readonly type: string
  readonly resources: readonly { readonly id?: string; readonly name?: string }[]
}

/** What Zoho's `details` say, parsed and bounded. Texts are Zoho's or the org's own: plain text, never markup. */
export interface FaultDetails {
  /** The field that Zoho speaks of, and where it is in the request. */
  readonly apiName?: string
  readonly jsonPath?: string
  /** Position (0-based) of the refused tag in the list that was sent; from `json_path`. */
  readonly tagIndex?: number
  /** The same of a record. */
  readonly recordIndex?: number
  /** The limit Zoho names: items of the list, or characters of the text, that `jsonPath` points at. */
  readonly maximumLength?: number
  readonly expectedDataType?: string
  readonly associatedPlaces?: readonly AssociatedPlace[]
  /** Id of the thing spoken of: the tag in the way (duplicate) or the record. */
  readonly id?: string
  readonly jobId?: string
  /** Of a token call: the data center that it went to, which an answer may have named. */
  readonly at?: DataCenterLocation
  /** Match patterns of the hosts that the browser does not let us reach; its word, not Zoho's. */
  readonly origins?: readonly string[]
}

/** One refused or failed call, understood. Safe to log and to show: it holds no token and no request. */
export interface ZohoFault {
  readonly kind: FaultKind
  /** Zoho's own code, as received (at most 64 characters). */
  readonly code?: string
  /** Zoho's own sentence (at most 300 characters, tokens blanked), for reports only. */
  readonly zohoMessage?: string
  readonly details: FaultDetails
}

/** What every call gives back. `credits`: API credits left, when Zoho tells (only from half the day's use on). */
export type ZohoResult<T> = Success<T> | Failure
export type Success<T> = { readonly ok: true; readonly value: T; readonly credits?: number }
export type Failure = { readonly ok: false; readonly fault: ZohoFault; readonly credits?: number }

type FaultMore = Partial<Omit<ZohoFault, "kind">>

/** A fault without an answer behind it, or with details already parsed. */
export function fault(kind: FaultKind, more: FaultMore = {}): ZohoFault {
  return { details: {}, ...more, kind }
}

/** Such a fault as a call's result. */
export function failure(kind: FaultKind, more?: FaultMore): Failure {
  return { ok: false, fault: fault(kind, more) }
}

/** Carries a fault through code that can only throw, such as a token source. The client turns it back into a result. */
export class ZohoFaultError extends Error {
  override readonly name = "ZohoFaultError"
  constructor(readonly fault: ZohoFault) {
    super(fault.kind)
  }
}

// What an error's details say. They are read leniently, by no schema: half an explanation is better than none.

const MAX_ITEMS = 50
const MAX_TEXT = 200

/** The value as an object to read from; an empty one when it is none. */
export function bag(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && !Array.isArray(value) ? { ...value } : {}
}

/** Text or number as text of at most `length` characters; undefined when it is neither. */
export function boundedText(value: unknown, length: number = MAX_TEXT): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value).slice(0, length) : undefined
}

/** The first items of a list; none when it is no list. */
export function listOf(value: unknown): readonly unknown[] {
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
