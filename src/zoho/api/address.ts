/*
 * Parts of a path. What goes into one is checked rather than only escaped: ".." would survive escaping and
 * change which call is made.
 */

/** An id of Zoho's as a path segment. @throws RangeError when it is none */
export function idSegment(id: string): string {
  if (!/^\d{1,25}$/.test(id)) throw new RangeError("not an id of Zoho's")
  return id
}

/** A module's API name as a path segment. @throws RangeError when it is none */
export function moduleSegment(apiName: string): string {
  if (!/^\w{1,100}$/.test(apiName)) throw new RangeError("not a module's API name")
  return apiName
}

/** What every call can be given besides its own input. */
export interface CallOptions {
  readonly signal?: AbortSignal
}
