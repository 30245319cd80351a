/** Which builds the end-to-end tests require. */
import { expect, it } from "vitest"
import { chosenBrowsers } from "../support/built"

it("chooses both browsers or the named one, and throws for an unknown name", () => {
  expect(chosenBrowsers(undefined)).toEqual(["chromium", "firefox"])
  expect(chosenBrowsers("firefox")).toEqual(["firefox"])
  expect(() => chosenBrowsers("chrome")).toThrow("either chromium or firefox")
})
