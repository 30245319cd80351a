import { expect, it } from "vitest"
import { FAULT_KINDS } from "../../src/zoho/errors/catalogue"
import { faultWords } from "../../src/ui/fault-words"

it.each(FAULT_KINDS)(
  "after a failed reading, %s leaves nothing in doubt and nothing to Tagsweep alone",
  (kind) => {
    const { unchanged, remedy } = faultWords(kind, "reading")
    expect(unchanged).not.toMatch(/not known/)
    expect(remedy).not.toMatch(/by itself/)
  },
)

it("a job's words say that it goes on, and what is not known yet", () => {
  const { unchanged, remedy } = faultWords("unreachable")
  expect(unchanged).toMatch(/not known/)
  expect(remedy).toMatch(/by itself/)
})
