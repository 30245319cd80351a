/** Which builds the end-to-end tests use. */
import { expect, it } from "vitest"
import { chosenBrowsers } from "../support/built"

it("uses both browsers or the named one, and refuses an unknown name before anything runs", () => {
  expect(chosenBrowsers(undefined)).toEqual(["chromium", "firefox"])
  expect(chosenBrowsers("firefox")).toEqual(["firefox"])
  expect(() => chosenBrowsers("chrome")).toThrow("either chromium or firefox")
})
