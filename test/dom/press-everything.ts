/** Presses every control of a screen, and those that each brings up, except the one that confirms. */
import { computeAccessibleName, getRole } from "dom-accessibility-api"
import { render, type JSX } from "preact"

const ROLES = new Set(["button", "checkbox", "radio", "link", "menuitem", "switch", "textbox", "searchbox"])
const MORE_ROLES = new Set(["combobox", "spinbutton", "listbox", "tab", "option"])

const isConfirming = (name: string): boolean => /^(Delete|Merge|Restore) \d+ tags?$/.test(name)

/** Matches some rows in a search field. */
const TYPED = "vip"

/** These end what others need, so they are pressed last. */
const LAST = /disconnect|forget|remove|delete backup/i

interface Control {
  readonly key: string
  readonly name: string
  readonly element: HTMLElement
}

/** The controls that a user could use now: only those in the topmost dialog, if there is one. */
function controls(): Control[] {
  const dialog = [...document.querySelectorAll("dialog[open]")].at(-1)
  const within = (dialog ?? document.body).querySelectorAll<HTMLElement>("*")
  return [...within].flatMap((element) => {
    const role = getRole(element) ?? element.localName
    const isControl = ROLES.has(role) || MORE_ROLES.has(role) || element.localName === "summary"
    if (!isControl || element.matches(":disabled, [hidden] *, [aria-disabled=true]")) return []
    const name = computeAccessibleName(element)
    // The only control that may start something.
    if (dialog && element.matches("[type=submit]") && isConfirming(name)) return []
    // A heading that expands its card is the same control before and after.
    const isHeading = element.closest("h2") !== null && element.hasAttribute("aria-expanded")
    const place = isHeading ? "" : (element.closest("li, tr, section")?.textContent.slice(0, 60) ?? "")
    return [{ key: `${role} ${name} ${dialog ? dialog.textContent.slice(0, 30) : place}`, name, element }]
  })
}

/** Waits until pending requests are answered and rendered. @param isAsking whether an answer is pending */
async function settle(isAsking: () => boolean): Promise<void> {
  for (let quiet = 0; quiet < 8; quiet = isAsking() ? 0 : quiet + 1)
    await new Promise((resolve) => setTimeout(resolve, 4))
}

function use({ element }: Control): void {
  if (element instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(element.type)) {
    if (element.type !== "file") element.value = element.type === "number" ? "1" : TYPED
    element.dispatchEvent(new Event("input", { bubbles: true }))
    element.dispatchEvent(new Event("change", { bubbles: true }))
  } else if (element instanceof HTMLSelectElement) {
    element.selectedIndex = (element.selectedIndex + 1) % element.options.length
    element.dispatchEvent(new Event("change", { bubbles: true }))
  } else {
    // A link's target is not one of our pages.
    addEventListener("click", (event) => element.closest("a") && event.preventDefault(), { once: true })
    element.click()
  }
}

/**
 * @param flaw what is wrong, or null
 * @param isAsking whether the screen waits for an answer from the background
 * @returns the names of all pressed controls, in order
 * @throws if anything is wrong
 */
export async function pressEverything(
  screen: () => JSX.Element | Promise<JSX.Element>,
  flaw: () => Promise<string | null>,
  isAsking: () => boolean,
): Promise<string[]> {
  const done = new Set<string>()
  const pressed: string[] = []
  const show = async (): Promise<void> => {
    render(null, document.body)
    history.replaceState(null, "", "/")
    render(await screen(), document.body)
    await settle(isAsking)
    await settle(isAsking)
  }
  let before = new Set<string>()
  await show()
  for (let isFresh = true; ;) {
    const there = controls()
    const left = there.filter(({ key }) => !done.has(key))
    const wanted = left.filter(({ name }) => !LAST.test(name))
    // First the controls that the last press brought up.
    const next = wanted.find(({ key }) => !before.has(key)) ?? wanted[0] ?? left[0]
    before = new Set(there.map(({ key }) => key))
    if (next) {
      done.add(next.key)
      pressed.push(next.name)
      isFresh = false
      use(next)
      await settle(isAsking)
      const found = await flaw()
      if (found !== null) throw new Error(`After “${pressed.slice(-3).join("”, “")}”: ${found}`)
    } else if (isFresh) return pressed
    else {
      await show()
      isFresh = true
    }
  }
}
