import { spawn, type ChildProcess } from "node:child_process"
import { readFile, rm } from "node:fs/promises"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { until } from "../poll"
import { Marionette } from "./marionette"

/** A running Firefox and the connection to it. */
export interface RunningFirefox {
  readonly marionette: Marionette
  /** What it has written to standard output: the consoles of all pages and of the extension. */
  output(): string
  /** Resolves when the process has gone. */
  readonly ended: Promise<void>
  /** Quits and leaves no process behind. */
  quit(): Promise<void>
  /** Ends the process at once, as a power failure would. */
  kill(): Promise<void>
}

/** The same page size as in the other browser. */
export const windowSize = { width: 1280, height: 885 }

/** How long Firefox may take to start on a cold disk (ms). */
const startPatience = 60_000

/** How long Firefox may take to write its profile and quit (ms). */
const quitPatience = 10_000

async function activePort(profile: string, firefox: ChildProcess): Promise<number> {
  return until(
    "Marionette's port",
    async () => {
      if (firefox.exitCode !== null) throw new Error(`Firefox ended with ${firefox.exitCode}`)
      const port = Number(await readFile(join(profile, "MarionetteActivePort"), "utf8"))
      return port > 0 ? port : undefined
    },
    startPatience,
  )
}

/**
 * Starts Firefox with a profile and opens a Marionette session.
 * System access lets a script reach the add-on manager and the extension's background.
 */
export async function startFirefox(
  program: string,
  profile: string,
  { headless, env }: { readonly headless: boolean; readonly env: Readonly<Record<string, string>> },
): Promise<RunningFirefox> {
  await rm(join(profile, "MarionetteActivePort"), { force: true })
  const args = ["--marionette", "-remote-allow-system-access", "--no-remote", "--profile", profile]
  const firefox = spawn(program, headless ? ["--headless", ...args] : args, {
    stdio: ["ignore", "pipe", "ignore"],
    env: {
      ...process.env,
      ...env,
      MOZ_HEADLESS_WIDTH: String(windowSize.width),
      MOZ_HEADLESS_HEIGHT: String(windowSize.height),
      // A crash reporter's window would wait for a user to close it.
      MOZ_CRASHREPORTER_DISABLE: "1",
      // Without it, a release build ignores the address that turns Mozilla's settings service off.
      MOZ_REMOTE_SETTINGS_DEVTOOLS: "1",
    },
  })
  let output = ""
  firefox.stdout.setEncoding("utf8").on("data", (text: string) => (output += text))
  const ended = new Promise<void>((resolve) => firefox.once("exit", () => resolve()))
  const kill = (): boolean => firefox.kill("SIGKILL")
  process.once("exit", kill)
  void ended.then(() => process.removeListener("exit", kill))
  const marionette = await Marionette.connect(await activePort(profile, firefox))
  await marionette.send("WebDriver:NewSession", { acceptInsecureCerts: true })
  return {
    marionette,
    ended,
    output: () => output,
    quit: async () => {
      await Promise.race([
        ended,
        marionette.send("Marionette:Quit", { flags: ["eForceQuit"] }).catch(() => undefined),
      ])
      await Promise.race([ended, pause(quitPatience, undefined, { ref: false })])
      kill()
      await ended
      marionette.close()
    },
    kill: async () => {
      kill()
      await ended
      marionette.close()
    },
  }
}
