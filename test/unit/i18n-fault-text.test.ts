/** Every fault has its sentence, in a running job as well. */
import { expect, it } from "vitest"
import { faultText } from "../../src/i18n/fault-text"
import { FAULT_KINDS } from "../../src/zoho/errors/catalog"

it.each(FAULT_KINDS)(
  "after a failed reading, %s leaves nothing unknown and nothing to Tagsweep alone",
  (kind) => {
    const { unchanged, remedy } = faultText(kind, "reading")
    expect(unchanged).not.toMatch(/not known/)
    expect(remedy).not.toMatch(/by itself/)
  },
)

it("a job's words say that it goes on, and what is not known yet", () => {
  const { unchanged, remedy } = faultText("unreachable")
  expect(unchanged).toMatch(/not known/)
  expect(remedy).toMatch(/by itself/)
})
