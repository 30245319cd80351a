import type { ComponentChildren, JSX } from "preact"
import { useId, useMemo, useState } from "preact/hooks"
import browser from "webextension-polyfill"

import { t, type MessageKey } from "../i18n/translate"
import { announceChange, changesOf } from "../storage/change-events"
import { governed, lockedBy, type Policy } from "../storage/managed-policy"
import {
  BOUNDS,
  DEFAULTS,
  PROTECTED,
  type BoundedSetting,
  type SettingKey,
  type Settings,
} from "../storage/settings"
import type { Store } from "../storage/store"
import { Button } from "../ui/controls"
import { useStored } from "../ui/hooks"
import { Notice } from "../ui/notices"
import { CONCURRENCY_BY_EDITION } from "../zoho/limits"
import { FlagSetting, LinesSetting, NumberSetting } from "./setting-controls"

export interface SettingsViewProps {
  /** As last read: another object after each reading. */
  readonly settings: Settings
  /** What the firm has decided, and the names that it protects. */
  readonly locked: ReadonlySet<SettingKey>
  readonly firmProtected: readonly string[]
  /** What was done last, in words. */
  readonly done: string | null
  /** The last change was a reset, which can be taken back. */
  readonly undoable: boolean
  readonly failure: string | null
  readonly onChange: (patch: Partial<Settings>) => void
  readonly onReset: () => void
  readonly onUndo: () => void
}

function Group({ title, children }: { title: string; children: ComponentChildren }): JSX.Element {
  const id = useId()
  return (
    <div role="group" class="settings" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {children}
    </div>
  )
}

interface NumberProps {
  readonly of: SettingsViewProps
  readonly name: BoundedSetting
  readonly label: MessageKey
  readonly means: string
  readonly unit: MessageKey
}

function NumberOf({ of, name, label, means, unit }: NumberProps): JSX.Element {
  return (
    <NumberSetting
      label={t(label)}
      means={means}
      unit={t(unit)}
      value={of.settings[name]}
      reading={of.settings}
      locked={of.locked.has(name)}
      bounds={BOUNDS[name]}
      onChange={(value) => of.onChange({ [name]: value })}
    />
  )
}

type FlagKey = { [K in SettingKey]: Settings[K] extends boolean ? K : never }[SettingKey]

function FlagOf(props: {
  of: SettingsViewProps
  name: FlagKey
  label: MessageKey
  means: MessageKey
}): JSX.Element {
  return (
    <FlagSetting
      label={t(props.label)}
      means={t(props.means)}
      value={props.of.settings[props.name]}
      locked={props.of.locked.has(props.name)}
      onChange={(value) => props.of.onChange({ [props.name]: value })}
    />
  )
}

function Groups(props: SettingsViewProps): JSX.Element {
  const { free, ultimate } = CONCURRENCY_BY_EDITION
  const number = { of: props }
  return (
    <>
      <Group title={t("settings_before")}>
        <NumberOf
          {...number}
          name="typedAbove"
          label="set_typed_above"
          means={t("set_typed_above_means")}
          unit="unit_tags"
        />
        <NumberOf
          {...number}
          name="graceSeconds"
          label="set_grace"
          means={t("set_grace_means")}
          unit="unit_seconds"
        />
        <LinesSetting
          label={t("set_protected")}
          means={t("set_protected_means")}
          wrong={t("set_protected_wrong", PROTECTED.most, PROTECTED.longest)}
          value={props.settings.protectedTags}
          reading={props.settings}
          fixed={props.firmProtected}
          {...PROTECTED}
          onChange={(protectedTags) => props.onChange({ protectedTags: [...protectedTags] })}
        />
      </Group>
      <Group title={t("backups")}>
        <FlagOf of={props} name="backups" label="set_backups" means="set_backups_mean" />
        <FlagOf of={props} name="backupRecords" label="set_records" means="set_records_mean" />
        <NumberOf
          {...number}
          name="backupDays"
          label="set_days"
          means={t("set_days_mean")}
          unit="unit_days"
        />
        <NumberOf
          {...number}
          name="backupMegabytes"
          label="set_megabytes"
          means={t("set_megabytes_mean")}
          unit="unit_megabytes"
        />
        <p>
          <a href="/tabs/backups.html">{t("show_backups")}</a>
        </p>
      </Group>
      <Group title={t("settings_jobs")}>
        <NumberOf
          {...number}
          name="concurrency"
          label="set_concurrency"
          means={t("set_concurrency_means", free, ultimate)}
          unit="unit_calls"
        />
        <NumberOf
          {...number}
          name="history"
          label="set_history"
          means={t("set_history_means")}
          unit="unit_jobs"
        />
        <FlagOf of={props} name="notify" label="set_notify" means="set_notify_means" />
      </Group>
    </>
  )
}

/** All settings, each explained; below them what concerns all of them. */
export function SettingsView(props: SettingsViewProps): JSX.Element {
  return (
    <section class="card" aria-labelledby="settings">
      <h2 id="settings">{t("settings")}</h2>
      <p class="soft">{t("settings_mean")}</p>
      <Groups {...props} />
      {props.failure && (
        <Notice tone="problem">
          <p>{props.failure}</p>
        </Notice>
      )}
      <div class="acts">
        <Button onClick={props.onReset}>{t("settings_reset")}</Button>
      </div>
      <div class="last">
        <span class="soft" role="status" aria-label={props.done ?? ""}>
          {props.done ?? ""}
        </span>
        {props.undoable && <Button onClick={props.onUndo}>{t("settings_undo")}</Button>}
      </div>
    </section>
  )
}

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
