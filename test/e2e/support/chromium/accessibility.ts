import type { CDPSession } from "playwright-core"
import * as v from "valibot"
import { patience, type Tab } from "../driver"
import { until } from "../poll"
import { ChromiumTab } from "./tab"

const text = v.optional(v.object({ value: v.optional(v.unknown()) }))
const nodes = v.object({
  nodes: v.array(
    v.object({
      ignored: v.boolean(),
      role: text,
      name: text,
      description: text,
      properties: v.optional(v.array(v.object({ name: v.string(), value: text }))),
      backendDOMNodeId: v.optional(v.number()),
    }),
  ),
})
const box = v.object({ model: v.object({ content: v.array(v.number()) }) })

export interface AccessibleNode {
  readonly role: string
  readonly name: string
  readonly description: string
  readonly id: number | undefined
  readonly disabled: boolean
}

const valueOf = (given: v.InferOutput<typeof text>): string =>
  typeof given?.value === "string" ? given.value.replace(/\s+/g, " ").trim() : ""

/**
 * A page as Chromium exposes it to assistive technology, computed by the browser itself. Nothing here reads the
 * document. https://chromedevtools.github.io/devtools-protocol/tot/Accessibility/
 */
export class AccessibilityTree {
  private constructor(private readonly session: CDPSession) {}

  static async of(tab: Tab): Promise<AccessibilityTree> {
    if (!(tab instanceof ChromiumTab)) throw new Error("only Chromium tells of its tree")
    const session = await tab.page.context().newCDPSession(tab.page)
    await session.send("Accessibility.enable")
    return new AccessibilityTree(session)
  }

  /** All nodes that are not ignored. */
  async all(): Promise<AccessibleNode[]> {
    const tree = v.parse(nodes, await this.session.send("Accessibility.getFullAXTree"))
    return tree.nodes
      .filter(({ ignored }) => !ignored)
      .map(({ role, name, description, properties = [], backendDOMNodeId: id }) => ({
        ...{ role: valueOf(role), name: valueOf(name), description: valueOf(description), id },
        disabled: properties.some((each) => each.name === "disabled" && each.value?.value === true),
      }))
  }

  /** Waits for the only node with that role and name. */
  find(role: string, name: string, timeout = patience): Promise<AccessibleNode> {
    const look = async (): Promise<AccessibleNode | undefined> =>
      (await this.all()).find((node) => node.role === role && node.name === name)
    return until(`${role} “${name}” in the accessibility tree`, look, timeout)
  }

  /** Presses a control once possible, in the middle of where the browser says it is: a trusted click. */
  async press(role: string, name: string): Promise<void> {
    const enabled = async (): Promise<AccessibleNode | undefined> =>
      (await this.all()).find((node) => node.role === role && node.name === name && !node.disabled)
    const { id } = await until(`${role} “${name}” to be pressed`, enabled)
    await this.session.send("DOM.scrollIntoViewIfNeeded", { backendNodeId: id ?? 0 })
    const { model } = v.parse(box, await this.session.send("DOM.getBoxModel", { backendNodeId: id ?? 0 }))
    const [left = 0, top = 0, right = 0, , , bottom = 0] = model.content
    const at = { x: (left + right) / 2, y: (top + bottom) / 2, button: "left", clickCount: 1 } as const
    await this.session.send("Input.dispatchMouseEvent", { type: "mousePressed", ...at })
    await this.session.send("Input.dispatchMouseEvent", { type: "mouseReleased", ...at })
  }
}
