/** Types that follow from the schemas by which stored data is checked. */
import * as v from "valibot"

type DeepReadonly<T> = { readonly [K in keyof T]: DeepReadonly<T[K]> }

/** What a schema lets through, not to be changed. */
export type Of<S extends v.GenericSchema> = DeepReadonly<v.InferOutput<S>>

/** Keeps the fields of a newer version, of which the type says nothing, for when the record is written again. */
export const loose = <E extends v.ObjectEntries>(entries: E): v.ObjectSchema<E, undefined> =>
  v.looseObject(entries) as never

/** What a schema makes of stored data; undefined where it is damaged, or of a version that is not known. */
export function checkedBy<T>(schema: v.GenericSchema<unknown, T>): (stored: unknown) => T | undefined {
  return (stored) => {
    const parsed = v.safeParse(schema, stored)
    return parsed.success ? parsed.output : undefined
  }
}
