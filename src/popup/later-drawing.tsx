import { render } from "preact"
import type { ComponentType } from "preact"
import type { Draw } from "./island"

/** The component, drawn by the Preact of the bundle that this is in. */
export function drawing<P extends object>(Component: ComponentType<P>): Draw<P> {
  return (place, props) => render(props && <Component {...props} />, place)
}
