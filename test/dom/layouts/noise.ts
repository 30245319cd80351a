import type { Build } from "./build"
import { BUTTONS, MODULES, PERSONS, type NamedTag } from "./words"

/** Adds what else a CRM page shows, with words that may be tags' names. */
export function addNoise(build: Build, page: Element, list: Element, tags: readonly NamedTag[]): void {
  const { random, el } = build
  const some = (share: number, make: () => Element): void => {
    if (!random.chance(share)) return
    const made = make()
    if (random.chance(0.7)) page.prepend(made)
    else page.append(made)
  }
  some(0.7, () =>
    el("nav", "nav", el("ul", "mods", ...MODULES.map((name) => el("li", "mod", el("a", "link", name))))),
  )
  some(0.3, () =>
    el("div", "side", ...MODULES.slice(0, 5).map((name) => el("div", "entry", el("span", "text", name)))),
  )
  some(0.5, () =>
    el("header", "top", el("h1", "title", random.pick(MODULES)), el("span", "user", random.pick(PERSONS))),
  )
  some(0.4, () => el("div", "tools", ...BUTTONS.map((name) => el("button", "tool", name))))
  some(0.2, () =>
    el(
      "ul",
      "people",
      ...random.shuffle(PERSONS).map((name) => el("li", "person", el("span", "text", name))),
    ),
  )
  some(0.3, () => el("select", "filter", ...tags.map(({ name }) => el("option", undefined, name))))
  some(0.2, () => {
    const toast = el("div", "toast", random.pick(tags).name)
    toast.setAttribute("role", "status")
    return toast
  })
  some(0.2, () => {
    const dialog = el(
      "div",
      "modal",
      el("h2", "title", "Delete"),
      ...tags.slice(0, 5).map(({ name }) => el("p", "line", name)),
    )
    dialog.setAttribute("role", "dialog")
    return dialog
  })
  some(0.2, () => {
    const copy = el("div", "copy", ...tags.map(({ name }) => el("div", "line", el("span", "text", name))))
    copy.setAttribute("style", "display: none")
    return copy
  })
  some(0.2, () =>
    el(
      "div",
      "crumbs",
      el("a", "crumb", "Setup"),
      el("a", "crumb", random.pick(MODULES)),
      el("a", "crumb", "Tags"),
    ),
  )
  some(0.2, () => el("p", "text", `${random.pick(tags).name} is a tag. ${random.pick(PERSONS)}`))
  some(0.1, () =>
    el("tagsweep-root", undefined, ...tags.slice(0, 4).map(({ name }) => el("div", "ours", name))),
  )
  if (random.chance(0.1)) list.append(el("div", "footer-note", "Load more"))
}
