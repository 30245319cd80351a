import { writeFile } from "node:fs/promises"
import * as v from "valibot"
import { callSource, type ContextMenuEntry, type Locator, type Named, type Tab, type View } from "../driver"
import { keyboard, mouseClick, strokes } from "./keys"
import { FirefoxLocator, perform, roleStep, textStep } from "./locator"
import { frameIn, runAsync, type FirefoxSession } from "./session"

const frame = v.object({
  outerWidth: v.number(),
  outerHeight: v.number(),
  innerWidth: v.number(),
  innerHeight: v.number(),
})

/** Chooses an entry of the context menu, in the browser's own window, once it is open and has it. */
const PICK = `
  const { document, setTimeout } = Services.wm.getMostRecentWindow("navigator:browser")
  const menu = document.getElementById("contentAreaContextMenu")
  for (let look = 0; look < 100; look++) {
    const item = [...menu.querySelectorAll("menuitem")].find(({ label }) => label === arguments[0])
    if (menu.state === "open" && item) return void menu.activateItem(item)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error("no such entry in a menu that is " + menu.state)`

export class FirefoxTab implements Tab {
  constructor(
    private readonly session: FirefoxSession,
    readonly handle: string,
  ) {}

  async goto(url: string): Promise<void> {
    await this.session.inWindow(this.handle, true, (marionette) =>
      marionette.send("WebDriver:Navigate", { url }),
    )
  }

  async reload(): Promise<void> {
    await this.session.inWindow(this.handle, false, (marionette) => marionette.send("WebDriver:Refresh"))
  }

  async url(): Promise<string> {
    const url = await this.session.inWindow(this.handle, false, (marionette) =>
      marionette.send("WebDriver:GetCurrentURL"),
    )
    return v.parse(v.string(), url)
  }

  async close(): Promise<void> {
    await this.session.inWindow(this.handle, false, (marionette) => marionette.send("WebDriver:CloseWindow"))
  }

  async bringToFront(): Promise<void> {
    await this.session.inWindow(this.handle, true, async () => undefined)
  }

  async evaluate<R, A extends readonly unknown[]>(
    script: (...args: A) => R | Promise<R>,
    ...args: A
  ): Promise<R> {
    const body = `return ${callSource(script, args)}`
    return this.session.inWindow(this.handle, false, (marionette) =>
      runAsync(marionette, body, []),
    ) as Promise<R>
  }

  async clickAt(x: number, y: number): Promise<void> {
    const mouse = { type: "pointer", id: "mouse", parameters: { pointerType: "mouse" } }
    await perform(this.session, this.handle, [{ ...mouse, actions: mouseClick(x, y) }])
  }

  async press(key: string): Promise<void> {
    await perform(this.session, this.handle, [keyboard(strokes(key))])
  }

  async pickInContextMenu({ label }: ContextMenuEntry): Promise<void> {
    const mouse = { type: "pointer", id: "mouse", parameters: { pointerType: "mouse" } }
    await perform(this.session, this.handle, [{ ...mouse, actions: mouseClick(400, 300, 2) }])
    await this.session.privileged(PICK, label)
  }

  async screenshot(path: string): Promise<void> {
    const image = await this.session.inWindow(this.handle, true, (marionette) =>
      marionette.send("WebDriver:TakeScreenshot", { full: false, hash: false }),
    )
    await writeFile(path, Buffer.from(v.parse(v.string(), image), "base64"))
  }

  /** Resizes the window so that the page gets this size. Firefox windows are at least 450 px wide. */
  async setViewport(width: number, height: number): Promise<void> {
    const sizes = await this.evaluate(() => {
      const { outerWidth, outerHeight, innerWidth, innerHeight } = window
      return { outerWidth, outerHeight, innerWidth, innerHeight }
    })
    const { outerWidth, outerHeight, innerWidth, innerHeight } = v.parse(frame, sizes)
    const rect = { width: width + outerWidth - innerWidth, height: height + outerHeight - innerHeight }
    await this.session.resize(this.handle, rect)
  }

  /** Firefox has one scheme for all pages: 0 is dark, 1 light. */
  async setColorScheme(scheme: "light" | "dark"): Promise<void> {
    await this.session.privileged(
      `Services.prefs.setIntPref("layout.css.prefers-color-scheme.content-override", arguments[0])`,
      scheme === "dark" ? 0 : 1,
    )
  }

  frame(id: string): View {
    return new FirefoxTab(this.session, frameIn(this.handle, id))
  }

  getByRole(role: string, options?: Named): Locator {
    return new FirefoxLocator(this.session, this.handle, [roleStep(role, options)])
  }

  getByText(text: string | RegExp): Locator {
    return new FirefoxLocator(this.session, this.handle, [textStep(text)])
  }
}
