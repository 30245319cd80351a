/* global customElements, CSSStyleSheet, document, HTMLElement */
import { dot, h, shortDate } from "./dom.js"

/** G: nested web components, each with an open shadow root; a name is three levels deep. */
class Part extends HTMLElement {
  fill(...children) {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" })
    root.adoptedStyleSheets = [sheetOf(this.localName)]
    root.replaceChildren(...children)
    return this
  }
}

const styles = {
  "tag-board": ":host{display:block;border:1px solid #e1e4ea;background:#fff}",
  "tag-line": `:host{display:block;border-bottom:1px solid #eef0f3}
    div{display:grid;grid-template-columns:44px 1fr 140px;align-items:center;height:36px}
    .dot{justify-self:end;width:10px;height:10px;margin-right:10px;border-radius:5px}`,
  "tag-label": "b{font-weight:500}",
}

/** A constructed style sheet, which a strict policy allows. */
function sheetOf(name) {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(styles[name])
  return sheet
}

for (const name of Object.keys(styles)) customElements.define(name, class extends Part {})

const part = (name, ...children) => document.createElement(name).fill(...children)

export function layoutG(list, tags) {
  list.replaceChildren(part("tag-board", ...tags.map(line)))
}

function line(tag) {
  const name = part("tag-label", h("b", {}, tag.name))
  return part("tag-line", h("div", {}, dot(tag.color), name, h("span", {}, shortDate(tag.createdTime))))
}
