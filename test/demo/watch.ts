/** Builds again after each change of what the extension is made from, for whoever has it loaded. */
import { watch } from "node:fs"
import { buildFolder, buildWithPlasmo } from "../../.ci/plasmo"
import type { Target } from "../../.ci/profile"

/** An editor that saves several files has a moment (ms) for it. */
const SETTLED_AFTER = 200

/** @param onBuilt called with the folder of each build that went well; the next one waits for it */
export function rebuildOnChange(target: Target, onBuilt: (folder: string) => Promise<void>): void {
  async function rebuild(): Promise<void> {
    const complaints = await buildWithPlasmo(target).catch((error: unknown) => [String(error)])
    for (const complaint of complaints) console.error(complaint)
    if (complaints.length === 0) await onBuilt(buildFolder(target))
  }
  let building = Promise.resolve()
  let due: NodeJS.Timeout | undefined
  for (const folder of ["src", "assets/_locales"]) {
    watch(folder, { recursive: true, persistent: false }, () => {
      clearTimeout(due)
      due = setTimeout(() => void (building = building.then(rebuild).catch(console.error)), SETTLED_AFTER)
    })
  }
}
