/** The manager's page in a test, rendered like the product's and used like a person would. */
import { render } from "preact"
import { act } from "preact/test-utils"
import { vi } from "vitest"
import { ManagerView, type ManagerViewProps } from "../../src/manager/view"
import { leads } from "../gallery/fixtures"
import { at, listed, modules, props, read } from "../gallery/manager-stories"
import { allByRole, byRole } from "./ui-roles"

/** Renders the page, again whenever the place or the selection changes. */
export function show(more: Partial<ManagerViewProps> = {}): ManagerViewProps {
  let shown = props(more)
  const draw = (): void => void act(() => render(<ManagerView {...shown} />, document.body))
  const onPlace = vi.fn((change: Partial<ManagerViewProps["place"]>) => {
    shown = { ...shown, place: { ...shown.place, ...change } }
    draw()
  })
  shown = { ...shown, ...(more.onPlace ? {} : { onPlace }) }
  shown.selection.onChange(draw)
  draw()
  return shown
}

export const names = (): string[] =>
  allByRole("checkbox", byRole("grid", "Tags")).map(({ name }) => name.replace("Select tag ", ""))
export const click = (role: string, name: string | RegExp, more: MouseEventInit = {}): void =>
  void act(() => {
    byRole(role, name).dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ...more }))
  })
export const key = (name: string, on: EventTarget = document.body, more: KeyboardEventInit = {}): void =>
  void act(() => {
    on.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...more }))
  })
export const search = (text: string): void =>
  void act(() => {
    const box = byRole("searchbox", "Filter tags") as HTMLInputElement
    box.value = text
    box.dispatchEvent(new Event("input", { bubbles: true }))
  })
export const small = read(leads, listed(10))
export const inSmall = { place: at("Leads"), modules: modules({ entries: [small] }) }
export const status = (name: string): HTMLElement => byRole("status", name)
