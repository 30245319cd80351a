/** The user's settings as they stand now, for those who cannot wait for the store to be asked. */
import { changesOf } from "../store/changes"
import { settingsSchema } from "../store/settings"
import type { Settings } from "../store/settings"
import type { Store } from "../store/store"
import * as v from "valibot"

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
