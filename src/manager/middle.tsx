import type { ComponentChildren, JSX } from "preact"

/** Words in the middle of where something else will be. */
export function Middle({ children }: { children: ComponentChildren }): JSX.Element {
  return <div class="empty">{children}</div>
}
