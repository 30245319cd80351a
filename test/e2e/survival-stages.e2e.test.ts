/**
 * What a deletion lives through at its other stages: its background killed, the network gone, the sign-in run out.
 * Each ends with a true report and no tag sent twice.
 */
import { describe, it } from "vitest"
import { deletionsIn, heard, massDelete, tagList } from "./support/deletions"
import { chromiumUnlessRelease, forRelease } from "./support/launch"

describe.each(chromiumUnlessRelease)("a deletion in %s outlives", (name) => {
  // Killed at every call, jobs are in the simulation; some of these kills are in the other file.
  const itForRelease = it.each(forRelease(name))
  const deletions = deletionsIn(name, ["Leads", "Contacts", "Accounts", "Tasks", "Calls", "Products"])

  itForRelease("a kill before Zoho has seen the call", async () => {
    const { sandbox, browser } = deletions()
    sandbox.zoho.faults.add({ match: { method: "POST", path: massDelete }, fault: "drop-before" })
    const page = await deletions().confirmed("Leads")
    await heard("the call", () => deletions().posts())
    await browser.terminateBackground()
    await deletions().endsWell(page, "Leads")
  })

  it("an answer that is lost, while bar and popup say that it is looked for what Zoho did, and when again", async () => {
    const { sandbox, browser } = deletions()
    sandbox.zoho.setJobLength(5_000)
    // A browser sends a call again by itself, several times where it has several connections.
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
    await deletions().endsWell(page, "Products")
  })

  itForRelease("a kill while it asks for the job's status", async () => {
    const { sandbox, browser } = deletions()
    sandbox.zoho.setJobLength(2500)
    const page = await deletions().confirmed("Contacts")
    await heard("a question", () => deletions().polls())
    await browser.terminateBackground()
    await deletions().endsWell(page, "Contacts")
  })

  itForRelease("a kill while it looks what is gone", async () => {
    const { sandbox, browser } = deletions()
    sandbox.zoho.setJobLength(0)
    const page = await deletions().confirmed("Accounts")
    const answered = ({ status }: { readonly status: number | undefined }): boolean => status !== undefined
    await heard("the call", () => deletions().posts(), answered)
    sandbox.zoho.faults.add({ match: { method: "GET", path: tagList }, fault: { delayMs: 60_000 } })
    await heard(
      "the look",
      () => deletions().lists(),
      (call) => !answered(call),
    )
    await browser.terminateBackground()
    await deletions().endsWell(page, "Accounts")
  })

  it("the network going and coming back", async () => {
    const { sandbox } = deletions()
    sandbox.zoho.setJobLength(1000)
    const page = await deletions().confirmed("Tasks")
    await heard(
      "the call",
      () => deletions().posts(),
      ({ status }) => status !== undefined,
    )
    const removeFault = sandbox.zoho.faults.add({
      match: { host: /zohoapis/, count: Infinity },
      fault: "drop-before",
    })
    await heard(
      "a call that is cut",
      () => deletions().polls(),
      (call) => !call.accepted,
    )
    await page.bar.getByText(/^The last call didn’t get through\./).waitFor()
    removeFault()
    await deletions().endsWell(page, "Tasks")
  })

  it("a sign-in that runs out on the way", async () => {
    const { sandbox } = deletions()
    sandbox.zoho.setJobLength(1000)
    const page = await deletions().confirmed("Calls")
    await heard(
      "the call",
      () => deletions().posts(),
      ({ status }) => status !== undefined,
    )
    sandbox.zoho.expireTokens()
    await heard(
      "a refusal",
      () => deletions().polls(),
      (call) => call.status === 401,
    )
    await deletions().endsWell(page, "Calls")
  })
})
