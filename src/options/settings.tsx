/** The five settings that users change. All other settings are in the managed policy. */
import type { JSX } from "preact"
import { useMemo, useState } from "preact/hooks"
import browser from "webextension-polyfill"

import { t } from "../i18n/translate"
import type { Problem } from "../messages/views"
import { announceChange, changesOf } from "../storage/change-events"
import { governed, lockedBy } from "../storage/managed-policy"
import type { SettingKey, Settings } from "../storage/settings"
import type { Store } from "../storage/store"
import { useStored } from "../ui/hooks"
import { plainProblem, ProblemNotice, unsaved } from "../ui/notices"
import { FlagSetting, NumberSetting, ProtectedTags } from "./setting-controls"

export interface SettingsViewProps {
  /** As last read: a new object after each read. */
  readonly settings: Settings
  /** What the organization's policy decides, and the names it protects. */
  readonly locked: ReadonlySet<SettingKey>
  readonly policyProtected: readonly string[]
  readonly saved: boolean
  readonly failure: Problem | null
  readonly onChange: (patch: Partial<Settings>) => void
}

export function SettingsView(props: SettingsViewProps): JSX.Element {
  return (
    <section class="card" aria-labelledby="settings">
      <h2 id="settings">{t("settings")}</h2>
      <div class="settings">
        <NumberSetting
          {...props}
          name="typedAbove"
          label={t("set_typed_above")}
          means={t("set_typed_above_means")}
          unit={t("unit_tags")}
        />
        <NumberSetting
          {...props}
          name="graceSeconds"
          label={t("set_grace")}
          means={t("set_grace_means")}
          unit={t("unit_seconds")}
        />
        <ProtectedTags {...props} />
        <FlagSetting
          {...props}
          name="backups"
          label={t("set_backups")}
          means={<a href="/tabs/backups.html">{t("backups")}</a>}
        />
        {props.settings.backups && (
          <NumberSetting {...props} name="backupDays" label={t("set_days")} unit={t("unit_days")} />
        )}
        <FlagSetting {...props} name="notify" label={t("set_notify")} />
      </div>
      {props.failure !== null && <ProblemNotice problem={props.failure} />}
      <p class="soft" role="status">
        {props.saved && t("settings_saved")}
      </p>
    </section>
  )
}

const onSettings = changesOf("settings", "policy")

/** The browser's own question, which it does not ask at install. */
async function mayNotify(): Promise<boolean> {
  return browser.permissions.request({ permissions: ["notifications"] }).catch(() => false)
}

/** The settings, connected to storage. Nothing is drawn until they are read. */
export function SettingsCard({ store }: { store: Store }): JSX.Element | null {
  const stored = useStored(onSettings, async () => ({
    own: await store.settings.own(),
    policy: await store.policy.get(),
  }))
  const [last, setLast] = useState<"saved" | Problem | null>(null)
  // Only the user's own protected names, because the policy's are shown separately.
  const settings = useMemo(
    () => stored && { ...governed(stored.own, stored.policy), protectedTags: stored.own.protectedTags },
    [stored],
  )
  if (!stored || !settings) return null

  const change = async (patch: Partial<Settings>): Promise<void> => {
    // Comes first, because the browser asks only while the click counts.
    if (patch.notify && !(await mayNotify())) {
      setLast(plainProblem(t("notify_refused"), "", ""))
      return
    }
    try {
      await store.settings.change(patch)
      setLast("saved")
    } catch {
      setLast(unsaved())
      // Reads again, so that no field keeps showing what was not saved.
      announceChange("settings")
    }
  }
  return (
    <SettingsView
      settings={settings}
      locked={lockedBy(stored.policy)}
      policyProtected={stored.policy.protectedTags ?? []}
      saved={last === "saved"}
      failure={last === "saved" ? null : last}
      onChange={(patch) => void change(patch)}
    />
  )
}
