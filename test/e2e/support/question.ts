/** The content of our window that asks: found once that window is open, and gone when it closes. */
import { patience, type BrowserUnderTest, type Locator, type Named, type Tab } from "./driver"
import { until } from "./poll"

export function isQuestionWindow(url: string): boolean {
  return url.includes("/tabs/confirm.html")
}

/** The question's window, if one is open now. */
export async function openQuestion(browser: BrowserUnderTest): Promise<Tab | undefined> {
  for (const tab of await browser.tabs()) {
    // A window may close while its address is read.
    const url = await tab.url().catch(() => "")
    if (isQuestionWindow(url)) return tab
  }
  return undefined
}

export async function questionGone(browser: BrowserUnderTest, timeout = patience): Promise<void> {
  await until(
    "the end of the question",
    async () => ((await openQuestion(browser)) ? undefined : true),
    timeout,
  )
}

/** An element of the question, looked up when it is used. */
export class InQuestion implements Locator {
  constructor(
    private readonly browser: BrowserUnderTest,
    private readonly within: (tab: Tab) => Locator,
  ) {}

  async #there(timeout?: number): Promise<Locator> {
    return this.within(await this.browser.waitForTab(isQuestionWindow, timeout))
  }

  #inner(find: (locator: Locator) => Locator): Locator {
    return new InQuestion(this.browser, (tab) => find(this.within(tab)))
  }

  getByRole(role: string, options?: Named): Locator {
    return this.#inner((locator) => locator.getByRole(role, options))
  }

  getByText(text: string | RegExp): Locator {
    return this.#inner((locator) => locator.getByText(text))
  }

  nth(index: number): Locator {
    return this.#inner((locator) => locator.nth(index))
  }

  first(): Locator {
    return this.#inner((locator) => locator.first())
  }

  async click(options?: { readonly shift?: boolean }): Promise<void> {
    await (await this.#there()).click(options)
  }

  async fill(text: string): Promise<void> {
    await (await this.#there()).fill(text)
  }

  async type(text: string): Promise<void> {
    await (await this.#there()).type(text)
  }

  async press(key: string): Promise<void> {
    await (await this.#there()).press(key)
  }

  async focus(): Promise<void> {
    await (await this.#there()).focus()
  }

  async selectOption(value: string): Promise<void> {
    await (await this.#there()).selectOption(value)
  }

  async waitFor(
    options: { readonly state?: "visible" | "hidden"; readonly timeout?: number } = {},
  ): Promise<void> {
    const { state = "visible", timeout } = options
    if (state === "visible") await (await this.#there(timeout)).waitFor(options)
    else
      await until(
        "the end of an element",
        async () => ((await this.count().catch(() => 0)) === 0 ? true : undefined),
        timeout,
      )
  }

  async text(): Promise<string> {
    return (await this.#there()).text()
  }

  async value(): Promise<string> {
    return (await this.#there()).value()
  }

  async checked(): Promise<boolean | "mixed"> {
    return (await this.#there()).checked()
  }

  async isDisabled(): Promise<boolean> {
    return (await this.#there()).isDisabled()
  }

  async isFocused(): Promise<boolean> {
    return (await this.#there()).isFocused()
  }

  async attribute(name: string): Promise<string | null> {
    return (await this.#there()).attribute(name)
  }

  async count(): Promise<number> {
    const tab = await openQuestion(this.browser)
    return tab ? this.within(tab).count() : 0
  }
}

/** Runs on one of our pages: makes all drafts ten minutes older. Returns how many there are. */
export async function ageDrafts(): Promise<number> {
  interface Kept {
    readonly draft: object
  }
  const opening = indexedDB.open("tagsweep")
  await new Promise((resolve) => (opening.onsuccess = resolve))
  const work = opening.result.transaction("drafts", "readwrite")
  const all = work.objectStore("drafts").getAll() as IDBRequest<Kept[]>
  all.onsuccess = () => {
    const expiresAt = Date.now() - 1
    for (const kept of all.result)
      work.objectStore("drafts").put({ ...kept, draft: { ...kept.draft, expiresAt } })
  }
  await new Promise((resolve) => (work.oncomplete = resolve))
  opening.result.close()
  return all.result.length
}
