// @vitest-environment happy-dom
import { render } from "preact"
import type { JSX } from "preact"
import { act } from "preact/test-utils"
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest"

import messages from "../../assets/_locales/en/messages.json"
import { send } from "../../src/messaging/send"
import type { Merging, Restoring } from "../../src/ui/use-task"
import { MergeDialog } from "../../src/ui/merge-dialog"
import { useMerge, useRestore } from "../../src/ui/use-task"
import { MergeQuestion, RestoreQuestion } from "../../src/ui/task-questions"
import { installI18n } from "../gallery/fake-i18n"
import { mergeDraft, restoreDraft } from "../gallery/task-fixtures"
import { allByRole, byRole } from "./ui-roles"

vi.mock("../../src/messaging/send", () => ({ send: vi.fn() }))
const sent = vi.mocked(send)

beforeAll(() => {
  installI18n(messages)
  HTMLDialogElement.prototype.showModal = function (): void {
    this.open = true
  }
})
beforeEach(() => {
  vi.useFakeTimers()
  sent.mockReset()
})
afterEach(() => {
  render(null, document.body)
  vi.useRealTimers()
})

let merging: Merging
let restoring: Restoring
const started = vi.fn()

function Page(): JSX.Element {
  merging = useMerge(started)
  restoring = useRestore(started)
  return (
    <>
      <MergeQuestion merging={merging} />
      <RestoreQuestion restoring={restoring} />
    </>
  )
}

/** A dialog can be answered only after a moment. */
async function settle(): Promise<void> {
  for (let moments = 0; moments < 3; moments++)
    await act(async () => {
      await vi.advanceTimersByTimeAsync(500)
    })
}

const isDisabled = (name: string): boolean => (byRole("button", name) as HTMLButtonElement).disabled

const REQUEST = {
  accountId: "a",
  module: "Deals",
  keep: { id: "1", name: "Trade fair" },
  absorb: [{ id: "2", name: "trade fair" }],
}

/** The test's events are not trusted, so the answer is given where the click would. */
test("asks before a merge, with what goes and what stays, and hands over the answer", async () => {
  void act(() => render(<Page />, document.body))
  sent.mockResolvedValueOnce({ ok: true, value: mergeDraft() })
  await act(async () => merging.ask(REQUEST))
  await settle()
  const dialog = byRole("alertdialog", "Merge 3 tags into “Trade fair”?")
  expect(dialog.textContent).toContain("will carry “Trade fair” instead")
  const buttons = allByRole("button", dialog).map(({ name }) => name)
  expect(buttons).toEqual(["Cancel", "Merge 3 tags"])
  sent.mockResolvedValueOnce({ ok: true, value: { taskId: "t1" } })
  await act(async () => merging.confirm({ records: true, only: [0, 2] }))
  expect(sent).toHaveBeenLastCalledWith("merge.confirm", { draftId: "d1", records: true, only: [0, 2] })
  expect(started).toHaveBeenCalledWith("t1")
})

test("has Zoho asked first where the account may not restore yet, and asks anew", async () => {
  void act(() => render(<Page />, document.body))
  sent.mockResolvedValueOnce({ ok: true, value: restoreDraft({ needs: ["restore", "retag"] }) })
  await act(async () => restoring.ask({ backupId: "b1", tags: null }))
  await settle()
  const dialog = byRole("alertdialog", "Restore 4 tags in Deals?")
  expect(isDisabled("Restore 4 tags")).toBe(true)
  sent.mockResolvedValueOnce({ ok: true, value: {} as never })
  sent.mockResolvedValueOnce({ ok: true, value: restoreDraft({ draftId: "d2" }) })
  await act(async () => byRole("button", "Allow at Zoho", dialog).click())
  await settle()
  expect(sent).toHaveBeenCalledWith("account.grant", {
    ...{ accountId: "eu-production-700000001", features: ["restore", "retag"] },
  })
  expect(isDisabled("Restore 4 tags")).toBe(false)
})

test("restores only what stays ticked", async () => {
  void act(() => render(<Page />, document.body))
  sent.mockResolvedValueOnce({ ok: true, value: restoreDraft() })
  await act(async () => restoring.ask({ backupId: "b1", tags: null }))
  await settle()
  const [first] = allByRole("checkbox")
  await act(async () => first?.element.click())
  await settle()
  byRole("alertdialog", "Restore 3 tags in Deals?")
})

test("merges only what stays ticked, and nothing where nothing does", async () => {
  const onConfirm = vi.fn()
  const never = (): Promise<boolean> => Promise.resolve(false)
  const draft = mergeDraft()
  const dialog = (
    <MergeDialog
      {...{ draft, busy: false, problem: null, onConfirm, onAllow: never, onAllowRecords: never }}
      onCancelDialog={() => undefined}
    />
  )
  void act(() => render(dialog, document.body))
  await settle()
  const tick = (tag: string): Promise<void> =>
    act(async () => byRole("checkbox", `Select tag ${tag}`).click())
  const [first, second, third] = draft.absorb.map(({ name }) => name)
  await tick(second ?? "")
  // As a person's click is: a script's is not trusted.
  const click = Object.defineProperty(new MouseEvent("click", { bubbles: true }), "isTrusted", {
    value: true,
  })
  byRole("button", "Merge 2 tags").dispatchEvent(click)
  expect(onConfirm).toHaveBeenCalledExactlyOnceWith({ records: draft.backup.suggestRecords, only: [0, 2] })
  await tick(first ?? "")
  await tick(third ?? "")
  expect(allByRole("button").filter(({ element }) => (element as HTMLButtonElement).disabled)).toHaveLength(1)
})

test("does not say that nothing was changed where no answer came to the confirmation", async () => {
  void act(() => render(<Page />, document.body))
  sent.mockResolvedValueOnce({ ok: true, value: mergeDraft() })
  await act(async () => merging.ask(REQUEST))
  await settle()
  sent.mockRejectedValueOnce(new Error("the worker ended"))
  await act(async () => merging.confirm({ records: true, only: null }))
  await settle()
  expect(merging.asked).toMatchObject({ busy: false, problem: { kind: "no-answer" } })
  expect(merging.asked?.problem?.unchanged).toBe("Whether it has begun is not known.")
})
