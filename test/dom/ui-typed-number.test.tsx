/** The number that confirms a deletion, as typed in many scripts. */
import { render } from "preact"
import { act } from "preact/test-utils"
import { afterEach, beforeAll, describe, expect, test } from "vitest"
import messages from "../../assets/_locales/en/messages.json"
import { isNumber, TypedNumber } from "../../src/ui/confirmation/deletion-question"
import { installI18n } from "../gallery/fake-i18n"
import { byRole } from "./ui-roles"

beforeAll(() => installI18n(messages))
afterEach(() => render(null, document.body))

describe("2,600 is confirmed by", () => {
  test.each([
    "2600",
    "2,600",
    "2.600",
    "2 600",
    "2’600",
    "２６００",
    "٢٦٠٠",
    "٢٬٦٠٠",
    "۲۶۰۰",
    "२,६००",
    "২৬০০",
    " 2600 ",
  ])("%j", (typed) => {
    expect(isNumber(typed, 2_600)).toBe(true)
  })

  test.each(["260", "26000", "2600 tags", "2x6x0x0", "-2600", "26,00", "2600.0", "Leads", ""])(
    "but not %j",
    (typed) => {
      expect(isNumber(typed, 2_600)).toBe(false)
    },
  )
})

describe("the field", () => {
  const says = (typed: string): string => {
    void act(() =>
      render(<TypedNumber count={2_600} typed={typed} onType={() => undefined} />, document.body),
    )
    const field = byRole("textbox", "Type 2,600 to confirm")
    const why = document.getElementById(field.getAttribute("aria-describedby") ?? "")?.textContent ?? ""
    expect(field.getAttribute("aria-invalid")).toBe(why === "" ? null : "true")
    return why
  }

  test.each(["", "2", "2,", "2,6", "260", "2600", "２６"])(
    "says nothing while %j may become the number",
    (typed) => {
      expect(says(typed)).toBe("")
    },
  )

  test.each(["3", "27", "26001", "2600 tags", "two", "26,00"])(
    "explains why %j does not confirm",
    (typed) => {
      expect(says(typed)).toBe("Type the number 2,600 and nothing else.")
    },
  )
})
