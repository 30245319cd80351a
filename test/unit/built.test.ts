/** Which builds the end-to-end tests ask for. */
import { expect, it } from "vitest"
import { chosenBrowsers } from "../support/built"

it("both, or the one that is named; a name that is none is refused before anything runs", () => {
  expect(chosenBrowsers(undefined)).toEqual(["chromium", "firefox"])
  expect(chosenBrowsers("firefox")).toEqual(["firefox"])
  expect(() => chosenBrowsers("chrome")).toThrow("either chromium or firefox")
})
