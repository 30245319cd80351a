/** The one switch between `npm test` and `npm run test:release`, heard by every process that a step starts. */
const SWITCH = "TAGSWEEP_RELEASE"

/** Whether everything there is has to be proved, as a release needs. */
export function isRelease(): boolean {
  return process.env[SWITCH] === "1"
}

/** From here on, here and in the processes that are started. */
export function proveRelease(): void {
  process.env[SWITCH] = "1"
}
