/** Finds installed browsers for tests, and installs them with apt-get if possible. */
import { execFile } from "node:child_process"
import { existsSync } from "node:fs"
import { delimiter, join } from "node:path"
import { promisify } from "node:util"

export type BrowserKind = "chromium" | "firefox"

interface Candidates {
  /** Environment variable with the path of a program. Overrides all other candidates. */
  readonly variable: string
  /** Command names in PATH, best first: branded Chrome no longer supports --load-extension, so it comes late. */
  readonly commands: readonly string[]
  readonly paths: readonly string[]
  /** Debian package. */
  readonly aptPackage: string
}

const MAC = "/Applications"
const WINDOWS = [process.env["ProgramFiles"], process.env["ProgramFiles(x86)"], process.env["LOCALAPPDATA"]]

const onWindows = (path: string): string[] =>
  WINDOWS.filter((root) => root !== undefined).map((root) => join(root, path))

const BROWSERS: Readonly<Record<BrowserKind, Candidates>> = {
  chromium: {
    variable: "CHROMIUM_BIN",
    commands: [
      "chromium",
      "chromium-browser",
      "google-chrome",
      "google-chrome-stable",
      "microsoft-edge",
      "msedge",
    ],
    paths: [
      `${MAC}/Chromium.app/Contents/MacOS/Chromium`,
      `${MAC}/Google Chrome.app/Contents/MacOS/Google Chrome`,
      `${MAC}/Microsoft Edge.app/Contents/MacOS/Microsoft Edge`,
      ...onWindows("Chromium/Application/chrome.exe"),
      ...onWindows("Google/Chrome/Application/chrome.exe"),
      ...onWindows("Microsoft/Edge/Application/msedge.exe"),
    ],
    aptPackage: "chromium",
  },
  firefox: {
    variable: "FIREFOX_BIN",
    commands: ["firefox-esr", "firefox"],
    paths: [`${MAC}/Firefox.app/Contents/MacOS/firefox`, ...onWindows("Mozilla Firefox/firefox.exe")],
    aptPackage: "firefox-esr",
  },
}

/** The absolute path of an installed browser's program. Undefined if none is found. */
export function installedBrowser(kind: BrowserKind): string | undefined {
  const { variable, commands, paths } = BROWSERS[kind]
  const chosen = process.env[variable]
  if (chosen !== undefined) return existsSync(chosen) ? chosen : undefined
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "")
  const inPath = commands.flatMap((command) => folders.map((folder) => join(folder, command)))
  return [...inPath, ...paths].find((path) => existsSync(path))
}

/**
 * The path of a browser's program. If there is none, installs it with apt-get when that needs no password.
 * @throws an error that says what to install
 */
export async function findBrowser(kind: BrowserKind): Promise<string> {
  const found = installedBrowser(kind) ?? (await installByApt(kind))
  if (found !== undefined) return found
  const { variable } = BROWSERS[kind]
  throw new Error(
    `No ${kind} was found. Install it, or name the program in the environment variable ${variable}.`,
  )
}

async function installByApt(kind: BrowserKind): Promise<string | undefined> {
  const prefix = process.getuid?.() === 0 ? [] : ["sudo", "-n"]
  const apt = async (...args: string[]): Promise<void> => {
    const [program = "", ...rest] = [...prefix, "apt-get", "-qq", ...args]
    await promisify(execFile)(program, rest, { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } })
  }
  try {
    await apt("update")
    await apt("install", "-y", "--no-install-recommends", BROWSERS[kind].aptPackage, "fonts-noto-core")
  } catch (error) {
    console.error(`Installing ${kind} by apt-get did not work: ${String(error).split("\n", 1)[0] ?? ""}`)
    return undefined
  }
  return installedBrowser(kind)
}
