import type { JSX } from "preact"
import { useMemo, useState } from "preact/hooks"
import browser from "webextension-polyfill"
import { announceChange, changesOf } from "../../store/changes"
import { governed, lockedBy } from "../../store/policy"
import type { Policy } from "../../store/policy"
import { DEFAULTS } from "../../store/settings"
import type { Settings } from "../../store/settings"
import type { Store } from "../../store/store"
import { t } from "../../ui/i18n"
import { useStored } from "../../ui/use-stored"
import { SettingsView } from "./view"

interface Last {
  readonly done: string | null
  /** What the settings were before a reset; null after anything else. */
  readonly before: Settings | null
  readonly failure: string | null
}

const onSettings = changesOf("settings", "policy")

const NOTHING: Last = { done: null, before: null, failure: null }

/** Asks for the permission to notify, which is not asked at install. */
async function mayNotify(): Promise<boolean> {
  return browser.permissions.request({ permissions: ["notifications"] }).catch(() => false)
}

interface Stored {
  readonly settings: Settings
  readonly policy: Policy
}

/** What holds; of the protected names the user's own, for the firm's stand apart. */
function shownOf({ settings, policy }: Stored): Settings {
  return { ...governed(settings, policy), protectedTags: settings.protectedTags }
}

/** The settings over the real store; nothing is drawn before they are read. */
export function SettingsCard({ store }: { store: Store }): JSX.Element | null {
  const stored = useStored(onSettings, async () => ({
    settings: await store.settings.own(),
    policy: await store.policy.get(),
  }))
  const [last, setLast] = useState(NOTHING)
  const shown = useMemo(() => stored && shownOf(stored), [stored])
  if (!stored || !shown) return null
  const { settings, policy } = stored

  const change = async (patch: Partial<Settings>, well: Partial<Last>): Promise<void> => {
    try {
      await store.settings.change(patch)
      setLast({ ...NOTHING, ...well })
    } catch {
      setLast({ ...NOTHING, failure: t("settings_failed") })
      // Read anew, so that no field goes on showing what was not saved.
      announceChange("settings")
    }
  }
  const changeOne = async (patch: Partial<Settings>): Promise<void> => {
    // First of all, while the click that asks for it still counts.
    if (patch.notify && !(await mayNotify())) setLast({ ...NOTHING, failure: t("notify_refused") })
    else await change(patch, { done: t("settings_saved") })
  }
  return (
    <SettingsView
      settings={shown}
      locked={lockedBy(policy)}
      firmProtected={policy.protectedTags ?? []}
      done={last.done}
      undoable={last.before !== null}
      failure={last.failure}
      onChange={(patch) => void changeOne(patch)}
      onReset={() => void change(DEFAULTS, { done: t("settings_were_reset"), before: settings })}
      onUndo={() => void change(last.before ?? {}, { done: t("settings_were_undone") })}
    />
  )
}
