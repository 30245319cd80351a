/** Every fault has its sentence, also in a running job. */
import { expect, it } from "vitest"
import { faultText } from "../../src/i18n/fault-text"
import { FAULT_KINDS } from "../../src/zoho/errors/catalog"

it.each(FAULT_KINDS)(
  "after a failed reading, %s leaves nothing unknown and is never left to Tagsweep",
  (kind) => {
    const { unchanged, remedy } = faultText(kind, "reading")
    expect(unchanged).not.toMatch(/not known/)
    expect(remedy).not.toMatch(/by itself/)
  },
)

it("a job's text says that it continues, and what is not known yet", () => {
  const { unchanged, remedy } = faultText("unreachable")
  expect(unchanged).toMatch(/not known/)
  expect(remedy).toMatch(/by itself/)
})
