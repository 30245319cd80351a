import type { ComponentChildren, JSX } from "preact"
import { useId, useState } from "preact/hooks"
import type { Backup } from "../backup/backup"
import { backupHolds } from "../ui/backup-words"
import { Button } from "../ui/button"
import { OrgLine } from "../ui/chip"
import { dateTime, relativeTime, size } from "../ui/format"
import { t, tn } from "../ui/i18n"

export interface BackupItemProps {
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
export function BackupItem(props: BackupItemProps): JSX.Element {
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
