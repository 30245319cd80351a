/** Our pages without their storage, and after it was lost. */
import { render } from "preact"
import { backupsStyles } from "../../src/backups/app"
import { BackupsView } from "../../src/backups/view"
import { managerStyles } from "../../src/manager/styles"
import { optionsStyles } from "../../src/options/app"
import { popupStyles } from "../../src/popup/app"
import type { StorageFault } from "../../src/storage/database"
import { DEFAULTS } from "../../src/storage/settings"
import { LossNotice, NoStorage } from "../../src/ui/own-page"
import { adoptStyles } from "../../src/ui/styles"
import * as f from "./fixtures"

type Story = () => void

const nothing = (): void => undefined
const root = (): HTMLElement => document.getElementById("__plasmo")!

const without =
  (fault: StorageFault, styles: string): Story =>
  () => {
    adoptStyles(document, styles)
    render(<NoStorage fault={fault} onRetry={nothing} />, root())
  }

export const storageStories: Readonly<Record<string, Story>> = {
  "popup-storage-full": without("full", popupStyles),
  "popup-storage-newer": without("newer", popupStyles),
  "options-storage-refused": without("refused", optionsStyles),
  "manager-storage-newer": without("newer", managerStyles),
  "backups-lost": () => {
    adoptStyles(document, backupsStyles)
    render(
      <BackupsView
        backups={[]}
        settings={DEFAULTS}
        names={new Map()}
        jobs={[]}
        isAsking={false}
        open={f.openJob()}
        on={f.jobActs}
        lastRemoval={undefined}
        problem={null}
        done={null}
        loss={<LossNotice onKnown={nothing} />}
        now={f.NOW}
        onImport={nothing}
        onExport={nothing}
        onDelete={nothing}
        onOptions={nothing}
      />,
      root(),
    )
  },
}
