/** Texts of faults while reading and in a running job. */
import { expect, it } from "vitest"
import { faultText } from "../../src/i18n/fault-text"
import { FAULT_KINDS } from "../../src/zoho/errors/catalog"

it.each(FAULT_KINDS)(
  "after a failed read, the text of %s neither calls the outcome unknown nor promises an automatic retry",
  (kind) => {
    const { unchanged, remedy } = faultText(kind, "reading")
    expect(unchanged).not.toMatch(/not known/)
    expect(remedy).not.toMatch(/by itself/)
  },
)

it("in a job, the text says what is not known yet and that the job continues automatically", () => {
  const { unchanged, remedy } = faultText("unreachable")
  expect(unchanged).toMatch(/not known/)
  expect(remedy).toMatch(/by itself/)
})
