/* global document, fetch, URLSearchParams, setTimeout */
/** Creates an element. Strings become text, never markup, as Trusted Types require. */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value)
    else if (value !== false && value !== undefined)
      element.setAttribute(key, value === true ? "" : String(value))
  }
  element.append(...children.filter((child) => child !== undefined))
  return element
}

/** A dot in the tag's color, set through the style object, which a strict CSP allows. */
export function dot(color) {
  const element = h("span", { class: "dot" })
  element.style.background = color ?? "transparent"
  return element
}

export async function load(name, parameters) {
  const answer = await fetch(`/sandbox/${name}?${new URLSearchParams(parameters)}`)
  const body = await answer.json()
  if (!answer.ok) throw new Error(body.message ?? "This page is not available.")
  return body
}

export function shortDate(time) {
  return new Date(time).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" })
}

export function after(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds))
}
