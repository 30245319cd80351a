/** The settings accept values within their bounds and explain the others. */
import { render } from "preact"
import { act } from "preact/test-utils"
import { afterEach, describe, expect, test, vi } from "vitest"

import { SettingsCard, SettingsView, type SettingsViewProps } from "../../src/options/settings"
import { BOUNDS, DEFAULTS } from "../../src/storage/settings"
import type { Store } from "../../src/storage/store"
import { allByRole, byRole } from "./ui-roles"

afterEach(() => render(null, document.body))

function show(more: Partial<SettingsViewProps> = {}): SettingsViewProps {
  const props: SettingsViewProps = {
    settings: DEFAULTS,
    locked: new Set(),
    policyProtected: [],
    saved: false,
    failure: null,
    onChange: vi.fn(),
    ...more,
  }
  void act(() => render(<SettingsView {...props} />, document.body))
  return props
}

/** Types without leaving the field. */
function type(element: HTMLElement, value: string): void {
  void act(() => {
    ;(element as HTMLInputElement).value = value
    element.dispatchEvent(new Event("input", { bubbles: true }))
  })
}

function set(element: HTMLElement, value: string): void {
  type(element, value)
  void act(() => {
    element.dispatchEvent(new Event("change", { bubbles: true }))
    element.dispatchEvent(new Event("blur"))
  })
}

const protectedTags = (): HTMLInputElement => byRole("textbox", "Protected tags") as HTMLInputElement
const grace = (): HTMLInputElement => byRole("spinbutton", "Time to cancel") as HTMLInputElement

describe("the settings", () => {
  test("show every bounded setting with its value and its bounds", () => {
    show()
    const numbers = allByRole("spinbutton").map(({ element }) => element as HTMLInputElement)
    const bounds = ["aria-valuenow", "aria-valuemin", "aria-valuemax"]
    const shown = numbers.map((number) => bounds.map((each) => Number(number.getAttribute(each))))
    const { typedAbove, graceSeconds, backupDays } = BOUNDS
    const wanted = [typedAbove, graceSeconds, backupDays].map(({ otherwise, least, most }) => [
      ...[otherwise, least, most],
    ])
    expect(shown.toSorted()).toEqual(wanted.toSorted())
  })

  test("name the unit of each number", () => {
    show()
    for (const { element } of allByRole("spinbutton")) {
      const [unit] = (element.getAttribute("aria-describedby") ?? "").split(" ")
      expect(document.getElementById(unit ?? "")?.textContent).not.toBe("")
    }
  })

  test("include only those that users change", () => {
    show()
    expect([...document.querySelectorAll(".setting>label")].map(({ textContent }) => textContent)).toEqual([
      ...["Extra confirmation above", "Time to cancel", "Protected tags", "Back up before deleting"],
      ...["Keep backups for", "Notify when a job ends"],
    ])
    show({ settings: { ...DEFAULTS, backups: false } })
    expect(allByRole("spinbutton").map(({ name }) => name)).not.toContain("Keep backups for")
  })

  test("show what a policy decides, and accept no change of it", () => {
    const props = show({ locked: new Set(["graceSeconds", "backups"]), policyProtected: ["VIP"] })
    expect(document.body.textContent.match(/Set by your organization/g)).toHaveLength(2)
    expect(document.body.textContent).toContain("Protected by your organization: VIP.")
    expect(grace().readOnly).toBe(true)
    void act(
      () => void grace().dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowUp", bubbles: true })),
    )
    void act(() => byRole("checkbox", "Back up before deleting").click())
    expect(props.onChange).not.toHaveBeenCalled()
  })

  test("accept a number within its bounds", () => {
    const props = show()
    set(byRole("spinbutton", "Time to cancel"), "0")
    expect(props.onChange).toHaveBeenCalledExactlyOnceWith({ graceSeconds: 0 })
    expect(allByRole("alert")).toEqual([])
  })

  test.each(["３０", "٣٠", "३०", "৩০", " 30 "])("accept %j as a number", (value) => {
    const props = show()
    set(grace(), value)
    expect(props.onChange).toHaveBeenCalledExactlyOnceWith({ graceSeconds: 30 })
  })

  test("change a number by the arrow keys, within its bounds", () => {
    const onChange = vi.fn()
    show({ settings: { ...DEFAULTS, graceSeconds: 59 }, onChange })
    for (const key of ["ArrowUp", "ArrowUp", "ArrowDown"])
      void act(() => void grace().dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true })))
    expect(onChange.mock.calls).toEqual([60, 60, 59].map((graceSeconds) => [{ graceSeconds }]))
  })

  test.each(["61", "-1", "", "2.5", "six", "5 s"])(
    "explain what is wrong with %j, and keep the old value",
    (value) => {
      const props = show()
      set(byRole("spinbutton", "Time to cancel"), value)
      expect(props.onChange).not.toHaveBeenCalled()
      expect(byRole("spinbutton", "Time to cancel").getAttribute("aria-invalid")).toBe("true")
      expect(allByRole("alert").map(({ element }) => element.textContent)).toEqual([
        "Enter a whole number from 0 to 60. Until then, 5 applies.",
      ])
    },
  )

  test("accept one protected name per line, without empty or repeated ones", () => {
    const props = show()
    set(byRole("textbox", "Protected tags"), " VIP \n\nLegal *\nVIP\n")
    expect(props.onChange).toHaveBeenCalledExactlyOnceWith({ protectedTags: ["VIP", "Legal *"] })
  })

  test("refuse a protected name that is too long", () => {
    const props = show()
    set(byRole("textbox", "Protected tags"), "x".repeat(401))
    expect(props.onChange).not.toHaveBeenCalled()
    expect(allByRole("alert")).toHaveLength(1)
  })

  test("turn backups off and on", () => {
    const props = show()
    void act(() => byRole("checkbox", "Back up before deleting").click())
    expect(props.onChange).toHaveBeenCalledExactlyOnceWith({ backups: false })
  })

  test("show that they were saved", () => {
    show({ saved: true })
    expect(allByRole("status")[0]?.element.textContent).toBe("Saved")
  })

  test("keep what is being typed when they are re-read", () => {
    show()
    type(protectedTags(), "VIP")
    type(grace(), "1")
    show({ settings: { ...DEFAULTS, graceSeconds: 30 }, saved: true })
    expect(protectedTags().value).toBe("VIP")
    expect(grace().value).toBe("1")
  })

  test("show what was entered until they are re-read, then what is stored", () => {
    show()
    set(protectedTags(), " VIP ")
    set(grace(), "61")
    show({ saved: true })
    expect([protectedTags().value, grace().value]).toEqual([" VIP ", "61"])
    show({ settings: { ...DEFAULTS, protectedTags: ["VIP"] } })
    expect([protectedTags().value, grace().value]).toEqual(["VIP", "5"])
    expect(allByRole("alert")).toEqual([])
  })

  test("show the stored value in a field that was left unchanged", () => {
    show()
    type(grace(), "")
    type(grace(), "5")
    void act(() => {
      grace().dispatchEvent(new Event("blur"))
    })
    show({ settings: { ...DEFAULTS, graceSeconds: 7 } })
    expect(grace().value).toBe("7")
  })

  test("show the stored value again if it cannot be saved, however often", async () => {
    const settings = { own: () => Promise.resolve(DEFAULTS), change: () => Promise.reject(new Error("full")) }
    const store = { settings, policy: { get: () => Promise.resolve({}) } } as unknown as Store
    void act(() => render(<SettingsCard store={store} />, document.body))
    await vi.waitFor(() => expect(grace().value).toBe("5"))
    for (const value of ["7", "8"]) {
      set(grace(), value)
      await vi.waitFor(() => expect(grace().value).toBe("5"))
      expect(document.body.textContent).toContain("couldn’t save")
    }
  })
})
