/** Runs scripts with the current Node, and checks its version. */
import { execFile } from "node:child_process"

const LEAST = [20, 19] as const

/** `code` is null if a signal ended the process; `output` is stdout and stderr together. */
export type Ended = { readonly code: number | null } & Readonly<Record<"stdout" | "output", string>>

/**
 * Runs a script with this Node, and captures its output.
 * @param options.timeout milliseconds until it gets SIGTERM; vitest and Playwright then close their browsers. 0: none
 */
export function runNode(
  script: string,
  args: readonly string[] = [],
  { env, timeout = 0 }: { readonly env?: Readonly<Record<string, string>>; readonly timeout?: number } = {},
): Promise<Ended> {
  const quiet = { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0", ...env }
  const options = { env: quiet, timeout, maxBuffer: Infinity }
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], options, (error, stdout, stderr) => {
      const late = error?.killed ? `\nTimed out after ${timeout / 1000} s.\n` : ""
      const code = error ? (typeof error.code === "number" ? error.code : null) : 0
      resolve({ code, stdout, output: stdout + stderr + late })
    })
  })
}

/** @throws if this Node is too old. ("engines" in package.json would make Parcel exclude all dependencies.) */
export function requireNode(): void {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number)
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) return
  throw new Error(`Node ${LEAST.join(".")} or newer is needed; this is ${process.versions.node}.`)
}
