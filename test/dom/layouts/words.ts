import type { Random } from "./random"

export interface NamedTag {
  readonly id: string
  readonly name: string
}

export const PERSONS = ["Alice Adams", "Bob Brown", "Chloé Duval", "Dmitri Ivanov", "עדי לוי", "Zoë"]
export const MODULES = ["Leads", "Contacts", "Accounts", "Deals", "Tasks", "Meetings", "Calls"]
export const BUTTONS = ["Edit", "Delete", "Merge", "Rename", "More"]
export const HEADINGS = ["Name", "Created by", "Records", "Created on", "Actions"]
const ORDINARY = [
  "VIP",
  "Gold",
  "Silver",
  "Cold",
  "Hot lead",
  "Newsletter",
  "Trade fair",
  "Partner",
  "Churned",
  "Urgent",
]
const AWKWARD = [
  "🎉 Party",
  "👩‍💻 Devs",
  'O\'Neil "the boss"',
  "<b>bold</b>",
  "<script>alert(1)</script>",
  "R&D",
  "&amp;",
  "مهم",
  "חשוב מאוד",
  "می‌خواهم",
  "日本語",
  "Ünïcode",
  "50% off",
  "12",
  "2024",
  "VIP (12)",
  "(empty)",
  "a/b",
  "100",
  "Tom & Jerry",
  "…",
  "VIP2",
]
const CASES = [
  ["vip", "VIP", "Vip"],
  ["gold", "Gold", "GOLD"],
]
const LOOK_ALIKES = [
  ["Trade fair", "Trade  fair"],
  ["Café", "Cafe\u0301"],
  ["Hot lead", "Hot\u00a0lead"],
]

const FIRST = ["Red", "Blue", "Spring", "Autumn", "North", "South", "Big", "Old", "New", "Fair"]
const SECOND = [
  "list",
  "customers",
  "event",
  "2023",
  "follow-up",
  "campaign",
  "webinar",
  "region",
  "import",
  "trial",
]

/** Tags of a module with IDs like Zoho's, more awkward than in any real module. */
export function makeTags(random: Random, count: number): NamedTag[] {
  const names = new Set<string>()
  const add = (from: readonly string[], share: number): void => {
    for (const name of from) if (random.chance(share)) names.add(name)
  }
  add(ORDINARY, 0.5)
  add(AWKWARD, random.pick([0, 0.1, 0.3]))
  for (const likes of [BUTTONS, MODULES, PERSONS, HEADINGS]) add(likes, random.pick([0, 0, 0.2, 0.5]))
  for (const likes of CASES) add(likes, random.pick([0, 0.5]))
  if (random.chance(0.1)) for (const name of random.pick(LOOK_ALIKES)) names.add(name)
  while (names.size < count) names.add(`${random.pick(FIRST)} ${random.pick(SECOND)} ${random.int(1, 999)}`)
  const start = 4_150_868_000_000_000n + BigInt(random.int(1, 1_000_000)) * 1000n
  return random
    .shuffle([...names])
    .slice(0, count)
    .map((name, index) => ({ id: String(start * 100n + BigInt(index * 7)), name }))
}
