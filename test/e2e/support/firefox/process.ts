import { spawn, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { readFile, rm } from "node:fs/promises"
import { join } from "node:path"
import { until } from "../poll"
import { Marionette } from "./marionette"

/** A running Firefox and the line to it. */
export interface RunningFirefox {
  readonly marionette: Marionette
  /** Leaves no process behind. */
  quit(): Promise<void>
}

/** Firefox starts slowly on a cold disk (ms). */
const startPatience = 60_000

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

async function endOf(firefox: ChildProcess, within: number): Promise<boolean> {
  if (firefox.exitCode !== null || firefox.signalCode !== null) return true
  const signal = AbortSignal.timeout(within)
  return once(firefox, "exit", { signal }).then(
    () => true,
    () => false,
  )
}

/**
 * Starts Firefox with a profile and opens a Marionette session.
 * System access lets a script reach the add-on manager and the extension's background.
 */
export async function startFirefox(
  program: string,
  profile: string,
  headless: boolean,
): Promise<RunningFirefox> {
  await rm(join(profile, "MarionetteActivePort"), { force: true })
  const args = ["--marionette", "-remote-allow-system-access", "--no-remote", "--profile", profile]
  const firefox = spawn(program, headless ? ["--headless", ...args] : args, {
    stdio: "ignore",
    env: {
      ...process.env,
      // A crash reporter's window would wait for somebody to close it.
      MOZ_CRASHREPORTER_DISABLE: "1",
      // Without it a release build ignores the address that turns Mozilla's settings service off.
      MOZ_REMOTE_SETTINGS_DEVTOOLS: "1",
    },
  })
  const marionette = await Marionette.connect(await activePort(profile, firefox))
  await marionette.send("WebDriver:NewSession", { acceptInsecureCerts: true })
  return {
    marionette,
    quit: async () => {
      const asked = marionette.send("Marionette:Quit", { flags: ["eForceQuit"] }).catch(() => undefined)
      await Promise.race([asked, endOf(firefox, 10_000)])
      if (!(await endOf(firefox, 10_000))) firefox.kill("SIGKILL")
      await endOf(firefox, 5_000)
      marionette.close()
    },
  }
}
