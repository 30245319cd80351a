import type { JSX } from "preact"

/** A tag: its colour as a dot, its name in normal text, in its own writing direction. */
export function TagName({ name, colorCode }: { name: string; colorCode: string | null }): JSX.Element {
  return (
    <span class="tag">
      <i
        class={colorCode ? "dot" : "dot none"}
        style={colorCode ? { backgroundColor: colorCode } : undefined}
      />
      <bdi>{name}</bdi>
    </span>
  )
}
