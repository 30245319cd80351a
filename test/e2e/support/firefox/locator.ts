import { patience, type Locator, type Named } from "../driver"
import type { Answer, Question } from "../in-page/entry"
import type { Seen, Step, Wanted } from "../in-page/find"
import { until } from "../poll"
import { keyboard, mouseClick, strokes, typing, type InputAction } from "./keys"
import { MarionetteError } from "./marionette"
import type { FirefoxSession } from "./session"

function wanted(text: string | RegExp): Wanted {
  return typeof text === "string" ? text : { source: text.source, flags: text.flags }
}

export function roleStep(role: string, options: Named = {}): Step {
  return { by: "role", role, name: options.name === undefined ? null : wanted(options.name) }
}

export function textStep(text: string | RegExp): Step {
  return { by: "text", text: wanted(text) }
}

type Found<K extends string> = Extract<Answer, Readonly<Record<K, unknown>>>

/** Sends trusted input to a window, which must be in front. */
export async function perform(
  session: FirefoxSession,
  handle: string,
  actions: readonly InputAction[],
): Promise<void> {
  await session.inWindow(handle, true, async (marionette) => {
    try {
      await marionette.send("WebDriver:PerformActions", { actions })
      await marionette.send("WebDriver:ReleaseActions")
    } catch (error) {
      // The window existed a moment ago: the input itself closed it, as Accept does.
      if (!(error instanceof MarionetteError) || error.code !== "no such window") throw error
    }
  })
}

export class FirefoxLocator implements Locator {
  constructor(
    private readonly session: FirefoxSession,
    private readonly handle: string,
    private readonly steps: readonly Step[],
  ) {}

  #then(step: Step): FirefoxLocator {
    return new FirefoxLocator(this.session, this.handle, [...this.steps, step])
  }

  #named(): string {
    return this.steps.map((step) => JSON.stringify(step)).join(" > ")
  }

  /** Asks until the answer has `key`; the last refusal is in the error. */
  #wait<K extends string>(key: K, question: Question, timeout?: number): Promise<Found<K>> {
    return until(
      `${question.ask} of ${this.#named()}`,
      async () => {
        const answer = await this.session.ask(this.handle, this.steps, question)
        if ("because" in answer) throw new Error(answer.because)
        if (!(key in answer)) throw new Error(`the finder answered without ${key}`)
        return answer as Found<K>
      },
      timeout,
    )
  }

  async #seen(): Promise<Seen> {
    return (await this.#wait("seen", { ask: "look" })).seen
  }

  getByRole(role: string, options?: Named): Locator {
    return this.#then(roleStep(role, options))
  }

  getByText(text: string | RegExp): Locator {
    return this.#then(textStep(text))
  }

  nth(index: number): Locator {
    return this.#then({ by: "nth", index })
  }

  first(): Locator {
    return this.nth(0)
  }

  /**
   * Waits until the element does not move and nothing covers it: the same point twice, or the next one, since Firefox
   * rounds sometimes up and sometimes down when it scrolls into the middle of nested lists.
   */
  async #standstill(): Promise<{ x: number; y: number }> {
    let before = { x: NaN, y: NaN }
    return until(`a clickable ${this.#named()}`, async () => {
      const { x, y } = await this.#wait("x", { ask: "aim" })
      const still = Math.abs(before.x - x) <= 1 && Math.abs(before.y - y) <= 1
      before = { x, y }
      return still ? { x, y } : undefined
    })
  }

  async click(options: { readonly shift?: boolean } = {}): Promise<void> {
    await this.session.inWindow(this.handle, true, async () => undefined)
    const { x, y } = await this.#standstill()
    const mouse = { type: "pointer", id: "mouse", parameters: { pointerType: "mouse" } }
    const click = mouseClick(x, y)
    if (!options.shift) return perform(this.session, this.handle, [{ ...mouse, actions: click }])
    // Both devices advance together, so Shift is down one tick before the pointer and up one tick after.
    const [shiftDown, shiftUp] = strokes("Shift")
    const rest = { type: "pause", duration: 0 }
    await perform(this.session, this.handle, [
      { type: "key", id: "keyboard", actions: [shiftDown, rest, rest, rest, shiftUp] },
      { ...mouse, actions: [rest, ...click, rest] },
    ])
  }

  async #keys(actions: readonly InputAction[], all: boolean): Promise<void> {
    await this.session.inWindow(this.handle, true, async () => undefined)
    await this.#wait("done", { ask: "caret", all })
    await perform(this.session, this.handle, [keyboard(actions)])
  }

  async fill(text: string): Promise<void> {
    await this.#keys(text === "" ? strokes("Delete") : typing(text), true)
  }

  async type(text: string): Promise<void> {
    await this.#keys(typing(text), false)
  }

  async press(key: string): Promise<void> {
    await this.#keys(strokes(key), false)
  }

  async focus(): Promise<void> {
    await this.session.inWindow(this.handle, true, async () => undefined)
    await this.#wait("done", { ask: "caret", all: false })
  }

  async selectOption(value: string): Promise<void> {
    await this.#wait("done", { ask: "choose", value })
  }

  async waitFor(
    options: { readonly state?: "visible" | "hidden"; readonly timeout?: number } = {},
  ): Promise<void> {
    if (options.state !== "hidden") {
      await this.#wait("seen", { ask: "look" }, options.timeout)
      return
    }
    const gone = async (): Promise<true | undefined> => ((await this.count()) === 0 ? true : undefined)
    await until(`the end of ${this.#named()}`, gone, options.timeout ?? patience)
  }

  async text(): Promise<string> {
    return (await this.#seen()).text
  }

  async value(): Promise<string> {
    return (await this.#seen()).value
  }

  async checked(): Promise<boolean | "mixed"> {
    return (await this.#seen()).checked
  }

  async isDisabled(): Promise<boolean> {
    return (await this.#seen()).disabled
  }

  async isFocused(): Promise<boolean> {
    return (await this.#seen()).focused
  }

  async attribute(name: string): Promise<string | null> {
    return (await this.#wait("attribute", { ask: "attribute", name })).attribute
  }

  async count(): Promise<number> {
    const answer = await this.session.ask(this.handle, this.steps, { ask: "count" })
    return "count" in answer ? answer.count : 0
  }
}
