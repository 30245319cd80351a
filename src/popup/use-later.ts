import { useEffect, useState } from "preact/hooks"
import { adoptStyles } from "../ui/style"
import type * as later from "./later"

export type Later = typeof later

/** After that many milliseconds it is loaded, however busy the browser. */
const LATEST_MS = 500

let loading: Promise<Later> | undefined

/** What only an opened thing needs, with its styles in force; after a failure it is tried anew. */
export function loadLater(): Promise<Later> {
  loading ??= import("./later").then(
    (loaded) => {
      adoptStyles(document, ...loaded.laterStyles)
      return loaded
    },
    (error: unknown) => {
      loading = undefined
      throw error
    },
  )
  return loading
}

/**
 * The same for drawing; undefined while it is not there, null where it could not be loaded.
 * @param isListed the list stands: it is loaded once the browser has nothing else to do, so that no click waits for it
 * @param isNeeded something is drawn with it: it is loaded now
 */
export function useLater(isListed: boolean, isNeeded: boolean): Later | null | undefined {
  const [loaded, setLoaded] = useState<Later | null>()
  useEffect(() => {
    const load = (): void => void loadLater().then(setLoaded, () => setLoaded(null))
    if (isNeeded) load()
    if (isNeeded || !isListed) return undefined
    const waiting = requestIdleCallback(load, { timeout: LATEST_MS })
    return () => cancelIdleCallback(waiting)
  }, [isListed, isNeeded])
  return loaded
}
