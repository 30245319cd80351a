import { useCallback, useRef } from "preact/hooks"

/** The newest of a function that is new at each drawing, as one that never changes. */
export function useSame<A extends readonly unknown[]>(work: (...args: A) => void): (...args: A) => void {
  const latest = useRef(work)
  latest.current = work
  return useCallback((...args: A) => latest.current(...args), [])
}
