/** Finds elements as assistive technology does: by role and accessible name, through open shadow roots. */
import { computeAccessibleName, getRole } from "dom-accessibility-api"

function* everything(root: ParentNode): Generator<HTMLElement> {
  for (const element of root.querySelectorAll<HTMLElement>("*")) {
    yield element
    if (element.shadowRoot) yield* everything(element.shadowRoot)
  }
}

export interface Found {
  readonly role: string
  readonly name: string
  readonly element: HTMLElement
}

/** All elements with this role, in document order. */
export function allByRole(role: string, root: ParentNode = document): Found[] {
  return [...everything(root)]
    .filter((element) => getRole(element) === role)
    .map((element) => ({ role, name: computeAccessibleName(element), element }))
}

/** The only element with this role and name. @throws if there is none or more than one */
export function byRole(role: string, name: string | RegExp, root: ParentNode = document): HTMLElement {
  const all = allByRole(role, root)
  const fits = all.filter((each) => (typeof name === "string" ? each.name === name : name.test(each.name)))
  if (fits.length !== 1 || !fits[0])
    throw new Error(
      `${fits.length} × ${role} “${name}”; there are: ${all.map((each) => each.name).join(" | ")}`,
    )
  return fits[0].element
}
