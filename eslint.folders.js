/**
 * The rooms of src and what each may import from, upper rooms first: imports run downwards only. Zoho's page is the
 * least trusted place that our code runs in, so the room for it reaches neither accounts nor what is stored. All may
 * import from lib, which knows nothing of the product.
 */
const SCREEN = ["ui", "messaging", "store", "backup", "jobs", "zoho"]
const MAY_IMPORT = {
  entry: ["worker", "popup", "options", "manager", "backups", "confirm", "page", "accounts", ...SCREEN],
  // "ui" for its words only: the page gets sentences from the worker, so as not to carry the catalogue itself.
  worker: ["accounts", "messaging", "ui", "store", "backup", "jobs", "zoho"],
  popup: SCREEN,
  options: SCREEN,
  manager: SCREEN,
  backups: SCREEN,
  confirm: SCREEN,
  page: ["ui", "messaging", "jobs", "zoho"],
  ui: ["messaging", "store", "backup", "jobs", "zoho"],
  messaging: ["jobs", "zoho"],
  accounts: ["store", "zoho"],
  store: ["backup", "jobs", "zoho"],
  backup: ["jobs", "zoho"],
  // The engine knows nothing of storage, browser and screens.
  jobs: ["zoho"],
  zoho: [],
  lib: [],
}
const ROOMS = Object.keys(MAY_IMPORT).filter((room) => room !== "entry")

/** One policy per room, for the rule boundaries/dependencies. */
export const directions = Object.entries(MAY_IMPORT).map(([room, others]) => ({
  from: { element: { type: room } },
  allow: { to: { element: { types: { anyOf: [room, "lib", ...others] } } } },
}))

const whole = (type, pattern) => ({ type, pattern, partialMatch: false })
export const elements = [
  ...ROOMS.map((room) => whole(room, `src/${room}`)),
  whole("entry", "src"),
  whole("sandbox", "test/sandbox"),
  whole("test", "test"),
]
