/** Types and checks derived from the schemas of stored data. */
import * as v from "valibot"

type DeepReadonly<T> = { readonly [K in keyof T]: DeepReadonly<T[K]> }

/** The output type of a schema, deeply read-only. */
export type Of<S extends v.GenericSchema> = DeepReadonly<v.InferOutput<S>>

/** An object schema that keeps undeclared fields: those of a newer version survive a rewrite. */
export const loose = <E extends v.ObjectEntries>(entries: E): v.ObjectSchema<E, undefined> =>
  v.looseObject(entries) as never

/** Returns a check of stored data: undefined if it is damaged or from an unknown version. */
export function checkedBy<T>(schema: v.GenericSchema<unknown, T>): (stored: unknown) => T | undefined {
  return (stored) => {
    const parsed = v.safeParse(schema, stored)
    return parsed.success ? parsed.output : undefined
  }
}
