/**
 * The folders of src and what each may import from, upper folders first: imports run downwards only. Zoho's page is the
 * least trusted place that our code runs in, so the folder for it reaches neither accounts nor what is stored. All may
 * import from lib, which knows nothing of the product.
 */
const SHARED = ["ui", "reports", "i18n", "storage", "messages", "backup", "jobs", "zoho"]
const MAY_IMPORT = {
  entry: [
    "background",
    "popup",
    "options",
    "manager",
    "backups",
    "confirm",
    "tag-page",
    "accounts",
    ...SHARED,
  ],
  background: ["i18n", "accounts", "storage", "messages", "backup", "jobs", "zoho"],
  popup: SHARED,
  options: SHARED,
  manager: SHARED,
  backups: SHARED,
  confirm: SHARED,
  "tag-page": ["ui", "i18n", "messages", "jobs", "zoho"],
  ui: ["reports", "i18n", "storage", "messages", "backup", "jobs", "zoho"],
  reports: ["i18n", "storage", "backup", "jobs", "zoho"],
  i18n: ["storage", "messages", "backup", "jobs", "zoho"],
  accounts: ["storage", "zoho"],
  storage: ["backup", "jobs", "zoho"],
  messages: ["jobs", "zoho"],
  backup: ["jobs", "zoho"],
  jobs: ["zoho"],
  zoho: [],
  lib: [],
}
const FOLDERS = Object.keys(MAY_IMPORT).filter((folder) => folder !== "entry")

/** One policy per folder, for the rule boundaries/dependencies. */
export const directions = Object.entries(MAY_IMPORT).map(([folder, others]) => ({
  from: { element: { type: folder } },
  allow: { to: { element: { types: { anyOf: [folder, "lib", ...others] } } } },
}))

const whole = (type, pattern) => ({ type, pattern, partialMatch: false })
export const elements = [
  ...FOLDERS.map((folder) => whole(folder, `src/${folder}`)),
  whole("entry", "src"),
  whole("sandbox", "test/sandbox"),
  whole("test", "test"),
]
