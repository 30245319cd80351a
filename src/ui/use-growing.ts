import { useLayoutEffect, useState } from "preact/hooks"

/** Items that are drawn in one go: some five milliseconds of work, more where it is done for the first time. */
export const PORTION = 100

/**
 * A long list that is drawn whole, but a portion at a time, so that the page answers meanwhile.
 * @param total items there are
 * @returns how many to draw now
 */
export function useGrowing(total: number): number {
  const [drawn, setDrawn] = useState(PORTION)
  useLayoutEffect(() => {
    if (drawn >= total) return undefined
    const timer = setTimeout(() => setDrawn(drawn + PORTION))
    return () => clearTimeout(timer)
  }, [drawn, total])
  return Math.min(drawn, total)
}
