import { useEffect, useState } from "preact/hooks"

/** Whether the browser has a connection at all. */
export function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine)
  useEffect(() => {
    const gone = new AbortController()
    const look = (): void => setOnline(navigator.onLine)
    for (const type of ["online", "offline"]) addEventListener(type, look, { signal: gone.signal })
    return () => gone.abort()
  }, [])
  return online
}
