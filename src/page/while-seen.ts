/** Runs something every so many milliseconds while the tab is seen, and nothing at all while it is hidden. */
export function whileSeen(everyMs: number, run: () => void, signal: AbortSignal): void {
  let timer: ReturnType<typeof setInterval> | undefined
  const arrange = (): void => {
    clearInterval(timer)
    timer = document.hidden ? undefined : setInterval(run, everyMs)
  }
  arrange()
  document.addEventListener("visibilitychange", arrange, { signal })
  signal.addEventListener("abort", () => clearInterval(timer))
}
