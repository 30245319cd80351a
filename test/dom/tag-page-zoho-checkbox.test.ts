/** Zoho's own boxes are read and clicked as they are. */
import { expect, test } from "vitest"
import { findCheckbox, readCheckbox } from "../../src/tag-page/recognition/zoho-checkbox"
import { markup } from "./layouts/markup"

function rowOf(html: string): { row: Element; name: Element } {
  document.body.replaceChildren(...markup(`<div id="row">${html}</div>`))
  const [row, name] = [document.querySelector("#row"), document.querySelector("#name")]
  if (!row || !name) throw new Error("no row")
  return { row, name }
}

const NAME = '<span id="name">VIP</span>'

test.each([
  ["an input", `<input type="checkbox" id="box">${NAME}`],
  ["a role", `<div role="checkbox" aria-checked="false" id="box"></div>${NAME}`],
  [
    "a component with an input",
    `<lyte-checkbox><label><input type="checkbox" id="box"></label></lyte-checkbox>${NAME}`,
  ],
  ["a component alone", `<lyte-checkbox lt-prop-checked="false" id="box"></lyte-checkbox>${NAME}`],
  ["one label with the name", `<label>${NAME}<input type="checkbox" id="box"></label>`],
])("finds %s", (_, html) => {
  const { row, name } = rowOf(html)
  expect(findCheckbox(row, name)?.id).toBe("box")
})

test.each([
  ["no box", NAME],
  ["two boxes", `<input type="checkbox"><input type="checkbox">${NAME}`],
  ["a box after the name", `${NAME}<input type="checkbox">`],
  ["a switch", `<input type="checkbox" role="switch">${NAME}`],
  [
    "a component that is a switch",
    `<lyte-checkbox lt-prop-type="switch"><input type="checkbox"></lyte-checkbox>${NAME}`,
  ],
  ["a box that cannot be read", `<lyte-checkbox></lyte-checkbox>${NAME}`],
])("finds none if there is %s", (_, html) => {
  const { row, name } = rowOf(html)
  expect(findCheckbox(row, name)).toBeUndefined()
})

test("finds a box in a shadow tree", () => {
  const { row, name } = rowOf(`<my-box></my-box>${NAME}`)
  const host = row.querySelector("my-box")
  host
    ?.attachShadow({ mode: "open" })
    .append(Object.assign(document.createElement("input"), { type: "checkbox" }))
  expect(findCheckbox(row, name)).toBe(host?.shadowRoot?.firstChild)
})

test("reads the current state, not the attribute", () => {
  const { row } = rowOf(`<input type="checkbox" id="box">${NAME}`)
  const box = row.querySelector("input")
  if (!box) throw new Error("no box")
  box.checked = true
  expect(readCheckbox(box)).toBe(true)
  box.indeterminate = true
  expect(readCheckbox(box)).toBeUndefined()
})

test("reads no state from a mixed role", () => {
  const { row } = rowOf(`<div role="checkbox" aria-checked="mixed" id="box"></div>${NAME}`)
  const box = row.firstElementChild
  expect(box && readCheckbox(box)).toBeUndefined()
})
