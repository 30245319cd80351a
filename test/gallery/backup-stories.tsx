/** Every state of the backups page. */
import { render } from "preact"
import * as v from "valibot"
import type { Backup } from "../../src/backup/backup"
import { backupsStyles } from "../../src/backups/app"
import { BackupsView, type BackupsViewProps } from "../../src/backups/view"
import { t } from "../../src/i18n/translate"
import { settingsSchema } from "../../src/storage/settings"
import { adoptStyles } from "../../src/ui/styles"
import { backup, HOUR } from "./backup-fixtures"
import * as f from "./fixtures"
import { job } from "./job-fixtures"
import { restoredWithProblems, restoring, waitingForRoom } from "./restore-fixtures"

type Story = () => void

const nothing = (): void => undefined
const backups: readonly Backup[] = [
  backup("1", 0, { holds: "records", complete: false, tagCount: 12, module: f.leads }),
  backup("2", 3, { holds: "records", recordCount: 1_234, bytes: 61_000 }),
  backup("3", 30, { tagCount: 1, org: f.sandbox, bytes: 420 }),
  backup("4", 24 * 12, {
    ...{ holds: "records", recordCount: 12_000, partialTags: 3, bytes: 3_410_000 },
    ...{ module: f.leads, converted: "unread" },
  }),
  backup("5", 24 * 40, { origin: "file", org: f.longOrg, tagCount: 450, bytes: 180_000 }),
]

const NAMES = new Map(
  backups.map(({ id, tagCount }) => [
    id,
    ["VIP Berlin", "Messe 2024", "見込み客", "עסקה חמה", "Legal", "Hot", "Cold"].slice(0, tagCount),
  ]),
)

const page =
  (more: Partial<BackupsViewProps>): Story =>
  () => {
    adoptStyles(document, backupsStyles)
    render(
      <BackupsView
        backups={backups}
        settings={v.parse(settingsSchema, {})}
        names={NAMES}
        jobs={[job("1", "waiting", 0)]}
        isAsking={false}
        lastRemoval={undefined}
        problem={null}
        done={null}
        now={f.NOW}
        onImport={nothing}
        open={f.openJob()}
        on={f.jobActs}
        onExport={nothing}
        onDelete={nothing}
        onOptions={nothing}
        {...more}
      />,
      document.getElementById("__plasmo")!,
    )
  }

export const backupStories: Readonly<Record<string, Story>> = {
  "backups-loading": page({ backups: undefined, settings: undefined }),
  "backups-none": page({ backups: [] }),
  "backups-list": page({ lastRemoval: { at: f.NOW - 30 * HOUR, count: 2, forSize: true } }),
  "backups-asking": page({ backups: backups.slice(1, 3) }),
  "backups-in-use": page({ backups: backups.slice(1, 2), jobs: [job("2", "running", 1)] }),
  "backups-restoring": page({
    backups: backups.slice(1, 4),
    jobs: [
      { ...restoring().job, backupId: "2" },
      { ...restoredWithProblems().job, backupId: "3" },
      { ...waitingForRoom().job, backupId: "4" },
      job("2", "completed", 200, { tags: f.counts({ done: 37 }) }),
    ],
  }),
  "backups-nothing-deleted": page({ backups: backups.slice(1, 2), jobs: [job("2", "cancelled", 200)] }),
  "backups-imported": page({ backups: backups.slice(4), done: t("backup_imported") }),
  "backups-problem": page({
    backups: backups.slice(1, 2),
    problem: {
      ...{ kind: "damaged", action: "none", unchanged: t("unchanged_nothing") },
      happened: t("backup_file_foreign"),
      remedy: t("backup_file_foreign_remedy"),
    },
  }),
  "backups-off": page({
    backups: backups.slice(2, 3),
    settings: { ...v.parse(settingsSchema, {}), backups: false },
  }),
}
