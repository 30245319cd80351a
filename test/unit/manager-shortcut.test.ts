/** The tag manager's shortcuts work with Caps Lock and on keyboards of other scripts. */
import { describe, expect, it } from "vitest"
import { shortcutOf } from "../../src/manager/keyboard"

describe("a shortcut is triggered by", () => {
  it.each<[string, key: string, code: string, shortcut: string]>([
    ["its key", "a", "KeyA", "a"],
    ["its key with Caps Lock or Shift", "A", "KeyA", "a"],
    ["its letter, which a French keyboard has on another key", "a", "KeyQ", "a"],
    ["the key of a Russian letter", "ф", "KeyA", "a"],
    ["the key of a Russian letter with Caps Lock", "Ф", "KeyA", "a"],
    ["the key of a Greek letter", "α", "KeyA", "a"],
    ["the key of an Arabic letter", "ش", "KeyA", "a"],
    ["an Arabic key that types two letters", "لا", "KeyB", "b"],
    ["the key of a Hindi vowel sign", "ो", "KeyA", "a"],
    ["the slash key on an Arabic keyboard", "ظ", "Slash", "/"],
    ["the slash key on a Hindi keyboard", "य", "Slash", "/"],
    ["the slash on a German keyboard", "/", "Digit7", "/"],
    ["the slash on a Russian keyboard", "/", "Backslash", "/"],
    ["the question mark on an Arabic keyboard", "؟", "Slash", "?"],
    ["a named key", "Escape", "Escape", "Escape"],
  ])("%s", (_what, key, code, shortcut) => {
    expect(shortcutOf({ key, code })).toBe(shortcut)
  })

  it.each([
    ["q", "KeyA"],
    [".", "Slash"],
    ["Process", "KeyA"],
    ["é", "Digit2"],
  ])("no other character typed on a Latin keyboard: %s on %s", (key, code) => {
    expect(["a", "/"]).not.toContain(shortcutOf({ key, code }))
  })
})
