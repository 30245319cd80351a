import type { ComponentChildren, JSX } from "preact"
import { useId, useState } from "preact/hooks"

import type { Backup } from "../backup/backup"
import { LARGEST_FILE } from "../backup/file-format"
import { dateTime, relativeTime, size } from "../i18n/format"
import { backupHolds } from "../i18n/job-text"
import { t, tn } from "../i18n/translate"
import type { Problem } from "../messages/views"
import type { Removal } from "../storage/backups"
import { BACKUP_BYTES, type Settings } from "../storage/settings"
import { Button, Icon } from "../ui/controls"
import { FileButton } from "../ui/fields"
import { OrgLine } from "../ui/labels"
import { Notice, ProblemNotice } from "../ui/notices"
import { Meter } from "../ui/progress"

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
  const words = tn("backups_room", backups.length, size(bytes), size(BACKUP_BYTES))
  return (
    <div class="room">
      <p>{words}</p>
      <Meter label={words} value={bytes} max={BACKUP_BYTES} />
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

interface BackupItemProps {
  readonly backup: Backup
  readonly now: number
  /** Of something that is not finished: it stays. */
  readonly inUse: boolean
  readonly onExport: (backup: Backup) => void
  readonly onDelete: (backup: Backup) => void
  /** What can be done with it beyond that: restoring. */
  readonly children?: ComponentChildren
}

/** One backup: of what, how old, how large, and what it holds. */
function BackupItem(props: BackupItemProps): JSX.Element {
  const { backup, now } = props
  const id = useId()
  const [asking, setAsking] = useState(false)
  return (
    <li class="item" aria-labelledby={`${id}t`}>
      <div class="line">
        <h2 id={`${id}t`}>{tn("job_title", backup.tagCount, backup.module.pluralLabel)}</h2>
        <span class="fill" />
        <time
          class="soft"
          dateTime={new Date(backup.createdAt).toISOString()}
          title={dateTime(backup.createdAt)}
        >
          {relativeTime(backup.createdAt, now)}
        </time>
      </div>
      <div class="line">
        <OrgLine org={backup.org} centre />
      </div>
      <p>{backup.complete ? backupHolds(backup) : t("backup_under_way")}</p>
      <p class="soft">
        {[size(backup.bytes), backup.origin === "file" ? t("backup_from_file") : null]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {backup.complete && !asking && (
        <div class="line">
          {props.children}
          <Button icon="file" onClick={() => props.onExport(backup)}>
            {t("export_backup")}
          </Button>
          <Button disabled={props.inUse} onClick={() => setAsking(true)}>
            {t("delete_backup")}
          </Button>
          {props.inUse && <span class="soft small">{t("backup_in_use")}</span>}
        </div>
      )}
      {asking && (
        <div class="line" role="group" aria-label={t("delete_backup_question")}>
          <span>{t("delete_backup_question")}</span>
          <Button kind="danger" onClick={() => props.onDelete(backup)}>
            {t("delete_backup_yes")}
          </Button>
          <Button autoFocus onClick={() => setAsking(false)}>
            {t("cancel")}
          </Button>
        </div>
      )}
    </li>
  )
}
