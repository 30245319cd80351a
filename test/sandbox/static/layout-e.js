/* global setTimeout */
import { dot, h } from "./dom.js"

/** Class names as bundlers make them: they say nothing, and differ with each build. */
const hashed = (part) => `_${part}_${Math.random().toString(36).slice(2, 8)}`

/**
 * E: an ARIA grid with hashed classes. Its boxes are divs whose state a framework sets a moment after the
 * click, and no event tells.
 */
export function layoutE(list, tags) {
  const classes = { row: hashed("r"), cell: hashed("c"), name: hashed("n"), box: hashed("b") }
  const head = h(
    "div",
    { role: "row", class: `grid-row ${hashed("h")}` },
    ...["", "Tag", "Records", "Created by"].map((title) =>
      h("div", { role: "columnheader", class: classes.cell }, title),
    ),
  )
  const grid = h(
    "div",
    {
      role: "grid",
      "aria-label": "Tags",
      "aria-rowcount": tags.length + 1,
      class: `grid-table ${hashed("g")}`,
    },
    h("div", { role: "rowgroup" }, head),
    h("div", { role: "rowgroup" }, ...tags.map((tag) => row(tag, classes))),
  )
  list.replaceChildren(grid)
}

function row(tag, classes) {
  const cell = (...children) => h("div", { role: "gridcell", class: classes.cell }, ...children)
  const name = h("span", { class: classes.name }, tag.name)
  return h(
    "div",
    { role: "row", class: `grid-row ${classes.row}` },
    cell(box(classes)),
    cell(dot(tag.color), name),
    cell(String(tag.records)),
    cell(tag.createdBy),
  )
}

function box(classes) {
  const made = h("div", {
    role: "checkbox",
    tabindex: 0,
    "aria-checked": "false",
    "aria-label": "Pick",
    class: `aria-box ${classes.box}`,
    click: (event) => {
      event.stopImmediatePropagation()
      const ticked = made.getAttribute("aria-checked") !== "true"
      setTimeout(() => made.setAttribute("aria-checked", String(ticked)), 80)
    },
  })
  return made
}
