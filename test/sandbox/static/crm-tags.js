import { after, h, load } from "./dom.js"
import { layoutA } from "./layout-a.js"
import { layoutB } from "./layout-b.js"
import { layoutC } from "./layout-c.js"
import { layoutD } from "./layout-d.js"
import { layoutE } from "./layout-e.js"
import { layoutF } from "./layout-f.js"
import { layoutG } from "./layout-g.js"

const layouts = { A: layoutA, B: layoutB, C: layoutC, D: layoutD, E: layoutE, F: layoutF, G: layoutG }
/** Layouts that are redrawn once; the others keep the user's changes. */
const redrawn = ["A", "B"]
/** The old rows stay this long (ms) after the URL changes to another module, as in the real app. */
const staleTime = 800
/** The list is redrawn once, with new elements, this long (ms) after it first appeared. */
const redrawTime = 1200

let shown = false

/** The tag settings of one module. Rows change only when the list is reloaded. */
export async function tagPage(context, moduleName) {
  const { main, shell, route, stillHere } = context
  const module = shell.modules.find((one) => one.moduleName === moduleName)
  if (shown && main.querySelector(".tag-list")) await after(staleTime)
  if (!stillHere()) return
  if (!module?.hasTags)
    return main.replaceChildren(h("p", { class: "message" }, "Choose a module to see its tags."))
  const data = await load("tags", { org: route.segment, module: moduleName })
  if (!stillHere()) return
  shown = true
  const list = h("section", { class: "tag-list" })
  main.replaceChildren(heading(context, module, data), modules(context), list)
  const draw = () => layouts[shell.layout](list, data.tags)
  draw()
  await after(redrawTime)
  if (stillHere() && redrawn.includes(shell.layout) && !list.querySelector("input:checked")) draw()
  list.dataset.settled = ""
}

function heading(context, module, data) {
  const refresh = h("button", { type: "button", click: () => tagPage(context, module.moduleName) }, "Refresh")
  return h(
    "div",
    { class: "title" },
    h("h1", {}, "Tags"),
    h("span", { class: "muted" }, `${data.tags.length} of ${data.limit} used in ${module.pluralLabel}`),
    h("div", { class: "actions" }, refresh),
  )
}

function modules({ shell, link }) {
  const items = shell.modules.filter((one) => one.hasTags).slice(0, 8)
  return h(
    "nav",
    { class: "tabs", "aria-label": "Tags of" },
    ...items.map((one) =>
      link(`/settings/manage-tags?module=${one.moduleName}`, one.pluralLabel, {
        "aria-label": `Tags of ${one.pluralLabel}`,
      }),
    ),
  )
}
