/** Deletions that are interrupted, and the resulting state at Zoho. */
import { afterEach, beforeAll, beforeEach, expect } from "vitest"
import type { Call, Sandbox, SeededOrg } from "../../sandbox"
import { connected } from "./account"
import { jobPatience, type BrowserName, type BrowserUnderTest } from "./driver"
import { jobInPopup, TagPage } from "./flows"
import { until } from "./poll"
import { stage } from "./stage"

/** Matches the API's addresses. */
export const massDelete = /\/mass_delete$/
export const tagList = /\/settings\/tags$/

export class Deletions {
  constructor(
    readonly sandbox: Sandbox,
    readonly browser: BrowserUnderTest,
    private readonly org: SeededOrg,
  ) {}

  /** Selects five of the module's six tags and confirms their deletion. */
  async confirmed(module: string): Promise<TagPage> {
    const page = await TagPage.open(this.browser, this.org.tagPageUrl(module))
    await page.selectModule(6)
    await page.tick(this.sandbox.zoho.tags(this.org.zgid, module)[0]?.name ?? "")
    await page.selected(5, 6)
    await page.deleteButton.click()
    await page.confirmation(5, module).agree()
    return page
  }

  posts(): Call[] {
    return this.sandbox.log.massDeletePosts()
  }

  polls(): Call[] {
    return this.sandbox.log.massDeletePolls()
  }

  lists(): Call[] {
    return this.sandbox.log.find({ method: "GET", path: tagList })
  }

  /** Expects the page to report all five as deleted, and Zoho to agree. */
  async expectDeleted(page: TagPage, module: string): Promise<void> {
    await page.result("5 deleted").waitFor({ timeout: jobPatience })
    this.#holds(module)
    await page.tab.close()
  }

  /** The same in the popup, if the page did not survive. */
  async expectDeletedInPopup(module: string): Promise<void> {
    const popup = await this.browser.openExtensionPage("popup.html")
    await jobInPopup(popup, module, 5).getByText("Completed").first().waitFor({ timeout: jobPatience })
    this.#holds(module)
    await popup.close()
  }

  /** Expects the confirmed tags to be gone, the others to remain, and nothing to be accepted twice. */
  #holds(module: string): void {
    expect(this.sandbox.zoho.tags(this.org.zgid, module)).toHaveLength(1)
    expect(this.posts().filter((call) => call.accepted)).toHaveLength(1)
  }
}

/** Waits until the sandbox has received such a call. */
export function waitForCall(
  what: string,
  calls: () => readonly Call[],
  fits: (call: Call) => boolean = () => true,
): Promise<Call> {
  return until(what, async () => calls().find(fits))
}

/** Sets the stage for all tests of a group, with six tags in each of the modules. */
export function deletionsIn(name: BrowserName, modules: readonly string[]): () => Deletions {
  let deletions: Deletions | undefined
  const current = (): Deletions => deletions ?? expect.fail("the stage is not set yet")

  beforeAll(async () => {
    const { sandbox, browser } = await stage(name)
    const tagsPerModule = Object.fromEntries(modules.map((module) => [module, 6]))
    const org = sandbox.zoho.seedOrg({ tagsPerModule })
    sandbox.zoho.setLayout("C")
    await connected(browser, sandbox, org)
    deletions = new Deletions(sandbox, browser, org)
  })

  beforeEach(() => current().sandbox.zoho.setJobLength(500))

  afterEach(() => {
    const { zoho, log } = current().sandbox
    zoho.faults.clear()
    log.clear()
  })
  return current
}
