/**
 * Something that reads how all stands and acts on it, never twice at once: asked for while it runs, it runs once more
 * afterwards, however often it was asked. A hundred jobs at work would else read each other a hundred times.
 * @param pause milliseconds between two runs
 */
export function onceAtATime(work: () => Promise<void>, pause = 0): () => Promise<void> {
  let running: Promise<void> | null = null
  let asked = 0

  async function run(): Promise<void> {
    try {
      for (;;) {
        const seen = asked
        await work()
        if (asked === seen) return
        if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause))
      }
    } finally {
      running = null
    }
  }

  return () => {
    asked++
    return (running ??= run())
  }
}
