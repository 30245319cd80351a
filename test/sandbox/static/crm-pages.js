import { dot, h, load } from "./dom.js"

export function homePage({ main, shell }) {
  const cards = shell.modules
    .slice(0, 8)
    .map(({ pluralLabel, records }) => h("li", { class: "card" }, h("b", {}, String(records)), pluralLabel))
  main.replaceChildren(h("h1", {}, `Welcome, ${shell.org.user}`), h("ul", { class: "cards" }, ...cards))
}

/** A module's list of records, with a link to its tags. */
export async function modulePage({ main, shell, route, link, stillHere }, moduleName) {
  const module = shell.modules.find((one) => one.moduleName === moduleName)
  if (!module) return main.replaceChildren(h("p", { class: "message" }, "This module does not exist."))
  const { records, total } = await load("records", { org: route.segment, module: moduleName })
  if (!stillHere()) return
  const actions = module.hasTags
    ? h(
        "div",
        { class: "actions" },
        link(`/settings/manage-tags?module=${moduleName}`, "Manage Tags", { class: "button" }),
      )
    : undefined
  const rows = records.map((record) =>
    h("tr", {}, h("td", {}, record.name), h("td", {}, ...record.tags.slice(0, 4).map(pill))),
  )
  main.replaceChildren(
    h(
      "div",
      { class: "title" },
      h("h1", {}, module.pluralLabel),
      h("span", { class: "muted" }, `${total} records`),
      actions,
    ),
    h(
      "table",
      { class: "grid" },
      h("thead", {}, h("tr", {}, h("th", {}, "Name"), h("th", {}, "Tags"))),
      h("tbody", {}, ...rows),
    ),
  )
}

export function pill(tag) {
  return h("span", { class: "pill" }, dot(tag.color), tag.name)
}
