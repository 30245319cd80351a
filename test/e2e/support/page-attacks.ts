/** What a malicious script on the CRM's page can try. Each runs in the page's own world and stands on its own. */

/** Presses, submits and forges all it can reach, and tells what it got for it. */
export async function forgeEverything(
  extensionOrigin: string,
): Promise<{ runtime: boolean; answers: string[]; file: string }> {
  const answers: string[] = []
  window.addEventListener("message", ({ data }) => {
    if ((data as { done?: unknown }).done !== undefined) answers.push(JSON.stringify(data))
  })
  const root = document.querySelector("tagsweep-root")?.shadowRoot
  const dialog = root?.querySelector("dialog")
  const button = dialog?.querySelector<HTMLButtonElement>("button.danger")
  if (!root || !dialog || !button) throw new Error("there is nothing to attack")
  const init = { bubbles: true, composed: true, cancelable: true }
  button.click()
  for (const detail of [0, 1]) button.dispatchEvent(new MouseEvent("click", { ...init, detail }))
  for (const type of ["pointerdown", "pointerup"]) button.dispatchEvent(new PointerEvent(type, init))
  for (const type of ["mousedown", "mouseup"]) button.dispatchEvent(new MouseEvent(type, init))
  for (const key of ["Enter", " "])
    for (const type of ["keydown", "keypress", "keyup"])
      button.dispatchEvent(new KeyboardEvent(type, { ...init, key }))
  button.form?.requestSubmit()
  button.form?.requestSubmit(button)
  button.form?.dispatchEvent(new SubmitEvent("submit", { ...init, submitter: button }))
  const command = { mark: "tagsweep/1", name: "account.list", request: {} }
  window.postMessage(command, "*")
  for (const target of [window, document, root, dialog])
    target.dispatchEvent(new CustomEvent("tagsweep", { ...init, detail: command }))
  for (const channel of ["tagsweep-store", "tagsweep"]) new BroadcastChannel(channel).postMessage(command)
  const file = await fetch(`${extensionOrigin}/options.html`).then(
    () => "read",
    () => "refused",
  )
  await new Promise((resolve) => setTimeout(resolve, 300))
  interface Globals {
    readonly chrome?: { readonly runtime?: { readonly sendMessage?: unknown } }
    readonly browser?: { readonly runtime?: unknown }
  }
  const { chrome, browser } = globalThis as unknown as Globals
  return { runtime: Boolean(chrome?.runtime?.sendMessage ?? browser?.runtime), answers, file }
}

/** The middle of the button that confirms, in the viewport. */
export function placeOfConfirm(): { x: number; y: number } {
  const root = document.querySelector("tagsweep-root")?.shadowRoot
  const { x, y, width, height } =
    root?.querySelector("dialog button.danger")?.getBoundingClientRect() ?? new DOMRect()
  return { x: x + width / 2, y: y + height / 2 }
}

/**
 * `open`, `closed`: lays a popover over the dialog that lets clicks through, in the page or in a closed shadow root.
 * `flashing`: the same, but away again for a third of the time. `rewritten`: makes the dialog name another tag. `animated`: makes it invisible without touching it.
 */
export function coverDialog(how: "open" | "closed" | "flashing" | "rewritten" | "animated"): void {
  const dialog = document.querySelector("tagsweep-root")?.shadowRoot?.querySelector("dialog")
  if (how === "rewritten") {
    for (const name of dialog?.querySelectorAll("bdi") ?? []) name.textContent = "Harmless"
    return
  }
  if (how === "animated") {
    dialog?.animate([{ opacity: 0 }, { opacity: 0 }], { duration: 1e9 })
    return
  }
  const host = document.createElement("div")
  host.dataset["overlay"] = ""
  const cover = document.createElement("div")
  cover.popover = "manual"
  cover.textContent = "Free coffee! Click the button."
  Object.assign(cover.style, {
    position: "fixed",
    inset: "0",
    width: "100vw",
    height: "100vh",
    pointerEvents: "none",
    background: "white",
  })
  const parent = how === "closed" ? host.attachShadow({ mode: "closed" }) : host
  parent.append(cover)
  document.body.append(host)
  cover.showPopover()
  if (how !== "flashing") return
  // In step with a guard that looks every 200 ms.
  const flash = setInterval(() => {
    if (!cover.isConnected) {
      clearInterval(flash)
      return
    }
    cover.showPopover()
    setTimeout(() => cover.isConnected && cover.hidePopover(), 130)
  }, 200)
}

/** Keeps all others on the page from their turn for most of the time, as long as the overlay is there. */
export function starveOthers(): void {
  const overlay = document.createElement("div")
  overlay.dataset["overlay"] = ""
  document.body.append(overlay)
  const starve = (): void => {
    const until = performance.now() + 600
    while (performance.now() < until);
    if (overlay.isConnected) setTimeout(starve)
  }
  starve()
}

/** Redefines what scripts rely on, before any of ours is on the page; keeps whatever it gets to see. */
export function forgePrototypes(): void {
  const loot: unknown[] = []
  Object.assign(window, { loot })
  Object.defineProperty(Event.prototype, "isTrusted", { get: () => true })
  const spied = <T extends object>(owner: T, key: keyof T & string): void => {
    const original = owner[key] as (...args: unknown[]) => unknown
    const spy = function (this: unknown, ...args: unknown[]): unknown {
      // Not by a method that may be spied on itself.
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
