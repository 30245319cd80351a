/** What the backups page shows. */
import type { ComponentChildren, JSX } from "preact"
import { useId, useState } from "preact/hooks"

import type { Backup } from "../backup/backup"
import { LARGEST_FILE } from "../backup/file-format"
import { relativeTime, size } from "../i18n/format"
import { backupContains } from "../i18n/job-text"
import { t, tn } from "../i18n/translate"
import { isFinished, type Job } from "../jobs/job"
import { nameKey } from "../lib/names"
import type { Problem } from "../messages/views"
import type { Removal } from "../storage/backups"
import { BACKUP_BYTES, type Settings } from "../storage/settings"
import { Button, Icon, Meter } from "../ui/controls"
import { FileButton } from "../ui/fields"
import { JobItem, type JobsShown } from "../ui/job-item"
import { OrgLine, Since } from "../ui/labels"
import { Notice, ProblemNotice } from "../ui/notices"

export interface BackupsViewProps extends ItemActs {
  /** Undefined until read. */
  readonly backups: readonly Backup[] | undefined
  /** Names of their tags, by the backup's id. */
  readonly names: ReadonlyMap<string, readonly string[]> | undefined
  /** All jobs, newest first. */
  readonly jobs: readonly Job[] | undefined
  readonly settings: Settings | undefined
  readonly lastRemoval: Removal | undefined
  readonly problem: Problem | null
  readonly loss?: ComponentChildren
  readonly done: string | null
  readonly onImport: (text: string) => void
  readonly onOptions: () => void
}

/** What can be done with one backup, and with the jobs that restore it. */
interface ItemActs extends Pick<JobsShown, "now" | "open" | "on"> {
  /** The question about a restore is being prepared. */
  readonly isAsking: boolean
  readonly onExport: (backup: Backup) => void
  readonly onDelete: (backup: Backup) => void
}

function StorageUse({ backups, settings }: { backups: readonly Backup[]; settings: Settings }): JSX.Element {
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
  return (
    <Notice tone="info">
      <p>{t("backups_removed", removal.count, relativeTime(removal.at, now))}</p>
    </Notice>
  )
}

/** Names shown of one backup. */
const MAX_NAMES = 5

function List(props: BackupsViewProps & { backups: readonly Backup[] }): JSX.Element | null {
  const { backups, names, jobs = [] } = props
  const [text, setText] = useState("")
  if (backups.length === 0)
    return props.loss ? null : (
      <div class="card none">
        <h2>{t("no_backups")}</h2>
        <p class="soft">{t("no_backups_means")}</p>
      </div>
    )
  const wanted = nameKey(text)
  const found = backups
    .map((backup) => {
      const all = names?.get(backup.id) ?? []
      return { backup, names: wanted === "" ? all : all.filter((name) => nameKey(name).includes(wanted)) }
    })
    .filter((each) => wanted === "" || each.names.length > 0)
  const find = t("find_backups")
  return (
    <>
      <input
        class="input"
        type="search"
        // An empty value would be left to right in every language.
        dir={text === "" ? undefined : "auto"}
        aria-label={find}
        placeholder={find}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <p class="soft" role="status">
        {found.length === 0 && t("no_backup_found")}
      </p>
      {found.length > 0 && (
        <ul class="card list" aria-label={t("backups")}>
          {found.map((each) => (
            <BackupItem key={each.backup.id} {...each} jobs={jobs} acts={props} />
          ))}
        </ul>
      )}
    </>
  )
}

/** The user's backups: search by tag name, restore, export, import and delete. */
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
        {backups && settings && backups.length > 0 && <StorageUse backups={backups} settings={settings} />}
        {props.lastRemoval && <Removed removal={props.lastRemoval} now={now} />}
        {backups ? <List {...props} backups={backups} /> : <p class="soft">{t("loading")}</p>}
      </main>
    </div>
  )
}

/** One backup: its tags, age and size, and what can be done with it. */
function BackupItem(props: {
  readonly backup: Backup
  readonly names: readonly string[]
  readonly jobs: readonly Job[]
  readonly acts: ItemActs
}): JSX.Element {
  const { backup, names, jobs, acts } = props
  const { now, open, on } = acts
  const id = useId()
  const [asking, setAsking] = useState(false)
  const made = jobs.find((job) => job.id === backup.id)
  const restore = jobs.find((job) => job.backupId === backup.id)
  const inUse = [made, restore].some((job) => job !== undefined && !isFinished(job.state))
  const isSpared = made !== undefined && isFinished(made.state) && made.tags.done === 0
  return (
    <li class="item" aria-labelledby={`${id}t`}>
      <div class="line">
        <h2 id={`${id}t`}>{tn("job_title", backup.tagCount, backup.module.pluralLabel)}</h2>
        <span class="fill" />
        <Since at={backup.createdAt} now={now} />
      </div>
      <div class="line">
        <OrgLine org={backup.org} center />
      </div>
      {names.length > 0 && (
        <p class="matches">
          {names.slice(0, MAX_NAMES).map((name) => (
            <bdi key={name}>{name}</bdi>
          ))}
          {names.length > MAX_NAMES && <span class="soft">{t("and_more", names.length - MAX_NAMES)}</span>}
        </p>
      )}
      <p class="soft holds">
        {backup.complete ? backupContains(backup) : t("backup_under_way")} · {size(backup.bytes)}
        {backup.origin === "file" && ` · ${t("backup_from_file")}`}
      </p>
      {restore && (
        <ul class="parts">
          <JobItem {...{ now, open, on }} job={restore} look="part" showOrg={false} />
        </ul>
      )}
      {backup.complete && !asking && (
        <div class="line">
          {isSpared ? (
            <span>{t("unchanged_nothing_deleted")}</span>
          ) : (
            !inUse && (
              <Button kind="primary" disabled={acts.isAsking} onClick={() => on.onRestore(backup.id)}>
                {t("restore")}
              </Button>
            )
          )}
          <Button icon="file" onClick={() => acts.onExport(backup)}>
            {t("export_backup")}
          </Button>
          <Button disabled={inUse} onClick={() => setAsking(true)}>
            {t("delete_backup")}
          </Button>
          {inUse && <span class="soft small">{t("backup_in_use")}</span>}
        </div>
      )}
      {asking && (
        <div class="line" role="group" aria-label={t("delete_backup_question")}>
          <span>{t("delete_backup_question")}</span>
          <Button kind="danger" onClick={() => acts.onDelete(backup)}>
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
