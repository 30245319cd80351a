import { spawn, type ChildProcess } from "node:child_process"

export interface Ended {
  /** null when a signal ended it. */
  readonly code: number | null
  /** What it wrote to both outputs, in order. */
  readonly output: string
  /** What it wrote to its standard output alone. */
  readonly stdout: string
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  /** After this many milliseconds it is ended, with all that it started. */
  readonly timeout?: number
}

/** Runs a script of node_modules or of ours with this Node, and keeps what it says. */
export function runNode(
  script: string,
  args: readonly string[] = [],
  { env, timeout }: RunOptions = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0", ...env },
    // A group of its own, so that browsers end with the runner that started them.
    detached: process.platform !== "win32",
  })
  let output = ""
  let stdout = ""
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text
    stdout += text
  })
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text))
  // Playwright's browsers have groups of their own too: it ends them when it is asked to end.
  const end = (): void => endGroup(child, "SIGTERM")
  const timer = setTimeout(
    () => {
      output += `\nEnded after ${(timeout ?? 0) / 1000} s: that is too long.\n`
      end()
      setTimeout(() => endGroup(child, "SIGKILL"), 5000).unref()
    },
    timeout ?? 2 ** 31 - 1,
  )
  process.once("exit", end)
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (code) => {
      clearTimeout(timer)
      process.off("exit", end)
      resolve({ code, output, stdout })
    })
  })
}

/** Ends a process and all that it started; without groups (Windows) the process alone. */
function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null) return
  try {
    if (process.platform === "win32") child.kill(signal)
    else process.kill(-child.pid, signal)
  } catch (error) {
    // It may have ended a moment ago.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error
  }
}

// Groups of their own don't hear Ctrl+C; ending here ends them.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130))
