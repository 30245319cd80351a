/** One bar on a page, whichever builds arrive and in which order. */
import { afterEach, expect, test, vi } from "vitest"
import { retireOlder } from "../../src/tag-page/start"

const EVENT = "tagsweep-newer"

/** The scripts on the page until the test ends, newest last. */
let running: { runtime: { id?: string; getManifest: () => { version: string } }; signal: AbortSignal }[] = []

function arrive(version: string): "stays" | "stays away" {
  const runtime = { id: "ours", getManifest: () => ({ version }) }
  vi.stubGlobal("chrome", { runtime })
  const signal = retireOlder()
  if (signal) running.push({ runtime, signal })
  return signal ? "stays" : "stays away"
}
const isLeft = (): boolean[] => running.map(({ signal }) => !signal.aborted)

afterEach(() => {
  document.dispatchEvent(new CustomEvent(EVENT, { detail: "999" }))
  running = []
  vi.unstubAllGlobals()
})

test.each([
  ["1.2.3", "1.2.4"],
  ["1.9", "1.10"],
  ["1.2.3", "1.2.3.1"],
  ["1.2.3", "1.2.3"],
])("%s leaves when %s arrives", (before, after) => {
  arrive(before)
  expect(arrive(after)).toBe("stays")
  expect(isLeft()).toEqual([false, true])
})

test.each([
  ["1.2.4", "1.2.3"],
  ["1.10", "1.9"],
  ["2.0", "1.9.9.9"],
])("%s stays when %s arrives", (before, after) => {
  document.documentElement.append(document.createElement("tagsweep-root"))
  arrive(before)
  const host = document.documentElement.appendChild(document.createElement("tagsweep-root"))
  expect(arrive(after)).toBe("stays away")
  expect(isLeft()).toEqual([true])
  expect(host.isConnected).toBe(true)
  host.remove()
})

test("a newer script that outlived its extension leaves for an older one", () => {
  arrive("2.0")
  delete running[0]?.runtime.id
  expect(document.dispatchEvent(new CustomEvent(EVENT, { cancelable: true, detail: "1.0" }))).toBe(true)
  expect(isLeft()).toEqual([false])
})

test("removes what an earlier script left on the page", () => {
  document.documentElement.append(document.createElement("tagsweep-root"))
  arrive("1.0")
  expect(document.querySelectorAll("tagsweep-root")).toHaveLength(0)
})
