import { spawn } from "node:child_process"

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
  /** After this many milliseconds it is ended. */
  readonly timeout?: number
}

/** Runs a script of node_modules or of ours with this Node, and keeps what it says. */
export function runNode(
  script: string,
  args: readonly string[] = [],
  options: RunOptions = {},
): Promise<Ended> {
  const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0", ...options.env }
  const child = spawn(process.execPath, [script, ...args], { env, timeout: options.timeout })
  let output = ""
  let stdout = ""
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text
    stdout += text
  })
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text))
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (code) => resolve({ code, output, stdout }))
  })
}
