import { useEffect, useRef, useState } from "preact/hooks"
import { readPlace, writePlace } from "./address"
import type { Place } from "./address"

/** Without what is typed: going back takes that away at once and not letter by letter. */
const chosen = ({ filters, ...place }: Place): string =>
  writePlace({ ...place, filters: { ...filters, text: "", before: null } })

/** Where the manager stands, kept in the address; Back and Forward lead through what was chosen. */
export function usePlace(): readonly [Place, (change: Partial<Place>) => void] {
  const [place, setPlace] = useState(() => readPlace(location.search))
  const here = useRef(place)
  useEffect(() => {
    const gone = new AbortController()
    const follow = (): void => {
      here.current = readPlace(location.search)
      setPlace(here.current)
    }
    addEventListener("popstate", follow, { signal: gone.signal })
    return () => gone.abort()
  }, [])
  // Written at once and not after drawing, when Back may have led to another entry already.
  const change = (to: Partial<Place>): void => {
    const next = { ...here.current, ...to }
    const address = `${location.pathname}${writePlace(next)}`
    if (chosen(next) === chosen(here.current)) history.replaceState(null, "", address)
    else history.pushState(null, "", address)
    here.current = next
    setPlace(next)
  }
  return [place, change]
}
