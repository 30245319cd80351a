/** The switch between `npm test` and `npm run test:release`: an environment variable, which child processes inherit. */
const SWITCH = "TAGSWEEP_RELEASE"

/** Whether this run checks everything a release needs. */
export function isRelease(): boolean {
  return process.env[SWITCH] === "1"
}

/** Turns the switch on for this process and those it starts. */
export function proveRelease(): void {
  process.env[SWITCH] = "1"
}
