import type { JSX } from "preact"
import { useEffect, useState } from "preact/hooks"
import type { Backup } from "../backup/backup"
import { fileName, fileText, readFile } from "../backup/file"
import type { FileReading } from "../backup/file"
import { send } from "../messaging/send"
import type { Problem } from "../messaging/views"
import { changesOf } from "../store/changes"
import type { Store } from "../store/store"
import { Button } from "../ui/button"
import { download } from "../ui/download"
import { t, tn } from "../ui/i18n"
import { useLoss } from "../ui/loss"
import { DraftQuestion, useAsking } from "../ui/draft-question"
import { useStored } from "../ui/use-stored"
import { BackupsView } from "./view"

type Said = { readonly problem: Problem | null; readonly done: string | null }
const NOTHING_SAID: Said = { problem: null, done: null }

/** Whether the browser keeps what is stored when its disk gets full; null until it has answered. */
function usePersisted(): readonly [boolean | null, () => void] {
  const [persisted, setPersisted] = useState<boolean | null>(null)
  useEffect(() => {
    void navigator.storage.persisted().then(setPersisted)
  }, [])
  return [persisted, () => void navigator.storage.persist().then(setPersisted)]
}

// What is collected in a backup under way is stored with the job that it is made for.
const onBackups = changesOf("backups", "jobs")
const onJobs = changesOf("jobs")
const onSettings = changesOf("settings", "policy")

/** The backups page over the real store. */
export function Backups({ store }: { store: Store }): JSX.Element {
  const backups = useStored(onBackups, () => store.backups.list())
  const settings = useStored(onSettings, () => store.settings.get())
  const inUse = useStored(onJobs, () => idsInUse(store))
  const lastRemoval = useStored(onBackups, () => store.backups.lastRemoval())
  const [persisted, persist] = usePersisted()
  const loss = useLoss(store)
  const [said, setSaid] = useState(NOTHING_SAID)
  const asking = useAsking(store, () => setSaid({ problem: null, done: t("restore_started") }))
  const run = (work: () => Promise<Said>): void => {
    setSaid(NOTHING_SAID)
    void work()
      .catch(() => ({ problem: unwritten(), done: null }))
      .then(setSaid)
  }
  return (
    <>
      <BackupsView
        {...said}
        problem={said.problem ?? asking.problem}
        loss={loss}
        backups={backups}
        settings={settings}
        inUse={inUse ?? new Set()}
        lastRemoval={lastRemoval}
        persisted={persisted}
        now={Date.now()}
        onPersist={persist}
        onExport={(backup) => run(() => exportBackup(store, backup))}
        onImport={(text) => run(() => importBackup(store, text))}
        onDelete={(backup) => run(() => removeBackup(store, backup))}
        onOptions={() => void send("open", { screen: "options" }).catch(() => undefined)}
        actionsFor={({ id }) => (
          <Button
            kind="primary"
            disabled={asking.reading !== null}
            onClick={() => asking.ask({ kind: "restore", backupId: id, tags: null })}
          >
            {t("restore")}
          </Button>
        )}
      />
      {asking.draft && (
        <DraftQuestion
          key={asking.draft.draftId}
          draft={asking.draft}
          onStarted={asking.onStarted}
          onCancel={asking.onCancel}
        />
      )}
    </>
  )
}

/** Of jobs that are not finished. */
async function idsInUse(store: Store): Promise<ReadonlySet<string>> {
  return new Set((await store.jobs.open()).flatMap(({ id, backupId }) => [id, backupId ?? id]))
}

async function exportBackup(store: Store, backup: Backup): Promise<Said> {
  const tags = await store.backups.tags(backup.id)
  if (!tags) return { problem: damaged(), done: null }
  download(fileName(backup), "application/json", fileText(backup, tags, Date.now()))
  return NOTHING_SAID
}

async function importBackup(store: Store, text: string): Promise<Said> {
  const read = readFile(text, Date.now())
  if (!read.ok) return { problem: refused(read.why), done: null }
  const { backup } = read.value
  const isNew = await store.backups.take(read.value)
  const words = isNew ? "backup_imported" : "backup_known"
  return { problem: null, done: tn(words, backup.tagCount, backup.module.pluralLabel) }
}

async function removeBackup(store: Store, backup: Backup): Promise<Said> {
  await store.backups.remove(backup.id)
  return { problem: null, done: tn("backup_deleted", backup.tagCount, backup.module.pluralLabel) }
}

type Why = Extract<FileReading, { ok: false }>["why"]

const problem = (kind: string, happened: string, remedy: string): Problem => ({
  ...{ kind, happened, unchanged: t("backups_unchanged"), remedy, action: "none" },
})
const REFUSALS = {
  foreign: ["backup_file_foreign", "backup_file_foreign_remedy"],
  newer: ["backup_file_newer", "backup_file_newer_remedy"],
  damaged: ["backup_file_damaged", "backup_file_damaged_remedy"],
} as const satisfies Record<Why, readonly string[]>

const refused = (why: Why): Problem => problem(why, t(REFUSALS[why][0]), t(REFUSALS[why][1]))
const damaged = (): Problem => problem("damaged", t("backup_damaged"), t("backup_damaged_remedy"))
const unwritten = (): Problem => problem("unwritten", t("backup_unstored"), t("backup_unwritten_remedy"))
