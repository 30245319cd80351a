// @vitest-environment happy-dom
import "fake-indexeddb/auto"
import { render } from "preact"
import { act } from "preact/test-utils"
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest"
import messages from "../../assets/_locales/en/messages.json"
import { openStore } from "../../src/store/store"
import { newsOf, newsSince } from "../../src/ui/news"
import { NewsNotice } from "../../src/ui/news-notice"
import { installI18n } from "../gallery/fake-i18n"
import { allByRole, byRole } from "./ui-roles"

beforeAll(() => installI18n(messages))
afterEach(() => render(null, document.body))

describe("the news of an update", () => {
  it("are those of the versions in between", () => {
    expect(newsSince("0.0.9", "0.1.0")).toEqual(["0.1.0"])
    expect(newsSince("0.0.9", "0.10.2")).toEqual(["0.1.0"])
    expect(newsSince("0.1.0", "0.1.1")).toEqual([])
    expect(newsSince("0.1.0", "0.1.0")).toEqual([])
    expect(newsSince("0.0.8", "0.0.9")).toEqual([])
    expect(newsOf(["0.0.1"])).toEqual([])
  })

  it("wait until they are dismissed, once for all screens", async () => {
    const { news } = await openStore(`news ${Math.random()}`)
    expect(await news.waiting()).toEqual([])
    await news.add(["0.1.0"])
    await news.add(["0.1.0", "0.2.0"])
    await news.add([])
    expect(await news.waiting()).toEqual(["0.1.0", "0.2.0"])
    await news.dismiss()
    expect(await news.waiting()).toEqual([])
  })

  it("stand quietly, and leave the focus where they stood", () => {
    const draw = (versions: readonly string[]): void =>
      void act(() => render(<NewsNotice versions={versions} onDismiss={dismissed} />, document.body))
    const dismissed = vi.fn(() => draw([]))
    draw(["0.1.0"])
    expect(document.body.textContent).toContain("New in 0.1.0:")
    expect(allByRole("alert")).toEqual([])
    const button = byRole("button", "Got it")
    button.focus()
    button.click()
    expect(dismissed).toHaveBeenCalledOnce()
    expect(document.body.textContent).toBe("")
    expect(document.activeElement).not.toBe(document.body)
  })
})
