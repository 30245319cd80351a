import { h } from "./dom.js"

const shownAtFirst = 24

/** F: pills that wrap in one flex container; all but the first few are hidden behind a button. */
export function layoutF(list, tags) {
  const hidden = tags.slice(shownAtFirst)
  const pills = tags.map((tag, index) => pill(tag, index >= shownAtFirst))
  const more = h(
    "button",
    {
      type: "button",
      class: "more-pills",
      click: () => {
        for (const one of pills) one.hidden = false
        more.remove()
      },
    },
    `and ${hidden.length} more`,
  )
  list.replaceChildren(h("div", { class: "pills" }, ...pills, hidden.length > 0 ? more : undefined))
}

function pill(tag, isHidden) {
  const made = h(
    "div",
    { class: "pill big", hidden: isHidden },
    h("span", { class: "pill-name" }, tag.name),
    h("button", { type: "button", class: "pill-remove", "aria-label": "Delete" }, "×"),
  )
  made.style.borderColor = tag.color ?? "#cbd0d9"
  return made
}
