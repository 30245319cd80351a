import { protection } from "../deletion/protected"
import type { Store } from "../store/store"

/** Ids of those tags that stand on the list of protected names now, whenever they were confirmed. */
export async function heldTags(
  { settings }: Store,
  tags: readonly { readonly id: string; readonly name: string }[],
): Promise<string[]> {
  const protectedBy = protection((await settings.get()).protectedTags)
  return tags.filter(({ name }) => protectedBy(name) !== undefined).map(({ id }) => id)
}
