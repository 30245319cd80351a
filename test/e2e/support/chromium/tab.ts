import type { Page } from "playwright-core"
import { callSource, type Locator, type Named, type Tab } from "../driver"
import { byRole, byText } from "./locator"

export class ChromiumTab implements Tab {
  constructor(readonly page: Page) {}

  async goto(url: string): Promise<void> {
    await this.page.goto(url)
  }

  async reload(): Promise<void> {
    await this.page.reload()
  }

  async url(): Promise<string> {
    return this.page.url()
  }

  async close(): Promise<void> {
    await this.page.close()
  }

  async bringToFront(): Promise<void> {
    await this.page.bringToFront()
  }

  async evaluate<R, A extends readonly unknown[]>(
    script: (...args: A) => R | Promise<R>,
    ...args: A
  ): Promise<R> {
    // As source, so that nothing of the test runner's transforms is looked for in the page.
    return this.page.evaluate<R>(callSource(script, args))
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key)
  }

  async screenshot(path: string): Promise<void> {
    await this.page.screenshot({ path })
  }

  async setViewport(width: number, height: number): Promise<void> {
    await this.page.setViewportSize({ width, height })
  }

  async setColorScheme(scheme: "light" | "dark"): Promise<void> {
    await this.page.emulateMedia({ colorScheme: scheme })
  }

  getByRole(role: string, options?: Named): Locator {
    return byRole(this.page, role, options)
  }

  getByText(text: string | RegExp): Locator {
    return byText(this.page, text)
  }
}
