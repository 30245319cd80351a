/** What a malicious script on the CRM's page can try. Each runs in the page's own world, independent of the others. */

/** Presses, submits and forges everything within reach, and returns what it got. */
export async function forgeEverything(
  extensionOrigin: string,
): Promise<{ runtime: boolean; answers: string[]; file: string }> {
  const answers: string[] = []
  window.addEventListener("message", ({ data }) => {
    if ((data as { done?: unknown }).done !== undefined) answers.push(JSON.stringify(data))
  })
  const root = document.querySelector("tagsweep-root")?.shadowRoot
  const bar = root?.querySelector("[role=toolbar]")
  if (!root || !bar) throw new Error("there is nothing to attack")
  const init = { bubbles: true, composed: true, cancelable: true }
  for (const button of root.querySelectorAll<HTMLElement>("button")) {
    for (const key of ["Enter", " "])
      for (const type of ["keydown", "keypress", "keyup"])
        button.dispatchEvent(new KeyboardEvent(type, { ...init, key }))
  }
  const requests: Record<string, object> = {
    "account.list": {},
    confirm: { draftId: "d", typed: null, records: false, only: null },
  }
  for (const [name, request] of Object.entries(requests)) {
    const command = { mark: "tagsweep/1", name, request }
    window.postMessage(command, "*")
    for (const target of [window, document, root, bar])
      target.dispatchEvent(new CustomEvent("tagsweep", { ...init, detail: command }))
    for (const channel of ["tagsweep-store", "tagsweep"]) new BroadcastChannel(channel).postMessage(command)
  }
  const reached = (path: string): Promise<string> =>
    fetch(`${extensionOrigin}/${path}`).then(
      () => "read",
      () => "refused",
    )
  const file = `${await reached("options.html")} ${await reached("tabs/confirm.html")}`
  await new Promise((resolve) => setTimeout(resolve, 300))
  interface Globals {
    readonly chrome?: { readonly runtime?: { readonly sendMessage?: unknown } }
    readonly browser?: { readonly runtime?: unknown }
  }
  const { chrome, browser } = globalThis as unknown as Globals
  return { runtime: Boolean(chrome?.runtime?.sendMessage ?? browser?.runtime), answers, file }
}

/** Selects every tag and presses "Delete selected tags" for as long as the page exists. */
export function selectAndPress(): void {
  const press = (): void => {
    const root = document.querySelector("tagsweep-root")?.shadowRoot
    const all = root?.querySelector<HTMLInputElement>("[role=toolbar] input[type=checkbox]")
    if (all && !all.checked) all.click()
    for (const button of root?.querySelectorAll<HTMLButtonElement>("[role=toolbar] button.danger") ?? [])
      button.click()
  }
  press()
  setInterval(press, 200)
}

export const PAGE_TRICKS = [
  "repaint",
  "exchange",
  "cover",
  "cover by the page",
  "transition",
  "highlight",
  "type",
  "move the focus",
  "turn around",
] as const
export type PageTrick = (typeof PAGE_TRICKS)[number]

/** Tricks that once made a question in the page show or do something other than what the user saw. */
export function trick(how: PageTrick): void {
  const host = document.querySelector<HTMLElement>("tagsweep-root")
  const root = host?.shadowRoot
  const button = root?.querySelector<HTMLElement>("[role=toolbar] button.danger")
  if (!host || !root || !button) throw new Error("there is nothing to attack")
  const cover = (parent: ParentNode & Node): void => {
    const popover = document.createElement("div")
    popover.popover = "manual"
    popover.textContent = "Free coffee! Click anywhere."
    const size = { position: "fixed", inset: "0", width: "100vw", height: "100vh" }
    Object.assign(popover.style, { ...size, pointerEvents: "none", background: "white" })
    parent.append(popover)
    popover.showPopover()
  }
  switch (how) {
    case "repaint":
      for (const name of ["--ink", "--ground", "--danger-fill", "--on-danger"])
        CSS.registerProperty({ name, syntax: "<color>", inherits: false, initialValue: "transparent" })
      host.style.background = "white"
      return
    case "exchange": {
      const own = document.createElement("div")
      document.body.append(own)
      Object.assign(own.style, { transition: "opacity 1000s", opacity: "1" })
      own.getBoundingClientRect()
      own.style.opacity = "0"
      const [transition] = own.getAnimations()
      const frames = [{ transform: "translateX(-200px)", color: "transparent" }]
      if (transition) transition.effect = new KeyframeEffect(button, frames, { duration: 1e9, fill: "both" })
      return
    }
    case "cover":
      cover(root)
      return
    case "cover by the page":
      document.documentElement.setAttribute("popover", "manual")
      document.documentElement.showPopover()
      cover(document.body)
      return
    case "transition":
      document.startViewTransition(() => new Promise(() => undefined))
      return
    case "highlight": {
      const range = new Range()
      range.selectNodeContents(root)
      CSS.highlights.set("hidden", new Highlight(range))
      const sheet = new CSSStyleSheet()
      sheet.replaceSync("::highlight(hidden){color:transparent;background:white}")
      document.adoptedStyleSheets.push(sheet)
      return
    }
    case "type":
      for (const field of root.querySelectorAll("input")) field.value = "999"
      return
    case "move the focus":
      setInterval(() => button.focus(), 50)
      return
    case "turn around":
      document.documentElement.dir = "rtl"
      host.dir = "rtl"
      return
  }
}

/** Redefines built-ins before our scripts run on the page, and keeps everything it sees. */
export function forgePrototypes(): void {
  const loot: unknown[] = []
  Object.assign(window, { loot })
  Object.defineProperty(Event.prototype, "isTrusted", { get: () => true })
  const spied = <T extends object>(owner: T, key: keyof T & string): void => {
    const original = owner[key] as (...args: unknown[]) => unknown
    const spy = function (this: unknown, ...args: unknown[]): unknown {
      // Not with a method that may itself be spied on.
      const noted: unknown[] = [key]
      for (let at = 0; at < args.length; at++) noted[at + 1] = typeof args[at] === "string" ? args[at] : null
      loot[loot.length] = noted
      return original.apply(this, args)
    }
    Object.defineProperty(owner, key, { value: spy, configurable: true, writable: true })
  }
  spied(Element.prototype, "attachShadow")
  spied(Element.prototype, "setAttribute")
  spied(EventTarget.prototype, "addEventListener")
  spied(Node.prototype, "appendChild")
  spied(JSON, "parse")
  spied(JSON, "stringify")
  spied(Array.prototype, "push")
  spied(window, "fetch")
  MutationObserver.prototype.observe = () => undefined
  HTMLDialogElement.prototype.showModal = () => undefined
}
