/**
 * The rooms of src and what each may import from, upper rooms first: imports run downwards only. Zoho's page is the
 * least trusted place that our code runs in, so the room for it reaches neither accounts nor what is stored.
 */
const SCREEN = ["ui", "messaging", "store", "backup", "deletion", "zoho"]
const MAY_IMPORT = {
  entry: ["worker", "popup", "options", "manager", "page", "accounts", ...SCREEN],
  // "ui" for its words only: the page gets sentences from the worker, so as not to carry the catalogue itself.
  worker: ["accounts", "messaging", "ui", "store", "backup", "deletion", "zoho"],
  popup: SCREEN,
  options: SCREEN,
  manager: SCREEN,
  page: ["ui", "messaging", "deletion", "zoho"],
  ui: ["messaging", "store", "deletion", "zoho"],
  messaging: ["backup", "deletion", "zoho"],
  accounts: ["store", "zoho"],
  store: ["backup", "deletion", "zoho"],
  backup: ["deletion", "zoho"],
  deletion: ["zoho"],
  zoho: [],
}
const ROOMS = Object.keys(MAY_IMPORT).filter((room) => room !== "entry")

/** One policy per room, for the rule boundaries/dependencies. */
export const directions = Object.entries(MAY_IMPORT).map(([room, others]) => ({
  from: { element: { type: room } },
  allow: { to: { element: { types: { anyOf: [room, ...others] } } } },
}))

const whole = (type, pattern) => ({ type, pattern, partialMatch: false })
export const elements = [
  ...ROOMS.map((room) => whole(room, `src/${room}`)),
  whole("entry", "src"),
  whole("sandbox", "test/sandbox"),
  whole("test", "test"),
]
