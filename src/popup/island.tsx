import type { JSX } from "preact"
import { useLayoutEffect, useRef } from "preact/hooks"

/** Draws something in an element, and anew at each call; null takes it away. */
export type Draw<P> = (place: Element, props: P | null) => void

/** A place in the popup where a bundle draws that was loaded later and has a Preact of its own. */
export function Island<P>({ draw, props }: { readonly draw: Draw<P>; readonly props: P }): JSX.Element {
  const place = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (place.current) draw(place.current, props)
  })
  useLayoutEffect(() => {
    const { current } = place
    return () => {
      if (current) draw(current, null)
    }
  }, [draw])
  return <div class="island" ref={place} />
}
