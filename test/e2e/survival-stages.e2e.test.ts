/**
 * Interruptions of a deletion at other stages: a killed background, a lost network, an expired sign-in.
 * Each ends with a true report and no tag sent twice.
 */
import { describe, it } from "vitest"
import { deletionsIn, waitForCall, massDelete, tagList } from "./support/deletions"
import { chromiumUnlessRelease, forRelease } from "./support/launch"

describe.each(chromiumUnlessRelease)("a deletion in %s survives", (name) => {
  // The simulation kills jobs at every call; some of these kills are in the other file.
  const itForRelease = it.each(forRelease(name))
  const deletions = deletionsIn(name, ["Leads", "Contacts", "Accounts", "Tasks", "Calls", "Products"])

  itForRelease("a kill before Zoho has seen the call", async () => {
    const { sandbox, browser } = deletions()
    sandbox.zoho.faults.add({ match: { method: "POST", path: massDelete }, fault: "drop-before" })
    const page = await deletions().confirmed("Leads")
    await waitForCall("the call", () => deletions().posts())
    await browser.terminateBackground()
    await deletions().expectDeleted(page, "Leads")
  })

  it("a lost answer, while bar and popup say that Zoho is being checked, and when next", async () => {
    const { sandbox, browser } = deletions()
    sandbox.zoho.setJobLength(5_000)
    // Browsers repeat a call automatically, several times with several connections.
    const removeFault = sandbox.zoho.faults.add({
      match: { method: "POST", path: massDelete, count: Infinity },
      fault: "drop-before",
    })
    const page = await deletions().confirmed("Products")
    await page.bar.getByText(/^Zoho didn’t answer\. Checking what it did\./).waitFor()
    const popup = await browser.openExtensionPage("popup.html")
    await popup.getByText(/^Zoho didn’t answer\. Checking what it did\. Next try in \d+ s\.$/).waitFor()
    removeFault()
    await popup.getByText(/^Zoho is working: 0:0\d$/).waitFor()
    await popup.close()
    await deletions().expectDeleted(page, "Products")
  })

  itForRelease("a kill during a status call", async () => {
    const { sandbox, browser } = deletions()
    sandbox.zoho.setJobLength(2500)
    const page = await deletions().confirmed("Contacts")
    await waitForCall("a status call", () => deletions().polls())
    await browser.terminateBackground()
    await deletions().expectDeleted(page, "Contacts")
  })

  itForRelease("a kill during a re-read", async () => {
    const { sandbox, browser } = deletions()
    sandbox.zoho.setJobLength(0)
    const page = await deletions().confirmed("Accounts")
    const answered = ({ status }: { readonly status: number | undefined }): boolean => status !== undefined
    await waitForCall("the call", () => deletions().posts(), answered)
    sandbox.zoho.faults.add({ match: { method: "GET", path: tagList }, fault: { delayMs: 60_000 } })
    await waitForCall(
      "the look",
      () => deletions().lists(),
      (call) => !answered(call),
    )
    await browser.terminateBackground()
    await deletions().expectDeleted(page, "Accounts")
  })

  it("the network going and coming back", async () => {
    const { sandbox } = deletions()
    sandbox.zoho.setJobLength(1000)
    const page = await deletions().confirmed("Tasks")
    await waitForCall(
      "the call",
      () => deletions().posts(),
      ({ status }) => status !== undefined,
    )
    const removeFault = sandbox.zoho.faults.add({
      match: { host: /zohoapis/, count: Infinity },
      fault: "drop-before",
    })
    await waitForCall(
      "a call that is cut",
      () => deletions().polls(),
      (call) => !call.accepted,
    )
    await page.bar.getByText(/^The last call didn’t get through\./).waitFor()
    removeFault()
    await deletions().expectDeleted(page, "Tasks")
  })

  it("a sign-in that expires on the way", async () => {
    const { sandbox } = deletions()
    sandbox.zoho.setJobLength(1000)
    const page = await deletions().confirmed("Calls")
    await waitForCall(
      "the call",
      () => deletions().posts(),
      ({ status }) => status !== undefined,
    )
    sandbox.zoho.expireTokens()
    await waitForCall(
      "a refusal",
      () => deletions().polls(),
      (call) => call.status === 401,
    )
    await deletions().expectDeleted(page, "Calls")
  })
})
