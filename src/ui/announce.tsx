import type { JSX } from "preact"
import { useEffect, useRef, useState } from "preact/hooks"

/** The least time between two announcements of how far something is (ms). */
export const SPACING_MS = 5_000

/**
 * Says `words` to those who do not see them: `atOnce` at once, else not before the last announcement is `SPACING_MS`
 * old, and then the newest words alone. It has to stay on the page: a region that comes with its words is not read out.
 */
export function Announce({
  words,
  atOnce,
}: {
  readonly words: string
  readonly atOnce: boolean
}): JSX.Element {
  const [said, setSaid] = useState("")
  const lastAt = useRef(-SPACING_MS)
  useEffect(() => {
    if (words === said) return undefined
    const say = (): void => {
      lastAt.current = performance.now()
      setSaid(words)
    }
    const wait = atOnce ? 0 : lastAt.current + SPACING_MS - performance.now()
    const timer = setTimeout(say, Math.max(0, wait))
    return () => clearTimeout(timer)
  }, [words, atOnce, said])
  return (
    <span class="hide" aria-live="polite">
      {said}
    </span>
  )
}
