/** Deletes all of a module's tags with a backup of their records, and restores them, as users do. */
import type { Sandbox, SeededOrg } from "../../sandbox"
import type { BrowserUnderTest, Locator, Tab } from "./driver"
import { accept, Confirmation, jobInPopup } from "./flows"

/** Time for a deletion with its backup, and for a restore (ms), while other browsers run. */
export const restorePatience = 120_000

/** What a restore must bring back: color and records by name. The IDs are new. */
export function stateOf(
  { zoho }: Sandbox,
  { zgid }: SeededOrg,
  module: string,
): Map<string, readonly (string | null)[]> {
  const carriers = new Map<string, string[]>()
  for (const record of zoho.records(zgid, module))
    for (const id of record.tagIds) {
      const ids = carriers.get(id)
      if (ids) ids.push(record.id)
      else carriers.set(id, [record.id])
    }
  return new Map(
    zoho
      .tags(zgid, module)
      .map(({ id, name, colorCode }) => [name, [colorCode, ...(carriers.get(id) ?? []).sort()]]),
  )
}

/** Deletes all tags of a module from the manager, with a backup that contains their records. */
export async function deleteAll(browser: BrowserUnderTest, module: string, count: number): Promise<void> {
  const manager = await browser.openExtensionPage("tabs/tags.html")
  await manager.getByRole("button", { name: "Refresh all modules" }).waitFor()
  await manager
    .getByRole("button", { name: new RegExp(`^${module}`) })
    .first()
    .click()
  await manager.getByRole("checkbox", { name: "Select all tags" }).click()
  await manager.getByRole("button", { name: "Delete selected tags" }).click()
  const question = new Confirmation(manager, count, module)
  const records = question.dialog.getByRole("checkbox", { name: "Back up which records have these tags" })
  if ((await records.checked()) !== true) {
    await records.click()
    await accept(browser)
  }
  await question.dialog.getByText(/names, colors and records\./).waitFor()
  await question.agree()
  const popup = await browser.openExtensionPage("popup.html")
  await jobInPopup(popup, module, count).getByText("Completed").first().waitFor({ timeout: restorePatience })
  for (const tab of [manager, popup]) await tab.close()
}

/** A backup on its page, by module and size. */
export function backupItem(backups: Tab, module: string, count: number): Locator {
  return backups.getByRole("listitem", { name: `${module}: ${count} tags` })
}

/** Starts to restore all of a backup, and grants the scopes at Zoho if needed. Returns the question. */
export async function askToRestore(
  browser: BrowserUnderTest,
  backups: Tab,
  module: string,
  count: number,
): Promise<Locator> {
  await backupItem(backups, module, count).getByRole("button", { name: "Restore" }).click()
  const question = backups.getByRole("alertdialog", { name: `Restore ${count} tags in ${module}?` })
  await question.waitFor()
  const allow = question.getByRole("button", { name: "Grant permission" })
  if ((await allow.count()) > 0) {
    await allow.click()
    await accept(browser)
    await allow.waitFor({ state: "hidden" })
  }
  return question
}

/** Confirms, and waits until the page shows the restore at its backup. */
export async function confirmRestore(question: Locator, backups: Tab, count: number): Promise<void> {
  await question.getByRole("button", { name: `Restore ${count} tags` }).click()
  await backups.getByText(new RegExp(`^Restored? in .*: ${count} tags$`)).waitFor()
}

/** A restore in the popup. */
export function restoreInPopup(popup: Tab, module: string, count: number): Locator {
  return popup.getByRole("listitem", { name: new RegExp(`^Restored? in ${module}: ${count} tags`) })
}
