import type { FrameLocator, Locator as PlaywrightLocator, Page } from "playwright-core"
import { patience, type Locator, type Named } from "../driver"

type Role = Parameters<Page["getByRole"]>[0]

/** Finds within a page or an element; names are exact, as `Named` says. */
export function byRole(
  within: Page | FrameLocator | PlaywrightLocator,
  role: string,
  { name }: Named = {},
): Locator {
  const options = name === undefined ? {} : { name, exact: true }
  return new ChromiumLocator(within.getByRole(role as Role, options))
}

export function byText(within: Page | FrameLocator | PlaywrightLocator, text: string | RegExp): Locator {
  return new ChromiumLocator(within.getByText(text, { exact: true }))
}

export class ChromiumLocator implements Locator {
  constructor(private readonly inner: PlaywrightLocator) {}

  getByRole(role: string, options?: Named): Locator {
    return byRole(this.inner, role, options)
  }

  getByText(text: string | RegExp): Locator {
    return byText(this.inner, text)
  }

  nth(index: number): Locator {
    return new ChromiumLocator(this.inner.nth(index))
  }

  first(): Locator {
    return this.nth(0)
  }

  async click(options: { readonly shift?: boolean } = {}): Promise<void> {
    try {
      await this.inner.click(options.shift ? { modifiers: ["Shift"] } : {})
    } catch (error) {
      // Playwright's log shows that the click was being made: the click itself closed the window, as Accept does.
      const hasClosed = /has been closed[^]*performing click action/.test(String(error))
      if (!hasClosed) throw error
    }
  }

  async fill(text: string): Promise<void> {
    await this.inner.fill(text)
  }

  async type(text: string): Promise<void> {
    await this.inner.pressSequentially(text)
  }

  async press(key: string): Promise<void> {
    await this.inner.press(key)
  }

  async focus(): Promise<void> {
    await this.inner.focus()
  }

  async selectOption(value: string): Promise<void> {
    await this.inner.selectOption(value)
  }

  async waitFor(
    options: { readonly state?: "visible" | "hidden"; readonly timeout?: number } = {},
  ): Promise<void> {
    await this.inner.waitFor({ state: options.state ?? "visible", timeout: options.timeout ?? patience })
  }

  async text(): Promise<string> {
    return ((await this.inner.textContent()) ?? "").replace(/\s+/g, " ").trim()
  }

  async value(): Promise<string> {
    return this.inner.inputValue()
  }

  async checked(): Promise<boolean | "mixed"> {
    return this.inner.evaluate((element) => {
      if (element instanceof HTMLInputElement) return element.indeterminate ? "mixed" : element.checked
      const aria = element.getAttribute("aria-checked")
      return aria === "mixed" ? "mixed" : aria === "true"
    })
  }

  async isDisabled(): Promise<boolean> {
    return this.inner.isDisabled()
  }

  async isFocused(): Promise<boolean> {
    return this.inner.evaluate((element) => {
      return (element.getRootNode() as Document | ShadowRoot).activeElement === element
    })
  }

  async attribute(name: string): Promise<string | null> {
    return this.inner.getAttribute(name)
  }

  async count(): Promise<number> {
    return this.inner.count()
  }
}
