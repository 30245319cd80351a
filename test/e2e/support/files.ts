/** Files that go out of the extension's pages and into them. */
import type { Tab } from "./driver"
import { until } from "./poll"

/** Presses Export of the backup with that title, and gives the text that went to the downloads. */
export function exportedBy(page: Tab, title: string): Promise<string> {
  return downloadOf(page, () =>
    page.getByRole("listitem", { name: title }).getByRole("button", { name: "Export" }).click(),
  )
}

/** The text that goes to the downloads when `press` is done. */
export async function downloadOf(page: Tab, press: () => Promise<void>): Promise<string> {
  await page.evaluate(() => {
    // Not globalThis: in Firefox that is another one for each script that is run.
    const seen = window as Window & typeof globalThis & { exported?: string; isHeard?: boolean }
    delete seen.exported
    if (seen.isHeard) return
    seen.isHeard = true
    const make = seen.URL.createObjectURL.bind(seen.URL)
    seen.URL.createObjectURL = (blob: Blob) => {
      void blob.text().then((text) => (seen.exported = text))
      return make(blob)
    }
  })
  await press()
  return until("the exported file", async () => {
    const text = await page.evaluate(() => (window as { exported?: string }).exported ?? "")
    return text === "" ? undefined : text
  })
}

/** Drops a file of that text onto the text field with that name, as from the desktop. */
export async function dropOnto(page: Tab, name: string, text: string): Promise<void> {
  await page.evaluate(
    (label, content) => {
      const field = document.querySelector(`textarea[aria-label="${label}"]`)
      if (!field) throw new Error(`no field ${label}`)
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([content], "tags.csv", { type: "text/csv" }))
      for (const type of ["dragover", "drop"])
        field.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
    },
    name,
    text,
  )
}

/** Chooses a file of that text in the page's one file field, as the browser's dialog would. */
export async function importInto(page: Tab, text: string): Promise<void> {
  await page.evaluate((content) => {
    const field = document.querySelector<HTMLInputElement>("input[type=file]")
    if (!field) throw new Error("No file field")
    const chosen = new DataTransfer()
    chosen.items.add(new File([content], "backup.json", { type: "application/json" }))
    field.files = chosen.files
    field.dispatchEvent(new Event("change", { bubbles: true }))
  }, text)
}
