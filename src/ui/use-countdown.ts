import { useEffect, useState } from "preact/hooks"

const OFTEN = 250

/** Whole seconds until `time` (ms since the epoch), counted down while it is shown; 0 once it has come. */
export function useCountdown(time: number | null): number {
  const [now, setNow] = useState(Date.now)
  const left = time === null ? 0 : Math.max(0, Math.ceil((time - now) / 1_000))
  const runs = left > 0
  useEffect(() => {
    if (!runs) return
    const timer = setInterval(() => setNow(Date.now()), OFTEN)
    return () => clearInterval(timer)
  }, [runs])
  return left
}
