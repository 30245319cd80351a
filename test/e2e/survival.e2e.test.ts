/**
 * Interruptions of a deletion that depend on the browser: a killed background, a closed browser, an updated extension.
 * Each ends with a true report and no tag sent twice.
 */
import { describe, expect, it } from "vitest"
import { deletionsIn, waitForCall, massDelete } from "./support/deletions"
import { setInStore } from "./support/flows"
import { browsers, whereTested } from "./support/launch"

describe.each(browsers)("a deletion in %s survives", (name) => {
  const itHere = it.each(whereTested(name))
  const deletions = deletionsIn(name, ["Quotes", "Invoices", "Deals", "Products", "Vendors"])

  it("a kill in the countdown, before anything was sent", async () => {
    const { browser } = deletions()
    const ours = await browser.openExtensionPage("manifest.json")
    await setInStore(ours, { graceSeconds: 4 })
    const page = await deletions().confirmed("Quotes")
    await page.progress(5).waitFor()
    await browser.terminateBackground()
    expect(deletions().posts()).toEqual([])
    await deletions().expectDeleted(page, "Quotes")
    await setInStore(ours, { graceSeconds: 0 })
    await ours.close()
  })

  itHere("a kill while the call is in flight, which Zoho accepts only afterwards", async () => {
    const { sandbox, browser } = deletions()
    let arrive = (): void => undefined
    const arrives = new Promise<void>((resolve) => (arrive = resolve))
    sandbox.zoho.faults.add({ match: { method: "POST", path: massDelete }, fault: { arrives } })
    const page = await deletions().confirmed("Invoices")
    await waitForCall("the call", () => deletions().posts())
    const { time } = sandbox.log.calls.at(-1) ?? expect.fail("no call")
    await browser.terminateBackground()
    await waitForCall(
      "a re-read by the next worker",
      () => deletions().lists(),
      (call) => call.time > time,
    )
    arrive()
    await deletions().expectDeleted(page, "Invoices")
  })

  it("a kill after Zoho has accepted the call, before the job's ID is known", async () => {
    const { sandbox, browser } = deletions()
    sandbox.zoho.faults.add({ match: { method: "POST", path: massDelete }, fault: { delayMs: 60_000 } })
    const page = await deletions().confirmed("Deals")
    await waitForCall("the call", () => deletions().posts())
    await browser.terminateBackground()
    await deletions().expectDeleted(page, "Deals")
  })

  it("a restart of the browser", async () => {
    const { sandbox, browser } = deletions()
    sandbox.zoho.setJobLength(3000)
    await deletions().confirmed("Products")
    await waitForCall("a status call", () => deletions().polls())
    await browser.restart()
    await deletions().expectDeletedInPopup("Products")
  })

  it("an update of the extension", async () => {
    const { sandbox, browser } = deletions()
    sandbox.zoho.setJobLength(3000)
    await deletions().confirmed("Vendors")
    await waitForCall("a status call", () => deletions().polls())
    await browser.reloadExtension()
    await deletions().expectDeletedInPopup("Vendors")
  })
})
