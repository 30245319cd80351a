import { after, dot, h, shortDate } from "./dom.js"

const rowHeight = 40
const rowCount = 15
const skeletonTime = 500
const placeholderTime = 120

/**
 * C: a virtualized list. Fifteen rows are reused while the user scrolls. Each shows a placeholder before its text, and
 * all are skeletons at first.
 */
export async function layoutC(list, tags) {
  const rows = Array.from({ length: Math.min(rowCount, tags.length) }, makeRow)
  const space = h("div", { class: "virtual-space" }, ...rows)
  space.style.height = `${tags.length * rowHeight}px`
  const scroller = h("div", { class: "virtual-scroller", tabindex: 0, scroll: () => show() }, space)
  list.replaceChildren(scroller)
  let ready = false
  function show() {
    const last = Math.max(0, tags.length - rows.length)
    const first = Math.min(last, Math.floor(scroller.scrollTop / rowHeight))
    for (let index = first; index < first + rows.length; index++)
      void fill(rows[index % rows.length], index, tags, ready)
  }
  show()
  await after(skeletonTime)
  ready = true
  for (const row of rows) row.shownIndex = undefined
  show()
}

function makeRow() {
  return h(
    "div",
    { class: "virtual-row skeleton" },
    h("span", { class: "bone" }),
    h("span", { class: "bone" }),
  )
}

async function fill(row, index, tags, ready) {
  if (row.shownIndex === index) return
  row.shownIndex = index
  row.style.transform = `translateY(${index * rowHeight}px)`
  row.classList.add("skeleton")
  row.replaceChildren(h("span", { class: "bone" }), h("span", { class: "bone" }))
  if (!ready) return
  await after(placeholderTime)
  if (row.shownIndex !== index) return
  const tag = tags[index]
  row.classList.remove("skeleton")
  row.replaceChildren(
    h("div", { class: "virtual-name" }, dot(tag.color), h("span", {}, tag.name)),
    h("div", { class: "number" }, String(tag.records)),
    h("div", {}, tag.createdBy),
    h("div", {}, shortDate(tag.createdTime)),
  )
}
