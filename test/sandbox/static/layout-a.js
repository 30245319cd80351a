import { dot, h, shortDate } from "./dom.js"

/** A: a native table with a checkbox in each row and one in the header. */
export function layoutA(list, tags) {
  const all = h("input", {
    type: "checkbox",
    "aria-label": "Select all rows",
    change: () => check(list, all.checked),
  })
  const head = h(
    "tr",
    {},
    h("th", {}, all),
    ...["Tag", "Records", "Created by", "Created", ""].map((name) => h("th", {}, name)),
  )
  list.replaceChildren(h("table", { class: "grid" }, h("thead", {}, head), h("tbody", {}, ...tags.map(row))))
}

function check(list, checked) {
  for (const box of list.querySelectorAll("tbody input[type=checkbox]")) box.checked = checked
}

function row(tag) {
  return h(
    "tr",
    {},
    h("td", {}, h("input", { type: "checkbox", "aria-label": "Select row" })),
    h("td", {}, dot(tag.color), h("span", {}, tag.name)),
    h("td", { class: "number" }, String(tag.records)),
    h("td", {}, tag.createdBy),
    h("td", {}, shortDate(tag.createdTime)),
    h(
      "td",
      { class: "row-actions" },
      h("button", { type: "button" }, "Edit"),
      h("button", { type: "button" }, "Delete"),
    ),
  )
}
