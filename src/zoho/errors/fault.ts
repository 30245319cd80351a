/** A refused or failed call, and the result of every call. */
import type { DataCenterLocation } from "../data-centers"
import type { FaultKind } from "./catalog"

/** A place where a tag is used, as Zoho names it when it refuses to delete the tag. */
export interface AssociatedPlace {
  /** Zoho's word for the feature, such as "workflow". */
  readonly type: string
  readonly resources: readonly {
    readonly id?: string
    readonly name?: string
  }[]
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
  /** HTTP status, when an answer arrived. */
  readonly httpStatus?: number
  /** Zoho's own code, as received (at most 64 characters). */
  readonly code?: string
  /** Zoho's own sentence (at most 300 characters, tokens blanked), for reports only. */
  readonly zohoMessage?: string
  readonly details: FaultDetails
}

/** What every call gives back. `credits`: API credits left, when Zoho tells (only from half the day's use on). */
export type ZohoResult<T> =
  | { readonly ok: true; readonly value: T; readonly credits?: number }
  | {
      readonly ok: false
      readonly fault: ZohoFault
      readonly credits?: number
    }

/** A fault without an answer behind it, or with details already parsed. */
export function fault(
  kind: FaultKind,
  more: Omit<ZohoFault, "kind" | "details"> & { details?: FaultDetails } = {},
): ZohoFault {
  return { details: {}, ...more, kind }
}

/** Carries a fault through code that can only throw, such as a token source. The client turns it back into a result. */
export class ZohoFaultError extends Error {
  override readonly name = "ZohoFaultError"
  constructor(readonly fault: ZohoFault) {
    super(fault.kind)
  }
}
