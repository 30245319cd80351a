/** Whether the browser lets us reach an org's hosts is asked as seldom as is safe. */
import { beforeEach, expect, it, vi } from "vitest"
import browser from "webextension-polyfill"
import { isStillPermitted, watchPermissions } from "../../src/accounts/host-permissions"

const place = { location: "eu", environment: "production" } as const
const contains = vi.fn<() => Promise<boolean>>()
let removed: () => void = () => undefined

beforeEach(() => {
  contains.mockReset().mockResolvedValue(true)
  const onRemoved = { addListener: (listener: () => void) => (removed = listener) }
  Object.assign(browser.permissions, { contains, onRemoved })
})

it("asks the browser every time where nobody hears of a permission that is taken away", async () => {
  for (let time = 0; time < 3; time++) expect(await isStillPermitted(place)).toBe(true)
  expect(contains).toHaveBeenCalledTimes(3)
})

it("asks once where that is heard, again after it, and always while there is none", async () => {
  watchPermissions()
  for (let time = 0; time < 3; time++) expect(await isStillPermitted(place)).toBe(true)
  expect(contains).toHaveBeenCalledTimes(1)
  contains.mockResolvedValue(false)
  removed()
  for (let time = 0; time < 3; time++) expect(await isStillPermitted(place)).toBe(false)
  expect(contains).toHaveBeenCalledTimes(4)
})
