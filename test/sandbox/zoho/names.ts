/**
 * Names of people and tags: tag names as admins type them, and some that break careless code. At most 25 characters.
 */
import { integer, type Random } from "./random"

const firsts = [
  "Trade fair",
  "Webinar",
  "Newsletter",
  "Hot",
  "Cold",
  "VIP",
  "Partner",
  "Renewal",
  "Import",
  "Q1",
  "Q2",
  "Q3",
  "Q4",
  "Beta",
  "Churn",
  "Upsell",
  "Referral",
  "Inbound",
  "Outbound",
  "Follow up",
  "Legacy",
  "Key account",
  "Reseller",
  "Demo",
  "Trial",
  "Survey",
  "Priority",
  "Region",
]
const seconds = [
  "Berlin",
  "London",
  "Pune",
  "Tokyo",
  "Madrid",
  "2019",
  "2021",
  "2023",
  "2024",
  "2025",
  "north",
  "south",
  "DACH",
  "EMEA",
  "batch",
  "list",
  "old",
  "new",
  "test",
  "copy",
  "A",
  "B",
  "team",
  "wave",
  "spring",
  "autumn",
  "retail",
  "health",
]

export const awkwardNames: readonly string[] = [
  "vip",
  "VIP",
  "Vip ",
  "Müller & Söhne",
  'say "hello"',
  "it's late",
  "🔥 hot 🔥",
  "👩‍👩‍👧 family plan",
  "عميل مهم",
  "לקוח חשוב",
  "大切なお客様",
  "<b>bold</b>",
  "<img src=x onerror=x>",
  "a/b\\c",
  "=1+1",
  "Delete",
  "Leads",
  "100%",
  "x(12)",
  "Café",
  "Cafe\u0301 two",
  "null",
  "-",
  "{{tag}}",
  "O'Brien; DROP",
].map((name) => name.trim())

/** `count` different names, with awkward ones scattered among plain ones. */
export function tagNames(random: Random, count: number): string[] {
  const names = new Set<string>()
  const awkward = [...new Set(awkwardNames)]
  while (names.size < count) {
    const useAwkward = awkward.length > 0 && count >= 20 && random() < 0.15
    names.add(useAwkward ? (awkward.shift() as string) : plainName(random, names))
  }
  return [...names]
}

function plainName(random: Random, taken: ReadonlySet<string>): string {
  const name = `${firsts[integer(random, firsts.length)]} ${seconds[integer(random, seconds.length)]}`
  return taken.has(name) ? `${name} ${integer(random, 9000) + 10}` : name
}

const given = ["Anna", "Ravi", "Sofia", "Kenji", "Maria", "Omar", "Lena", "David", "Priya", "Tom"]
const family = ["Schmidt", "Iyer", "Rossi", "Tanaka", "García", "Haddad", "Berg", "Cohen", "Nair", "Walker"]

export function personName(random: Random): string {
  return `${given[integer(random, given.length)]} ${family[integer(random, family.length)]}`
}
