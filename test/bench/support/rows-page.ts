/** A synthetic tag page for measuring. Its functions run in the page and build its content on demand. */

export const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Tags</title><style>
body{margin:0;font:14px/20px sans-serif}main{display:flex}nav{width:200px}#list{flex:1;margin:80px 40px}
lyte-tr{display:grid;grid-template-columns:60px 1fr 1fr 120px;height:36px}</style></head>
<body><header id="clock">0</header><main><nav id="around"></nav><div id="list"></div></main></body></html>`

/**
 * Builds the page and waits for our boxes. Returns the milliseconds from the rows to the boxes.
 */
export function buildRows({ names, nodes }: { names: readonly string[]; nodes: number }): Promise<number> {
  const make = (name: string, ...inside: (Node | string)[]): HTMLElement => {
    const made = document.createElement(name)
    made.append(...inside)
    return made
  }
  const around = document.getElementById("around")
  // A menu item has three nodes: an element, a link and its text.
  for (let node = 0; node < nodes; node += 3) around?.append(make("div", make("a", `Menu ${node}`)))
  const rows = names.map((name, index) =>
    make(
      "lyte-tr",
      make("lyte-td"),
      make("lyte-td", make("span", name)),
      make("lyte-td", `Person ${index % 7}`),
      make("lyte-td", make("button", "Edit"), make("button", "Delete")),
    ),
  )
  const root = document.querySelector("tagsweep-root")?.shadowRoot
  if (!root) throw new Error("Tagsweep is not here")
  const start = performance.now()
  document.getElementById("list")?.append(...rows)
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (root.querySelectorAll(".spot").length === 0) return
      observer.disconnect()
      resolve(performance.now() - start)
    })
    observer.observe(root, { childList: true, subtree: true })
  })
}

/** Changes a text far from the rows `times` times, like a clock or a counter. */
export async function changeText(times: number): Promise<void> {
  for (let time = 1; time <= times; time++) {
    const clock = document.getElementById("clock")
    if (clock) clock.textContent = String(time)
    await new Promise((resolve) => setTimeout(resolve, 180))
  }
}

/** Removes a row and puts it back, `times` times. */
export async function changeRows(times: number): Promise<void> {
  const list = document.getElementById("list")
  const [, , before, row] = list?.children ?? []
  if (!before || !row) throw new Error("no rows to change")
  for (let time = 0; time < times; time++) {
    row.remove()
    await new Promise((resolve) => setTimeout(resolve, 180))
    before.after(row)
    await new Promise((resolve) => setTimeout(resolve, 180))
  }
}

/** Scrolls the page down by `times` window heights. */
export async function scrollThrough(times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    scrollBy(0, innerHeight)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
