/** The user's settings as they stand now, for those who cannot wait for the store to be asked. */
import { protection } from "../jobs/protected-tags"
import { changesOf } from "../store/changes"
import { settingsSchema } from "../store/settings"
import type { Settings } from "../store/settings"
import type { Store } from "../store/store"
import * as v from "valibot"

/** Which names are protected now, by the user or by the managed policy. */
export async function protectedNow({ settings }: Store): Promise<(name: string) => boolean> {
  const protectedBy = protection((await settings.get()).protectedTags)
  return (name) => protectedBy(name) !== undefined
}

/** Follows what is stored until `signal` aborts; before the first reading the defaults stand. */
export function liveSettings(store: Store, signal: AbortSignal): () => Settings {
  let settings = v.parse(settingsSchema, {})
  const read = async (): Promise<void> => {
    settings = await store.settings.get()
  }
  changesOf("settings", "policy")(() => void read(), signal)
  void read()
  return () => settings
}
