/** The backups page's data and requests. What it draws is in `view.tsx`. */
import type { JSX } from "preact"
import { useEffect, useState } from "preact/hooks"

import type { Backup } from "../backup/backup"
import { fileName, fileText, readFile } from "../backup/file-format"
import { t } from "../i18n/translate"
import { isFinished } from "../jobs/job"
import type { Problem } from "../messages/views"
import { download } from "../reports/csv"
import { changesOf } from "../storage/change-events"
import type { Store } from "../storage/store"
import { AskedHere, useAsking } from "../ui/confirmation/draft-question"
import { useAwake, useStored } from "../ui/hooks"
import { jobActs, useOpenJob } from "../ui/job-details"
import { plainProblem, unsaved } from "../ui/notices"
import { useLoss } from "../ui/own-page"
import { BackupsView } from "./view"

type Result = { readonly problem: Problem | null; readonly done: string | null }
const NO_RESULT: Result = { problem: null, done: null }

// A backup in progress is stored with its job.
const onBackups = changesOf("backups", "jobs")
const onNames = changesOf("backups")
const onJobs = changesOf("jobs")
const onSettings = changesOf("settings", "policy")

/** The backups page, connected to storage. */
export function Backups({ store }: { store: Store }): JSX.Element {
  const backups = useStored(onBackups, () => store.backups.list())
  const settings = useStored(onSettings, () => store.settings.get())
  const names = useStored(onNames, () => store.backups.tagNames())
  const jobs = useStored(onJobs, () => store.jobs.list(Infinity))
  useAwake(jobs?.some(({ kind, state }) => kind === "restore" && !isFinished(state)) ?? false)
  const lastRemoval = useStored(onBackups, () => store.backups.lastRemoval())
  const hasBackups = backups !== undefined && backups.length > 0
  useEffect(() => {
    // Otherwise the browser may delete them when its disk fills up. Chrome decides by itself, Firefox asks the user.
    if (hasBackups) void navigator.storage.persist()
  }, [hasBackups])
  const loss = useLoss(store)
  const [result, setResult] = useState(NO_RESULT)
  const asking = useAsking(store, () => setResult(NO_RESULT))
  const run = (work: () => Promise<Result>): void => {
    setResult(NO_RESULT)
    void work()
      .catch(() => ({ problem: unsaved(), done: null }))
      .then(setResult)
  }
  const show = (problem: Problem | null): void => setResult({ problem, done: null })
  const { openPage, ...acts } = jobActs(store, { ask: asking.ask, show })
  return (
    <>
      <BackupsView
        {...{ ...result, loss, backups, settings, names, jobs, lastRemoval }}
        problem={result.problem ?? asking.problem}
        now={Date.now()}
        open={useOpenJob(store)}
        on={acts}
        onExport={(backup) => run(() => exportBackup(store, backup))}
        onImport={(text) => run(() => importBackup(store, text))}
        onDelete={(backup) => run(() => removeBackup(store, backup))}
        onOptions={() => openPage({ screen: "options" })}
        isAsking={asking.reading !== null}
      />
      <AskedHere asking={asking} />
    </>
  )
}

async function exportBackup(store: Store, backup: Backup): Promise<Result> {
  const tags = await store.backups.tags(backup.id)
  if (!tags)
    return { problem: plainProblem(t("restore_backup_gone"), t("restore_backup_gone_remedy")), done: null }
  download(fileName(backup), "application/json", fileText(backup, tags, Date.now()))
  return NO_RESULT
}

async function importBackup(store: Store, text: string): Promise<Result> {
  const read = readFile(text, Date.now())
  if (!read.ok) {
    const isNewer = read.why === "newer"
    const happened = t(isNewer ? "backup_file_newer" : "backup_file_foreign")
    const remedy = t(isNewer ? "remedy_version_unsupported" : "backup_file_foreign_remedy")
    return { problem: plainProblem(happened, remedy), done: null }
  }
  const isNew = await store.backups.take(read.value)
  return { problem: null, done: t(isNew ? "backup_imported" : "backup_known") }
}

async function removeBackup(store: Store, backup: Backup): Promise<Result> {
  await store.backups.remove(backup.id)
  return { problem: null, done: t("backup_deleted") }
}

export const backupsStyles = `
body{margin:0;background:var(--sunk)}
.backups{max-width:760px;margin:0 auto;padding:32px 24px 48px;font-size:14px}
.backups>header{display:flex;flex-wrap:wrap;align-items:center;gap:8px 12px;margin-bottom:24px}
.backups>header .brand .icon{width:24px;height:24px}
.backups>main{display:grid;grid-template-columns:minmax(0,1fr);gap:16px}
[role=status]:empty{margin-bottom:-16px}
.card{background:var(--ground);border:1px solid var(--line);border-radius:8px}
.none{display:grid;justify-items:center;gap:4px;padding:40px 24px;text-align:center;text-wrap:balance}
.room{display:grid;gap:4px}
.list>.item{padding:16px 24px}
.list>.item+.item{border-top:1px solid var(--line)}
.list .parts{margin-block:4px}
.list h2{font-size:14px;line-height:20px;min-width:0;overflow-wrap:anywhere}
.holds::first-letter{text-transform:uppercase}
.matches{display:flex;flex-wrap:wrap;gap:0 12px;overflow-wrap:anywhere}`
