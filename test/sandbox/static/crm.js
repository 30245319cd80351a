/* global window, document, location, history, URLSearchParams, addEventListener */
import { h, load } from "./dom.js"
import { homePage, modulePage } from "./crm-pages.js"
import { tagPage } from "./crm-tags.js"

/** The shell of the single-page app: navigation by pushState, and a key listener for the whole page. */

window.__seenKeys = []
for (const type of ["keydown", "keypress", "keyup"]) {
  document.addEventListener(type, (event) => window.__seenKeys.push(event.key))
}

const app = document.querySelector("#app")
const main = h("main", { id: "content" })
let shell

export function currentRoute() {
  const [, segment = "", rest = ""] =
    /^\/crm(?:\/(?!tab\/|settings\/|setup\/)([^/]+))?\/(.*)$/.exec(location.pathname) ?? []
  const prefix = segment === "" ? "/crm" : `/crm/${segment}`
  const query = new URLSearchParams(location.search)
  return { segment, prefix, rest, module: query.get("module"), labelsOf: query.get("of") }
}

function go(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
  event.preventDefault()
  history.pushState(null, "", event.currentTarget.href)
  void render()
}

export function link(path, label, attributes = {}) {
  const href = currentRoute().prefix + path
  const current = location.pathname + location.search === href
  return h("a", { href, click: go, "aria-current": current ? "page" : undefined, ...attributes }, label)
}

function navigation() {
  const items = shell.modules.map(({ moduleName, pluralLabel }) =>
    h("li", {}, link(`/tab/${moduleName}/list`, pluralLabel)),
  )
  return h(
    "nav",
    { class: "side", "aria-label": "Modules" },
    h("ul", {}, h("li", {}, link("/tab/Home/begin", "Home")), ...items),
  )
}

function header() {
  const { name, environment, user } = shell.org
  return h(
    "header",
    { class: "top" },
    h("span", { class: "brand" }, "CRM"),
    h("span", { class: "org" }, name),
    environment === "production" ? undefined : h("span", { class: "environment" }, environment),
    h("span", { class: "user" }, user),
  )
}

let rendering = 0

async function render() {
  const turn = ++rendering
  const stillHere = () => turn === rendering
  app.replaceChildren(header(), navigation(), main)
  const { rest, module, labelsOf } = currentRoute()
  const tab = /^tab\/([^/]+)/.exec(rest)?.[1]
  const context = { main, shell, route: currentRoute(), link, stillHere }
  if (/^settings\/manage-tags\/?$/.test(rest)) return tagPage(context, module)
  // The same page, as if Zoho had moved and renamed it.
  if (/^setup\/labels\/?$/.test(rest)) return tagPage(context, labelsOf)
  if (tab && tab !== "Home") return modulePage(context, tab)
  homePage(context)
}

try {
  shell = await load("shell", { org: currentRoute().segment })
  addEventListener("popstate", () => void render())
  await render()
} catch (error) {
  app.replaceChildren(h("p", { class: "message" }, error.message))
}
