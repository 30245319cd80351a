/** The badge counts open jobs, and shows "!" only if one waits for the user. */
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

type BadgeJob = Parameters<Badge["moved"]>[number]
const job = (id: string, state: BadgeJob["state"], pause: BadgeJob["pause"] = null): BadgeJob => ({
  id,
  state,
  pause,
})
const forSignIn = { why: "sign-in", until: null, reason: null } as const
const byUser = { why: "user", until: null, reason: null } as const
const lastText = (): string | undefined => texts.at(-1)

beforeEach(() => {
  texts.length = 0
  Object.assign(browser.action, { setTitle, setBadgeText, setBadgeBackgroundColor: () => Promise.resolve() })
})

it("counts open jobs from the start, and follows every save", async () => {
  const badge = new Badge()
  badge.moved(job("a", "running"), job("b", "waiting"))
  await vi.waitFor(() => expect(lastText()).toBe("2"))
  badge.moved(job("c", "running"))
  await vi.waitFor(() => expect(lastText()).toBe("3"))
  for (const id of ["a", "b", "c"]) badge.moved(job(id, "completed"))
  await vi.waitFor(() => expect(lastText()).toBe(""))
})

it('shows "!" if a job waits for the user, but not if the user paused it', async () => {
  const badge = new Badge()
  badge.moved(job("a", "paused", byUser))
  await vi.waitFor(() => expect(lastText()).toBe("1"))
  badge.moved(job("b", "paused", forSignIn))
  await vi.waitFor(() => expect(lastText()).toBe("!"))
  badge.moved(job("b", "running"))
  await vi.waitFor(() => expect(lastText()).toBe("2"))
})

it("calls the browser rarely: not without a change, and a few times for a hundred jobs", async () => {
  const badge = new Badge()
  badge.moved()
  for (let id = 0; id < 100; id++) badge.moved(job(`${id}`, "running"))
  await vi.waitFor(() => expect(lastText()).toBe("100"))
  badge.moved(job("0", "running"))
  badge.moved(job("1", "running"))
  badge.moved(job("0", "completed"))
  await vi.waitFor(() => expect(lastText()).toBe("99"))
  expect(texts.length).toBeLessThanOrEqual(4)
})

it("shows a problem instead of the job count until it is resolved", async () => {
  const problem = {
    kind: "x",
    happened: "The disk is full.",
    unchanged: "…",
    remedy: "Make room.",
    action: "none",
  } as const
  const badge = new Badge()
  badge.moved(job("a", "running"))
  badge.warn(problem)
  await vi.waitFor(() => expect(lastText()).toBe("!"))
  expect(setTitle).toHaveBeenLastCalledWith({ title: "The disk is full. Make room." })
  badge.warn(null)
  await vi.waitFor(() => expect(lastText()).toBe("1"))
  await vi.waitFor(() => expect(setTitle).toHaveBeenLastCalledWith({ title: "app_name" }))
})
