/** The manager's keys work with Caps Lock and on keyboards of other scripts. */
import { describe, expect, it } from "vitest"
import { shortcutOf } from "../../src/manager/keyboard"

describe("a shortcut is recognized by", () => {
  it.each<[string, key: string, code: string, shortcut: string]>([
    ["its key", "a", "KeyA", "a"],
    ["its key with Caps Lock or Shift", "A", "KeyA", "a"],
    ["a letter in another place on a French keyboard", "a", "KeyQ", "a"],
    ["the position of a Russian letter", "ф", "KeyA", "a"],
    ["the position of a Russian letter with Caps Lock", "Ф", "KeyA", "a"],
    ["the position of a Greek letter", "α", "KeyA", "a"],
    ["the position of an Arabic letter", "ش", "KeyA", "a"],
    ["the position of an Arabic key that types two letters", "لا", "KeyB", "b"],
    ["the position of a Hindi vowel sign", "ो", "KeyA", "a"],
    ["the slash of an Arabic keyboard", "ظ", "Slash", "/"],
    ["the slash of a Hindi keyboard", "य", "Slash", "/"],
    ["the slash of a German keyboard", "/", "Digit7", "/"],
    ["the slash of a Russian keyboard", "/", "Backslash", "/"],
    ["the question mark of an Arabic keyboard", "؟", "Slash", "?"],
    ["a named key", "Escape", "Escape", "Escape"],
  ])("%s", (_what, key, code, shortcut) => {
    expect(shortcutOf({ key, code })).toBe(shortcut)
  })

  it.each([
    ["q", "KeyA"],
    [".", "Slash"],
    ["Process", "KeyA"],
    ["é", "Digit2"],
  ])("but not if a Latin keyboard has another character there: %s at %s", (key, code) => {
    expect(["a", "/"]).not.toContain(shortcutOf({ key, code }))
  })
})
