/** Where the focus is after a dialog has closed. */
import { render, type JSX } from "preact"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { Modal } from "../../src/ui/modal"

function Page({ asks, isGone = false }: { asks: boolean; isGone?: boolean }): JSX.Element {
  return (
    <>
      {!isGone && <button id="asker" />}
      <button id="home" data-home="" />
      <input id="search" />
      {asks && (
        <Modal title="Keys" acts={<button id="close" />} onClose={() => undefined}>
          <p />
        </Modal>
      )}
    </>
  )
}

const focus = (id: string): void => document.getElementById(id)?.focus()
const focused = (): string | undefined => document.activeElement?.id

beforeEach(() => {
  vi.useFakeTimers()
  render(<Page asks={false} />, document.body)
  focus("asker")
  render(<Page asks />, document.body)
  focus("close")
})
afterEach(() => {
  render(null, document.body)
  vi.useRealTimers()
})

test("returns to where it was before", () => {
  render(<Page asks={false} />, document.body)
  vi.runAllTimers()
  expect(focused()).toBe("asker")
})

test("goes to the page's own place if the previous element is gone", () => {
  render(<Page asks={false} isGone />, document.body)
  vi.runAllTimers()
  expect(focused()).toBe("home")
})

test("stays where a key has moved it in the meantime", () => {
  render(<Page asks={false} />, document.body)
  focus("search")
  vi.runAllTimers()
  expect(focused()).toBe("search")
})
