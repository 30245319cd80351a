/** The badge counts what is not finished and calls for a person only where one is needed. */
import { beforeEach, expect, it, vi } from "vitest"
import browser from "webextension-polyfill"
import { Badge } from "../../src/background/badge"

vi.mock("../../src/i18n/translate", () => ({ t: (key: string) => key }))

const texts: string[] = []
const setTitle = vi.fn((_: { title: string }) => Promise.resolve())
const setBadgeText = vi.fn(({ text }: { text: string }) => {
  texts.push(text)
  return Promise.resolve()
})

type Work = Parameters<Badge["moved"]>[number]
const work = (id: string, state: Work["state"], pause: Work["pause"] = null): Work => ({ id, state, pause })
const forSignIn = { why: "sign-in", until: null, reason: null } as const
const byUser = { why: "user", until: null, reason: null } as const
const lastText = (): string | undefined => texts.at(-1)

beforeEach(() => {
  texts.length = 0
  Object.assign(browser.action, { setTitle, setBadgeText, setBadgeBackgroundColor: () => Promise.resolve() })
})

it("counts what is not finished, from what was found at the start and from every save after it", async () => {
  const badge = new Badge()
  badge.moved(work("a", "running"), work("b", "waiting"))
  await vi.waitFor(() => expect(lastText()).toBe("2"))
  badge.moved(work("c", "running"))
  await vi.waitFor(() => expect(lastText()).toBe("3"))
  for (const id of ["a", "b", "c"]) badge.moved(work(id, "completed"))
  await vi.waitFor(() => expect(lastText()).toBe(""))
})

it("calls for the user where something waits for them, but not where they paused it themselves", async () => {
  const badge = new Badge()
  badge.moved(work("a", "paused", byUser))
  await vi.waitFor(() => expect(lastText()).toBe("1"))
  badge.moved(work("b", "paused", forSignIn))
  await vi.waitFor(() => expect(lastText()).toBe("!"))
  badge.moved(work("b", "running"))
  await vi.waitFor(() => expect(lastText()).toBe("2"))
})

it("says nothing to the browser where nothing changes, and little where a hundred move at once", async () => {
  const badge = new Badge()
  badge.moved()
  for (let id = 0; id < 100; id++) badge.moved(work(`${id}`, "running"))
  await vi.waitFor(() => expect(lastText()).toBe("100"))
  badge.moved(work("0", "running"))
  badge.moved(work("1", "running"))
  badge.moved(work("0", "completed"))
  await vi.waitFor(() => expect(lastText()).toBe("99"))
  expect(texts.length).toBeLessThanOrEqual(4)
})

it("says what is wrong, above all work, until it is no more", async () => {
  const problem = {
    kind: "x",
    happened: "The disk is full.",
    unchanged: "…",
    remedy: "Make room.",
    action: "none",
  } as const
  const badge = new Badge()
  badge.moved(work("a", "running"))
  badge.warn(problem)
  await vi.waitFor(() => expect(lastText()).toBe("!"))
  expect(setTitle).toHaveBeenLastCalledWith({ title: "The disk is full. Make room." })
  badge.warn(null)
  await vi.waitFor(() => expect(lastText()).toBe("1"))
  await vi.waitFor(() => expect(setTitle).toHaveBeenLastCalledWith({ title: "app_name" }))
})
