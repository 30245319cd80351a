import { dot, h, shortDate } from "./dom.js"

const pageSize = 12

/** D: a plain paged list; the next page reuses the same row elements with other texts. */
export function layoutD(list, tags) {
  const rows = Array.from({ length: Math.min(pageSize, tags.length) }, makeRow)
  const last = Math.max(0, Math.ceil(tags.length / pageSize) - 1)
  const place = h("span", { class: "muted" })
  const previous = h(
    "button",
    { type: "button", "aria-label": "Previous page", click: () => show(page - 1) },
    "‹",
  )
  const next = h("button", { type: "button", "aria-label": "Next page", click: () => show(page + 1) }, "›")
  list.replaceChildren(
    h("ul", { class: "paged" }, ...rows),
    h("div", { class: "pager" }, previous, place, next),
  )
  let page = 0
  function show(wanted) {
    page = Math.min(last, Math.max(0, wanted))
    const first = page * pageSize
    rows.forEach((row, index) => fill(row, tags[first + index]))
    place.textContent = `${first + 1}–${Math.min(tags.length, first + pageSize)} of ${tags.length}`
    previous.disabled = page === 0
    next.disabled = page === last
  }
  show(0)
}

function makeRow() {
  const name = h("span", { class: "paged-name" })
  return h("li", {}, h("span", { class: "grip" }), name, h("small", {}), h("time", {}))
}

function fill(row, tag) {
  row.hidden = tag === undefined
  if (!tag) return
  const [grip, name, records, created] = row.children
  grip.replaceChildren(dot(tag.color))
  name.textContent = tag.name
  name.title = tag.name
  records.textContent = `${tag.records} records`
  created.textContent = shortDate(tag.createdTime)
}
