/** Named keys, in WebDriver's private code points: https://www.w3.org/TR/webdriver2/#keyboard-actions */
const named: Readonly<Record<string, string>> = {
  Backspace: "\uE003",
  Tab: "\uE004",
  Enter: "\uE007",
  Shift: "\uE008",
  Control: "\uE009",
  Alt: "\uE00A",
  Escape: "\uE00C",
  Space: " ",
  PageUp: "\uE00E",
  PageDown: "\uE00F",
  End: "\uE010",
  Home: "\uE011",
  ArrowLeft: "\uE012",
  ArrowUp: "\uE013",
  ArrowRight: "\uE014",
  ArrowDown: "\uE015",
  Delete: "\uE017",
}

export type InputAction = Readonly<Record<string, unknown>>

function code(key: string): string {
  const value = named[key] ?? key
  if ([...value].length !== 1) throw new Error(`unknown key ${key}`)
  return value
}

/** Key down and up for a combination such as `Shift+Tab`. */
export function strokes(combination: string): InputAction[] {
  const keys = combination.length > 1 ? combination.split("+").map(code) : [code(combination)]
  const down = keys.map((value) => ({ type: "keyDown", value }))
  return [...down, ...down.toReversed().map(({ value }) => ({ type: "keyUp", value }))]
}

/** The keys in order. */
export function typing(text: string): InputAction[] {
  return [...text].flatMap((value) => [
    { type: "keyDown", value },
    { type: "keyUp", value },
  ])
}

export function keyboard(actions: readonly InputAction[]): InputAction {
  return { type: "key", id: "keyboard", actions }
}

/** A click at a point of the viewport, with the left button by default. */
export function mouseClick(x: number, y: number, button: 0 | 2 = 0): InputAction[] {
  return [
    { type: "pointerMove", duration: 0, x, y },
    { type: "pointerDown", button },
    { type: "pointerUp", button },
  ]
}
