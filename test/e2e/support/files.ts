/** Files that leave the extension's pages or enter them. */
import type { Tab } from "./driver"
import { until } from "./poll"

/** Presses Export of the backup with that title, and returns the downloaded text. */
export function exportedBy(page: Tab, title: string): Promise<string> {
  return downloadOf(page, () =>
    page.getByRole("listitem", { name: title }).getByRole("button", { name: "Export" }).click(),
  )
}

/** The text that is downloaded when `press` runs. */
export async function downloadOf(page: Tab, press: () => Promise<void>): Promise<string> {
  await page.evaluate(() => {
    // Not globalThis, which in Firefox differs for each script.
    const seen = window as Window & typeof globalThis & { exported?: string; isListening?: boolean }
    delete seen.exported
    if (seen.isListening) return
    seen.isListening = true
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

/** Drops a file with that text onto the text field with that name, as from the desktop. */
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

/** Chooses a file with that text in the page's only file field, as the browser's dialog would. */
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
