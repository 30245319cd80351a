import type { ComponentChildren, JSX } from "preact"
import type { Backup } from "../backup/backup"
import { LARGEST_FILE } from "../backup/file-schema"
import type { Problem } from "../messaging/views"
import type { Removal } from "../store/backups"
import type { Settings } from "../store/settings"
import { Meter } from "../ui/bars"
import { Button } from "../ui/button"
import { FileButton } from "../ui/file-button"
import { relativeTime, size } from "../ui/format"
import { t, tn } from "../ui/i18n"
import { Icon } from "../ui/icon"
import { Notice, ProblemNotice } from "../ui/notice"
import { BackupItem } from "./backup-item"
import type { BackupItemProps } from "./backup-item"

export interface BackupsViewProps extends Pick<BackupItemProps, "now" | "onExport" | "onDelete"> {
  /** Undefined until read. */
  readonly backups: readonly Backup[] | undefined
  readonly settings: Settings | undefined
  /** Ids of those that something unfinished needs. */
  readonly inUse: ReadonlySet<string>
  readonly lastRemoval: Removal | undefined
  /** Whether the browser keeps them when its disk gets full; null: not known. */
  readonly persisted: boolean | null
  readonly problem: Problem | null
  /** Says that the browser has lost what was kept. */
  readonly loss?: ComponentChildren
  /** What was just done. */
  readonly done: string | null
  readonly onImport: (text: string) => void
  readonly onPersist: () => void
  readonly onOptions: () => void
  /** Buttons beside a backup's own: restoring. */
  readonly actionsFor?: (backup: Backup) => ComponentChildren
}

function Room({ backups, settings }: { backups: readonly Backup[]; settings: Settings }): JSX.Element {
  const bytes = backups.reduce((sum, backup) => sum + backup.bytes, 0)
  const most = settings.backupMegabytes * 1_000_000
  const words = tn("backups_room", backups.length, size(bytes), size(most))
  return (
    <div class="room">
      <p>{words}</p>
      <Meter label={words} value={bytes} max={most} />
      <p class="soft">{t("backups_kept", settings.backupDays)}</p>
    </div>
  )
}

function Removed({ removal, now }: { removal: Removal; now: number }): JSX.Element {
  const words = removal.forSize ? "backups_removed_size" : "backups_removed_age"
  return (
    <Notice tone="info">
      <p>{tn(words, removal.count, relativeTime(removal.at, now))}</p>
    </Notice>
  )
}

function List(props: BackupsViewProps & { backups: readonly Backup[] }): JSX.Element | null {
  if (props.backups.length === 0)
    return props.loss ? null : (
      <div class="card none">
        <h2>{t("no_backups")}</h2>
        <p class="soft">{t("no_backups_means")}</p>
      </div>
    )
  return (
    <ul class="card list" aria-label={t("backups")}>
      {props.backups.map((backup) => (
        <BackupItem
          key={backup.id}
          backup={backup}
          now={props.now}
          inUse={props.inUse.has(backup.id)}
          onExport={props.onExport}
          onDelete={props.onDelete}
        >
          {props.actionsFor?.(backup)}
        </BackupItem>
      ))}
    </ul>
  )
}

/** The user's backups: what is there, into a file and back, and away. */
export function BackupsView(props: BackupsViewProps): JSX.Element {
  const { backups, settings, now } = props
  return (
    <div class="ts backups">
      <header>
        <span class="brand">
          <Icon name="tag" />
        </span>
        <h1>{t("backups")}</h1>
        <span class="fill" />
        <FileButton accept=".json,application/json" largest={LARGEST_FILE} onText={props.onImport}>
          {t("import_backup")}
        </FileButton>
        <Button kind="quiet" onClick={props.onOptions}>
          {t("options")}
        </Button>
      </header>
      <main>
        {props.loss}
        {props.problem && <ProblemNotice problem={props.problem} />}
        <div role="status">
          {props.done && (
            <Notice tone="info">
              <p>{props.done}</p>
            </Notice>
          )}
        </div>
        {settings?.backups === false && (
          <Notice tone="warn">
            <p>{t("backups_off")}</p>
          </Notice>
        )}
        {backups && settings && backups.length > 0 && <Room backups={backups} settings={settings} />}
        {props.lastRemoval && <Removed removal={props.lastRemoval} now={now} />}
        {backups && backups.length > 0 && props.persisted === false && (
          <Notice tone="info">
            <p>{t("backups_not_persistent")}</p>
            <div class="acts">
              <Button onClick={props.onPersist}>{t("backups_persist")}</Button>
            </div>
          </Notice>
        )}
        {backups ? <List {...props} backups={backups} /> : <p class="soft">{t("backups_loading")}</p>}
      </main>
    </div>
  )
}
