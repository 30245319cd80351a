import { h, shortDate } from "./dom.js"

/**
 * B: a list of custom elements without checkboxes, as rendered by the real app's framework. A name may be only in an
 * attribute (shown by the style sheet), and a count may follow it.
 */
export function layoutB(list, tags) {
  const head = h(
    "lyte-tr",
    {},
    ...["Tag name", "Created by", "Created on", ""].map((name) => h("lyte-th", {}, name)),
  )
  const rows = tags.map((tag, index) => row(tag, index))
  list.replaceChildren(
    h(
      "lyte-table",
      {},
      h("lyte-table-structure", {}, h("lyte-thead", {}, head), h("lyte-tbody", {}, ...rows)),
    ),
  )
}

function row(tag, index) {
  return h(
    "lyte-tr",
    {},
    h("lyte-td", { cxcellcol: 0 }, name(tag, index)),
    h("lyte-td", { cxcellcol: 1 }, h("lyte-text", { "lt-prop-value": tag.createdBy }, tag.createdBy)),
    h("lyte-td", { cxcellcol: 2 }, shortDate(tag.createdTime)),
    h(
      "lyte-td",
      { cxcellcol: 3, class: "hover-menu" },
      icon("Edit", "✎"),
      icon("Merge", "⇄"),
      icon("Delete", "🗑"),
    ),
  )
}

/** Alternates three ways: text followed by a count, only the attribute, and both in one text. */
function name(tag, index) {
  const count = ` (${tag.records})`
  const way = index % 3
  const shown = way === 0 ? [tag.name] : way === 1 ? [] : [`${tag.name}${count}`]
  const text = h("lyte-text", { "lt-prop-value": tag.name, class: "tag-text" }, ...shown)
  const pill = h("span", { class: "tag-pill" }, text)
  pill.style.borderLeftColor = tag.color ?? "#cbd0d9"
  return way === 2 ? pill : h("span", {}, pill, h("span", { class: "tag-count" }, count))
}

function icon(label, sign) {
  return h("span", { class: "icon", role: "button", tabindex: -1, title: label, "aria-label": label }, sign)
}
