import { readFile } from "node:fs/promises"
import * as v from "valibot"
import { finderScript } from "../in-page/bundle"
import type { Answer, Question } from "../in-page/entry"
import type { Step } from "../in-page/find"
import type { InputAction } from "./keys"
import { MarionetteError, type Marionette } from "./marionette"

const handles = v.array(v.string())
/** The only key is WebDriver's own: https://www.w3.org/TR/webdriver2/#elements */
const foundElement = v.record(v.string(), v.string())
const newWindow = v.object({ handle: v.string() })

const ANSWER = "return globalThis.finder ? finder.answer(...arguments) : null"

/**
 * Marionette has one current window and one current context, so everything that belongs together is queued here.
 */
export class FirefoxSession {
  #turn: Promise<unknown> = Promise.resolve()

  constructor(private readonly marionette: Marionette) {}

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work)
    this.#turn = mine.catch(() => undefined)
    return mine
  }

  /**
   * Runs commands with that window as the current one. `front` also shows it, as real input requires.
   * @param place a window's handle, or the handle with the ID of a frame's element, as `frameIn` makes it
   */
  inWindow<T>(place: string, front: boolean, work: (marionette: Marionette) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      const [handle, frame] = place.split("#")
      await this.marionette.send("WebDriver:SwitchToWindow", { handle, focus: front })
      if (frame !== undefined) await this.#enterFrame(frame)
      return work(this.marionette)
    })
  }

  async #enterFrame(id: string): Promise<void> {
    const value = `#${id}`
    const found = await this.marionette.send("WebDriver:FindElement", { using: "css selector", value })
    const element = Object.values(v.parse(foundElement, found))[0]
    await this.marionette.send("WebDriver:SwitchToFrame", { element })
  }

  async windows(): Promise<string[]> {
    return v.parse(handles, await this.#inTurn(() => this.marionette.send("WebDriver:GetWindowHandles")))
  }

  async newTab(): Promise<string> {
    return this.#inTurn(async () => {
      // A closed current window would refuse the command.
      const [first] = v.parse(handles, await this.marionette.send("WebDriver:GetWindowHandles"))
      await this.marionette.send("WebDriver:SwitchToWindow", { handle: first, focus: false })
      const made = await this.marionette.send("WebDriver:NewWindow", { type: "tab", focus: true })
      return v.parse(newWindow, made).handle
    })
  }

  /** Closes a window or tab. It may be gone already, as Zoho's own window is when it is finished. */
  async close(handle: string): Promise<void> {
    try {
      await this.inWindow(handle, false, (marionette) => marionette.send("WebDriver:CloseWindow"))
    } catch (error) {
      if (!(error instanceof MarionetteError) || error.code !== "no such window") throw error
    }
  }

  async resize(handle: string, size: { readonly width: number; readonly height: number }): Promise<void> {
    await this.inWindow(handle, true, (marionette) => marionette.send("WebDriver:SetWindowRect", size))
  }

  /** Runs a function body with the browser's privileges. `arguments` holds `args`; a promise is awaited. */
  privileged(body: string, ...args: readonly unknown[]): Promise<unknown> {
    return this.#inBrowser(() => runAsync(this.marionette, body, args))
  }

  /** Sends input to the browser's own window. */
  async pressInBrowser(actions: readonly InputAction[]): Promise<void> {
    await this.#inBrowser(async () => {
      await this.marionette.send("WebDriver:PerformActions", { actions })
      await this.marionette.send("WebDriver:ReleaseActions")
    })
  }

  /** A closed window, such as the question's, may still be the current one and would refuse the command. */
  async #leaveClosedWindow(): Promise<void> {
    const open = v.parse(handles, await this.marionette.send("WebDriver:GetWindowHandles"))
    const current = await this.marionette.send("WebDriver:GetWindowHandle").catch(() => undefined)
    if (current === undefined)
      await this.marionette.send("WebDriver:SwitchToWindow", { handle: open[0], focus: false })
  }

  #inBrowser<T>(work: () => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      await this.#leaveClosedWindow()
      await this.marionette.send("Marionette:SetContext", { value: "chrome" })
      try {
        return await work()
      } finally {
        await this.marionette.send("Marionette:SetContext", { value: "content" })
      }
    })
  }

  async installAddon(path: string): Promise<void> {
    const addon = await readFile(path, "base64")
    await this.#inTurn(() => this.marionette.send("Addon:Install", { addon, temporary: false }))
  }

  /** Asks the finder in the page about the target of the steps, and first injects it if needed. */
  async ask(handle: string, steps: readonly Step[], question: Question): Promise<Answer> {
    const bringing = `${await finderScript()}; globalThis.finder = finder`
    return this.inWindow(handle, false, async (marionette) => {
      const run = (script: string, args: readonly unknown[]): Promise<unknown> =>
        // A named sandbox lasts as long as the document, with what a script leaves in it.
        marionette.send("WebDriver:ExecuteScript", { script, args, sandbox: "finder", newSandbox: false })
      const answered = await run(ANSWER, [steps, question])
      if (answered !== null) return answered as Answer
      await run(bringing, [])
      return (await run(ANSWER, [steps, question])) as Answer
    })
  }
}

/** A place for `inWindow`: the frame with that element ID in a window. */
export function frameIn(handle: string, id: string): string {
  return `${handle}#${id}`
}

/** Runs an async function body in the current context and window. */
export function runAsync(marionette: Marionette, body: string, args: readonly unknown[]): Promise<unknown> {
  const script = `
    const done = arguments[arguments.length - 1]
    const args = [...arguments].slice(0, -1)
    ;(async function () { ${body} }).apply(null, args).then(
      (value) => done({ value }),
      (error) => done({ error: String(error) + "\\n" + (error?.stack ?? "") }),
    )`
  return marionette.send("WebDriver:ExecuteAsyncScript", { script, args }).then((result) => {
    const { value, error } = v.parse(outcome, result)
    if (error !== undefined) throw new Error(error)
    return value
  })
}

const outcome = v.object({ value: v.optional(v.unknown()), error: v.optional(v.string()) })
