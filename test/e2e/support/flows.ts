/** What users do with Tagsweep, step by step; shared by the specs and the demo. */
import type { Client, Sandbox, SeededOrg } from "../../sandbox"
import type { BrowserUnderTest, Locator, Tab, View } from "./driver"
import { until } from "./poll"
import { InQuestion, isQuestionWindow } from "./question"
import { revealRow } from "./zoho-page"

/** Whether an address is Zoho's consent page, where a user allows or refuses access. */
export function isConsentPage(url: string): boolean {
  return /^https:\/\/accounts\.[^/]+\/oauth\/v2\/auth/.test(url)
}

/** The address that the options page tells the user to register at Zoho. */
export async function redirectUrl(options: Tab): Promise<string> {
  const field = options.getByRole("textbox", { name: "Authorized redirect URI" })
  await field.waitFor()
  return until("the redirect URL", async () => (await field.value()) || undefined)
}

/** Registers a client-based client at the sandbox, as the options page explains. */
export async function registerClient(sandbox: Sandbox, options: Tab): Promise<Client> {
  const redirect = await redirectUrl(options)
  return sandbox.zoho.registerClient({
    redirectUris: [redirect],
    javascriptDomains: [new URL(redirect).origin],
  })
}

/** Fills in the client and presses Connect; Zoho's window opens next. */
export async function askToConnect(options: Tab, clientId: string): Promise<void> {
  await options.getByRole("textbox", { name: "Client ID" }).fill(clientId)
  await options.getByRole("button", { name: "Connect" }).click()
}

/** Zoho's consent page in the window that launchWebAuthFlow opened. */
export async function consentPage(browser: BrowserUnderTest): Promise<Tab> {
  return browser.waitForTab(isConsentPage)
}

export async function accept(browser: BrowserUnderTest): Promise<void> {
  const consent = await consentPage(browser)
  await consent.getByRole("button", { name: "Accept" }).click()
}

/** Connects the org from the options page, with a new client. */
export async function connect(browser: BrowserUnderTest, sandbox: Sandbox, org: SeededOrg): Promise<Client> {
  const options = await browser.openExtensionPage("options.html")
  const client = await registerClient(sandbox, options)
  await askToConnect(options, client.clientId)
  await accept(browser)
  await options.getByRole("status", { name: `Connected to ${org.name}` }).waitFor()
  await setInStore(options, { graceSeconds: 0 })
  await options.close()
  return client
}

/**
 * Changes settings as the settings screen would, without using it: most specs start after the countdown.
 * @param own one of the extension's pages
 */
export async function setInStore(own: Tab, patch: Readonly<Record<string, unknown>>): Promise<void> {
  await own.evaluate(
    (change) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open("tagsweep")
        opening.onerror = () => reject(new Error("The database does not open"))
        opening.onsuccess = () => {
          const work = opening.result.transaction("settings", "readwrite")
          const store = work.objectStore("settings")
          const before = store.get("user")
          before.onsuccess = () => store.put({ ...(before.result as object | undefined), ...change }, "user")
          work.oncomplete = () => {
            opening.result.close()
            resolve()
          }
        }
      }),
    patch,
  )
}

/** Tagsweep on a tag page, once it has appeared there. */
export class TagPage<V extends View = Tab> {
  readonly bar: Locator

  constructor(
    readonly tab: V,
    private readonly browser: BrowserUnderTest,
  ) {
    this.bar = tab.getByRole("toolbar", { name: "Tagsweep" })
  }

  static async open(browser: BrowserUnderTest, url: string): Promise<TagPage> {
    const page = new TagPage<Tab>(await browser.open(url), browser)
    await page.bar.waitFor()
    return page
  }

  get selectAll(): Locator {
    return this.tab.getByRole("checkbox", { name: "Select all tags" })
  }

  /** Selects what the list does not show, after everything that it shows. */
  selectRest(total: number): Locator {
    return this.bar.getByRole("button", { name: `Select all ${tags(total)}` })
  }

  /** Selects all of the module's tags: those in the list, then the others if it shows only some. */
  async selectModule(total: number): Promise<void> {
    const all = this.tab.getByRole("status", { name: `${total} of ${total} selected` })
    const rest = this.selectRest(total)
    // If all tags in the list are gone, there is only the second step.
    if ((await rest.count()) === 0) await this.selectAll.click()
    await until("all tags, or a second step to them", async () =>
      (await all.count()) + (await rest.count()) > 0 ? true : undefined,
    )
    if ((await rest.count()) > 0) await rest.click()
    await this.selected(total, total)
  }

  get deleteButton(): Locator {
    return this.bar.getByRole("button", { name: "Delete selected tags" })
  }

  box(tagName: string): Locator {
    return this.tab.getByRole("checkbox", { name: `Select tag ${tagName}` })
  }

  /** Clicks the box that Tagsweep draws at a tag's row. */
  async tick(tagName: string, options: { readonly shift?: boolean } = {}): Promise<void> {
    await revealRow(this.tab, tagName)
    await this.box(tagName).click(options)
  }

  /** Waits until the bar shows this selection. */
  async selected(count: number, of: number): Promise<void> {
    const says = `${count} of ${of} selected`
    try {
      await this.tab.getByRole("status", { name: says }).waitFor()
    } catch (cause) {
      const bar = (await this.bar.count()) > 0 ? await this.bar.text() : "no bar"
      throw new Error(`The bar never said "${says}"; it shows: ${bar}`, { cause })
    }
  }

  confirmation(count: number, module: string): Confirmation {
    return new Confirmation(this.browser, count, module)
  }

  progress(count: number): Locator {
    return this.tab.getByRole("progressbar", { name: `Deleting ${tags(count)}` })
  }

  result(text: string): Locator {
    return this.tab.getByRole("status", { name: text })
  }
}

export function tags(count: number): string {
  return count === 1 ? "1 tag" : `${count} tags`
}

/** Above this number, the dialog requires it to be typed. */
export const typedAbove = 20

/** The question between a selection and its deletion, in its own window or on one of our pages. */
export class Confirmation {
  readonly dialog: Locator

  /** @param where our page that asks, or the browser if the question has its own window */
  constructor(
    private readonly where: View | BrowserUnderTest,
    private readonly count: number,
    module: string,
  ) {
    const name = `Delete ${tags(count)} from ${module}?`
    const find = (view: View): Locator => view.getByRole("alertdialog", { name })
    this.dialog = "waitForTab" in where ? new InQuestion(where, find) : find(where)
  }

  /** The window that asks. */
  async tab(): Promise<Tab> {
    if (!("waitForTab" in this.where)) throw new Error("this question has no window of its own")
    return this.where.waitForTab(isQuestionWindow)
  }

  get cancel(): Locator {
    return this.dialog.getByRole("button", { name: "Cancel" })
  }

  get confirm(): Locator {
    return this.dialog.getByRole("button", { name: `Delete ${tags(this.count)}` })
  }

  get typed(): Locator {
    return this.dialog.getByRole("textbox", { name: `Type ${this.count} to confirm` })
  }

  /** Types the number if it is required, and confirms. */
  async agree(): Promise<void> {
    await this.dialog.waitFor()
    if (this.count > typedAbove) await this.typed.fill(String(this.count))
    await this.confirm.click()
  }
}

/** A job in the popup, by the beginning of its text; the newest of that size. */
export function jobInPopup(popup: Tab, module: string, count: number): Locator {
  const begins = new RegExp(`^Deleted? from ${module}: ${tags(count)}`)
  return popup.getByRole("list", { name: "Recent jobs" }).getByRole("listitem", { name: begins }).first()
}
