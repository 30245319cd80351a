/** The confirmation says what will happen and cannot be answered by accident. */
import { render } from "preact"
import { act } from "preact/test-utils"
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest"

import messages from "../../assets/_locales/en/messages.json"
import { problemOfKind, tooLate } from "../../src/background/problems"
import { send } from "../../src/messages/send"
import type { Draft, DraftTag } from "../../src/storage/drafts"
import { DraftQuestion } from "../../src/ui/confirmation/draft-question"
import { installI18n } from "../gallery/fake-i18n"
import { deals, draft, draftBackup, draftPart, leads } from "../gallery/fixtures"
import { mergeDraft, restoreDraft } from "../gallery/restore-fixtures"
import { allByRole, byRole } from "./ui-roles"

vi.mock("../../src/messages/send", async (load) => ({ ...(await load<object>()), send: vi.fn() }))
const sent = vi.mocked(send)

beforeAll(() => {
  installI18n(messages)
  HTMLDialogElement.prototype.showModal = function (): void {
    this.open = true
  }
})
beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(document, "hasFocus").mockReturnValue(true)
  sent.mockReset()
})
afterEach(() => {
  render(null, document.body)
  vi.useRealTimers()
})

const onStarted = vi.fn()
const onCancel = vi.fn()

/** Waits until the question can be answered. */
async function settle(): Promise<void> {
  for (let moments = 0; moments < 3; moments++)
    await act(async () => {
      await vi.advanceTimersByTimeAsync(500)
    })
}

async function ask(about: Draft): Promise<HTMLElement> {
  void act(() => render(<DraftQuestion draft={about} {...{ onStarted, onCancel }} />, document.body))
  await settle()
  return byRole("alertdialog", /./)
}

const click = (role: string, name: string): Promise<void> => act(async () => byRole(role, name).click())
const isDisabled = (name: string): boolean => (byRole("button", name) as HTMLButtonElement).disabled
async function submit(): Promise<void> {
  await act(async () => {
    document.querySelector("form")?.dispatchEvent(new Event("submit", { cancelable: true }))
  })
  await settle()
}
function type(name: string, value: string): void {
  const field = byRole("textbox", name) as HTMLInputElement
  void act(() => {
    field.value = value
    field.dispatchEvent(new Event("input", { bubbles: true }))
  })
}

const withTags = (count: number, change: (tag: DraftTag, at: number) => Partial<DraftTag>): Draft => {
  const part = draftPart(count)
  return draft(count, {
    parts: [{ ...part, tags: part.tags.map((tag, at) => ({ ...tag, ...change(tag, at) })) }],
  })
}

describe("the question before a deletion", () => {
  test("names the place, every tag with its records, the most used first, and what will happen", async () => {
    const asked = await ask(draft(10))
    expect(asked.querySelector("h1")?.textContent).toBe("Delete 10 tags from Deals?")
    expect(asked.textContent).toContain("Acme GmbHEuropean UnionProduction")
    const rows = allByRole("listitem", asked).map(({ element }) => element.textContent)
    expect(rows.slice(0, 2)).toEqual(["VIP1,234", "Messe Düsseldorf 201986"])
    // The unused tags are in one row, all listed.
    expect(rows).toHaveLength(8)
    expect(rows.at(-1)).toMatch(/^Unused \(3\):Delete🔥 hot/)
    expect(asked.textContent).toContain("Removed from up to 1,379 records.")
    expect(asked.textContent).toContain("A backup is kept for 90 days: names, colors and records.")
    expect(allByRole("button", asked).map(({ name }) => name)).toEqual(["Cancel", "Delete 10 tags"])
  })

  test("first shows what Zoho will refuse, and what is left out", async () => {
    const used = withTags(3, (_tag, at) => (at === 1 ? { usedIn: ["Workflow: Big deals"] } : {}))
    await ask({ ...used, dropped: [{ name: "Old", why: "gone" }] } as Draft)
    const alerts = allByRole("alert").map(({ element }) => element.textContent)
    expect(alerts[0]).toContain("Left out: 1")
    expect(alerts[1]).toMatch(/Zoho won’t delete: 1.*Messe Düsseldorf 2019: Workflow: Big deals/)
  })

  test("does not mention records if Zoho will refuse all tags", async () => {
    const asked = await ask(withTags(2, () => ({ usedIn: ["Workflow: Big deals"], records: 5 })))
    expect(asked.textContent).not.toMatch(/Removed from|Used on no records/)
    expect(asked.textContent).toContain("A backup is kept for 90 days")
  })

  test("groups the tags of several modules under their names", async () => {
    const asked = await ask(draft(5, { parts: [draftPart(3), draftPart(2, leads)] }))
    expect(asked.querySelector("h1")?.textContent).toBe("Delete 5 tags from 2 modules?")
    expect([...asked.querySelectorAll("h2")].map(({ textContent }) => textContent)).toEqual([
      "Deals 3 tags",
      "Leads 2 tags",
    ])
  })

  test("requires the number to be typed if the draft says so, and sends the answer", async () => {
    await ask(draft(37))
    const ready = (value: string): boolean => {
      type("Type 37 to confirm", value)
      return !isDisabled("Delete 37 tags")
    }
    expect([ready(""), ready("3"), ready("370"), ready("37")]).toEqual([false, false, false, true])
    sent.mockResolvedValueOnce({ ok: true, value: { jobIds: ["d1"], problem: null } })
    await submit()
    expect(sent).toHaveBeenLastCalledWith("confirm", { draftId: "draft-37", typed: "37", records: true })
    expect(onStarted).toHaveBeenCalledWith({ jobIds: ["d1"], problem: null })
  })

  test("ignores Enter before it can be answered", async () => {
    void act(() => render(<DraftQuestion draft={draft(3)} {...{ onStarted, onCancel }} />, document.body))
    await submit()
    expect(sent).not.toHaveBeenCalled()
    await settle()
    sent.mockResolvedValueOnce({ ok: true, value: { jobIds: [], problem: null } })
    await submit()
    expect(sent).toHaveBeenCalledOnce()
  })

  test("cannot be answered before it has been in front of the user for a moment", async () => {
    const inFront = vi.spyOn(document, "hasFocus").mockReturnValue(false)
    const asked = await ask(draft(1))
    expect(isDisabled("Delete 1 tag")).toBe(true)
    inFront.mockReturnValue(true)
    const pass = (ms: number): Promise<void> =>
      act(async () => {
        await vi.advanceTimersByTimeAsync(ms)
      })
    void act(() => void window.dispatchEvent(new Event("focus")))
    await pass(400)
    expect(isDisabled("Delete 1 tag")).toBe(true)
    await pass(100)
    expect(isDisabled("Delete 1 tag")).toBe(false)
    inFront.mockReturnValue(false)
    void act(() => void window.dispatchEvent(new Event("blur")))
    await pass(1_000)
    expect(asked.querySelector<HTMLButtonElement>("[type=submit]")?.disabled).toBe(true)
  })

  test("is cancelled by Cancel and by Escape", async () => {
    const asked = await ask(draft(1))
    await click("button", "Cancel")
    void act(() => void asked.dispatchEvent(new Event("cancel", { cancelable: true })))
    expect(onCancel).toHaveBeenCalledTimes(2)
  })

  test("shows why an answer failed, with a button if one helps", async () => {
    await ask(draft(3))
    sent.mockResolvedValueOnce({ ok: false, problem: problemOfKind("sign-in-needed") })
    await submit()
    expect(allByRole("alert")[0]?.element.textContent).toContain("Sign in")
    sent.mockResolvedValueOnce({ ok: true, value: { features: ["delete"] } as never })
    await click("button", "Sign in to Zoho")
    expect(sent).toHaveBeenLastCalledWith("account.reconnect", { accountId: "eu-production-700000001" })
    await settle()
    expect([allByRole("alert"), isDisabled("Delete 3 tags")]).toEqual([[], false])
  })

  test("does not claim that nothing was changed if no answer arrived", async () => {
    await ask(draft(3))
    sent.mockRejectedValueOnce(new Error("the worker ended"))
    await submit()
    expect(allByRole("alert")[0]?.element.textContent).toContain("It may have started.")
  })

  test("can only be closed once it has expired, and says so", async () => {
    await ask(draft(3, { expiresAt: Date.now() + 60_000 }))
    expect(isDisabled("Delete 3 tags")).toBe(false)
    await act(async () => {
      await vi.advanceTimersByTimeAsync(60_000)
    })
    expectOnlyClose()
  })

  test("can only be closed if it was answered elsewhere, once an answer is refused", async () => {
    await ask(draft(3))
    sent.mockResolvedValueOnce(tooLate())
    await submit()
    expectOnlyClose()
  })
})

function expectOnlyClose(): void {
  expect(allByRole("button").map(({ name }) => name)).toEqual(["Close"])
  expect(allByRole("checkbox")).toEqual([])
  expect(allByRole("alert")[0]?.element.textContent).toMatch(
    /expired or was already used.*Nothing was changed/,
  )
}

describe("the backup", () => {
  test("includes the records if that scope was granted, unless the user opts out", async () => {
    await ask(draft(3))
    await click("checkbox", "Back up which records have these tags")
    sent.mockResolvedValueOnce({ ok: true, value: { jobIds: [], problem: null } })
    await submit()
    expect(sent).toHaveBeenLastCalledWith("confirm", { draftId: "draft-3", typed: null, records: false })
  })

  test("requests the scope at Zoho in one click", async () => {
    const asked = await ask(draft(3, { features: ["delete", "org"] }))
    expect(asked.textContent).toContain("90 days: names and colors.")
    expect(asked.textContent).toContain("Zoho will ask for permission to read records.")
    sent.mockResolvedValueOnce({ ok: true, value: { features: ["delete", "org", "records"] } as never })
    await click("checkbox", "Back up which records have these tags")
    await settle()
    expect(sent).toHaveBeenLastCalledWith("account.grant", {
      ...{ accountId: "eu-production-700000001", features: ["records"] },
    })
    expect(asked.textContent).toContain("90 days: names, colors and records.")
  })

  test("states a high cost, and is not offered if it is not allowed", async () => {
    const costly = withTags(60, () => ({ records: 2_000 }))
    expect((await ask(costly)).textContent).toMatch(/Uses about \d+ API credits/)
    render(null, document.body)
    const asked = await ask(draft(3, { backup: draftBackup({ records: false, suggestRecords: false }) }))
    expect(allByRole("checkbox", asked)).toEqual([])
    render(null, document.body)
    const off = await ask(draft(3, { backup: draftBackup({ on: false }) }))
    expect(off.textContent).toContain("This can’t be undone: backups are turned off.")
  })
})

describe("records that Zoho's list does not count", () => {
  const uncounted = (count: number): Draft => withTags(count, () => ({ records: null }))
  const answers = (usage: object): void =>
    void sent.mockImplementation((name) =>
      name === "tags.usage"
        ? Promise.resolve({ ok: true, value: { records: 5, usedIn: null, ...usage } } as never)
        : Promise.reject(new Error("not asked here")),
    )

  test("are counted while the user reads, at most five at a time", async () => {
    let open = 0
    let most = 0
    let inUse: readonly string[] = ["Custom view: Hot"]
    sent.mockImplementation(async () => {
      const usedIn = inUse
      inUse = []
      most = Math.max(most, ++open)
      await new Promise((resolve) => setTimeout(resolve, 100))
      open--
      return { ok: true, value: { records: 2, usedIn } } as never
    })
    void act(() =>
      render(<DraftQuestion draft={uncounted(12)} {...{ onStarted, onCancel }} />, document.body),
    )
    expect(byRole("alertdialog", /./).textContent).toContain("Removed from every record;")
    await act(async () => {
      await vi.advanceTimersByTimeAsync(150)
    })
    expect(byRole("progressbar", "Counting records").getAttribute("aria-valuemax")).toBe("12")
    await settle()
    expect([most, sent.mock.calls.length]).toEqual([5, 12])
    const asked = byRole("alertdialog", /./)
    expect(asked.textContent).toContain("Removed from up to 22 records.")
    expect(asked.textContent).toContain("Zoho won’t delete: 1")
    expect(allByRole("progressbar", asked)).toEqual([])
    // Its row stays, so nothing moves under the pointer.
    expect(asked.textContent).toContain("Counting records: 12 of 12 tags")
  })

  test("need not be waited for", async () => {
    sent.mockImplementation(() => new Promise(() => undefined))
    await ask(uncounted(3))
    await click("button", "Stop")
    expect(allByRole("progressbar")).toEqual([])
    expect(isDisabled("Delete 3 tags")).toBe(false)
    byRole("button", "Count records")
  })

  test("are not counted automatically if that costs more than fifty calls", async () => {
    answers({})
    const asked = await ask(uncounted(51))
    expect(sent).not.toHaveBeenCalled()
    expect(asked.textContent).toContain("51 tags not counted. Counting uses 1 API credit each.")
    await click("button", "Count records")
    await settle()
    expect(sent).toHaveBeenCalledTimes(51)
  })

  test("are reported if they cannot be counted, and retried on request", async () => {
    sent.mockResolvedValue({ ok: false, problem: problemOfKind("unreachable") })
    const asked = await ask(uncounted(2))
    expect(asked.textContent).toContain("The records couldn’t be counted.")
    answers({ records: 0 })
    await click("button", "Try again")
    await settle()
    expect(asked.textContent).toContain("Used on no records.")
  })
})

describe("the question before a merge or a restore", () => {
  test("says which tags go and which stays, and sends the answer", async () => {
    const asked = await ask(mergeDraft())
    expect(asked.querySelector("h1")?.textContent).toBe("Merge 3 tags into “Trade fair”?")
    expect(asked.textContent).toContain("Their records get “Trade fair” instead, and the tags are deleted.")
    sent.mockResolvedValueOnce({ ok: true, value: { jobIds: ["d1"], problem: null } })
    await submit()
    expect(sent).toHaveBeenLastCalledWith("confirm", { draftId: "d1", records: true, only: null })
  })

  test("merges only the checked tags", async () => {
    await ask(mergeDraft())
    const [first] = allByRole("checkbox")
    await act(async () => first?.element.click())
    await settle()
    byRole("alertdialog", "Merge 2 tags into “Trade fair”?")
    sent.mockResolvedValueOnce({ ok: true, value: { jobIds: ["d1"], problem: null } })
    await submit()
    expect(sent).toHaveBeenLastCalledWith("confirm", { draftId: "d1", records: true, only: [1, 2] })
  })

  test("first requests missing scopes at Zoho", async () => {
    const asked = await ask(restoreDraft({ features: ["delete", "org"] }))
    expect(isDisabled("Restore 4 tags")).toBe(true)
    const features = ["delete", "org", "restore", "retag"]
    sent.mockResolvedValueOnce({ ok: true, value: { features } as never })
    await act(async () => byRole("button", "Grant permission", asked).click())
    await settle()
    expect(sent).toHaveBeenCalledWith("account.grant", {
      ...{ accountId: "eu-production-700000001", features: ["restore", "retag"] },
    })
    expect(isDisabled("Restore 4 tags")).toBe(false)
  })

  test("says that after a merge the kept tag stays on the records", async () => {
    const words = "“Trade fair” stays on these records, too."
    await ask(restoreDraft({ mergedInto: "Trade fair" }))
    expect(document.body.textContent).toContain(words)
    render(null, document.body)
    await ask(restoreDraft())
    expect(document.body.textContent).not.toContain(words)
  })

  test("restores only the checked tags", async () => {
    await ask(restoreDraft())
    const [first] = allByRole("checkbox")
    await act(async () => first?.element.click())
    await settle()
    byRole("alertdialog", `Restore 3 tags in ${deals.pluralLabel}?`)
    sent.mockResolvedValueOnce({ ok: true, value: { jobIds: ["d1"], problem: null } })
    await submit()
    expect(sent).toHaveBeenLastCalledWith("confirm", { draftId: "d1", only: [1, 2, 3] })
  })
})
