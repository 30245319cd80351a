/**
 * Simulates several orgs in one profile, in virtual time. The real accounts, tokens, store and runner work against the
 * sandbox's Zoho while tokens expire, grants are revoked and other users sign in in the same browser.
 */
import { vi } from "vitest"
import browser from "webextension-polyfill"
import { connect } from "../../../src/accounts/connect"
import { reconnect } from "../../../src/accounts/reconnect"
import { createTokens } from "../../../src/accounts/tokens"
import { createStoredBackups, createZohoPort } from "../../../src/background/ports"
import { isFinished, type Job } from "../../../src/jobs/job"
import { planDeletion } from "../../../src/jobs/plan"
import { createRunner, type Runner } from "../../../src/jobs/runner"
import type { Account } from "../../../src/storage/accounts"
import type { Client, SeededOrg } from "../../sandbox"
import { accountsWorld, type AccountsWorld } from "../../support/accounts-world"
import { createRandom, type Random } from "../world/random"
import { createTimeline } from "./timeline"

const KINDS = ["client-based", "server-based"] as const
const START = Date.UTC(2026, 10, 24)
const SEATS = [
  { name: "Acme Inc", dataCenter: "us", environment: "production" },
  { name: "Acme Trial", dataCenter: "eu", environment: "sandbox" },
  { name: "Acme GmbH", dataCenter: "eu", environment: "production" },
] as const
const TROUBLES_UNTIL = START + 10 * 60_000
const END = START + 24 * 3_600_000

interface Seat {
  readonly org: SeededOrg
  readonly account: Account
  readonly confirmed: Set<string>
}

export interface SideBySide {
  /** The violated invariant, or null. */
  readonly violation: string | null
  readonly posts: number
  readonly signIns: number
  readonly deleted: number
}

/** @param believing plants a bug: tokens are not checked against their account */
export async function sideBySide(seed: number, believing = false): Promise<SideBySide> {
  const random = createRandom(seed)
  vi.setSystemTime(START)
  await browser.storage.session.clear()
  Object.assign(browser.permissions, { contains: () => Promise.resolve(true) })
  const world = await accountsWorld()
  const orgs = SEATS.map((seat) => world.zoho.seedOrg({ ...seat, tagsPerModule: { Leads: 12 } }))
  // One OAuth client for all orgs, as when an admin uses the same registration everywhere.
  const client = {
    "client-based": world.client("client-based"),
    "server-based": world.client("server-based"),
  }
  const seats: Seat[] = []
  for (const org of orgs) seats.push(await seatOf(world, random, org, client))
  const watched = watch(world, seats)
  const timeline = createTimeline()
  const { store, zoho } = world
  const tokens = createTokens(store)
  const handedOut = believing
    ? { ...tokens, valid: (id: string) => tokens.valid(anyOf(random, seats, id)) }
    : tokens
  const runner = createRunner({
    clock: timeline,
    random: random.next,
    journal: store.jobs,
    zoho: (job) => createZohoPort({ store, tokens: handedOut }, job),
    backups: createStoredBackups(store, tokens),
    acquireLeadership: () => Promise.resolve(),
    protectedNow: () => Promise.resolve(() => false),
    maxConcurrency: () => 4,
    onSaved: () => undefined,
  })
  for (const seat of seats) await confirm(runner, random, seat)
  while (Date.now() < END && watched.violation() === null) {
    if (Date.now() < TROUBLES_UNTIL) trouble(world, random)
    else await repair(world, runner, seats)
    if (await timeline.next()) continue
    if ((await store.jobs.open()).length === 0) break
    // All jobs wait for the user.
    vi.setSystemTime(Date.now() + 60_000)
  }
  await timeline.rest()
  return { ...(await judge(world, seats, watched)), signIns: world.windows.length, posts: watched.posts() }

  function trouble({ zoho: at }: AccountsWorld, chance: Random): void {
    if (chance.chance(0.3)) at.expireTokens()
    if (chance.chance(0.3)) zoho.signIn(chance.pick(orgs).zgid)
    if (chance.chance(0.05)) zoho.revokeAll()
  }
}

/** The planted bug: sometimes returns the id of another account. */
function anyOf(random: Random, seats: readonly Seat[], id: string): string {
  return random.chance(0.2) ? random.pick(seats).account.id : id
}

async function seatOf(
  world: AccountsWorld,
  random: Random,
  org: SeededOrg,
  clients: Readonly<Record<(typeof KINDS)[number], Client>>,
): Promise<Seat> {
  const kind = random.pick(KINDS)
  world.zoho.signIn(org.zgid)
  const { clientId, clientSecret } = clients[kind]
  const { dataCenter: location, environment } = org
  const made = await connect(world.store, { kind, clientId, clientSecret, location, environment })
  if (!made.ok) throw new Error(made.fault.kind)
  return { org, account: made.value, confirmed: new Set() }
}

async function confirm(runner: Runner, random: Random, { org, account, confirmed }: Seat): Promise<void> {
  const { id, apiName, pluralLabel, tags } = org.modules["Leads"]!
  const chosen = tags.filter(() => random.chance(0.6)).slice(0, 10)
  if (chosen.length === 0) return
  for (const tag of chosen) confirmed.add(tag.id)
  await runner.add(
    planDeletion({
      id: `job-${org.zgid}`,
      now: Date.now(),
      grace: 0,
      org: account.org,
      accountId: account.id,
      confirmedBy: null,
      module: { id, apiName, pluralLabel },
      tags: chosen.map((tag) => ({ ...tag, colorCode: null, records: null })),
      tagsPerCall: random.int(1, 5),
      backup: null,
    }),
  )
}

/** Signs the right user in to each org with waiting jobs, and resumes them. */
async function repair(world: AccountsWorld, runner: Runner, seats: readonly Seat[]): Promise<void> {
  for (const { org, account } of seats) {
    const open = (await world.store.jobs.open()).filter((job: Job) => job.accountId === account.id)
    if (!open.some((job) => job.pause !== null && !isFinished(job.state))) continue
    world.zoho.signIn(org.zgid)
    const again = await reconnect(world.store, account.id)
    if (again.ok) await runner.resumeWaiting(account.id)
  }
}

interface Watched {
  violation(): string | null
  posts(): number
}

/** Checks each outgoing call: the owner of its token, its destination and its ids. */
function watch(world: AccountsWorld, seats: readonly Seat[]): Watched {
  let violation: string | null = null
  let posts = 0
  world.onCall = (call) => {
    const { host, pathname } = new URL(call.url)
    const token = call.headers.get("authorization")?.split(" ")[1]
    const owner = token === undefined ? undefined : world.zoho.orgOfToken(token)
    // The product makes this call to find a new token's org before it stores or uses the token.
    const asksWhose = call.method === "GET" && pathname.endsWith("/org")
    if (owner !== undefined && !asksWhose && new URL(world.zoho.describe(owner).apiUrl).host !== host)
      violation ??= `a token of org ${owner} went to ${host}`
    if (call.method !== "POST" || !pathname.endsWith("/mass_delete")) return
    posts += 1
    const seat = seats.find(({ org }) => org.zgid === owner)
    void call
      .clone()
      .text()
      .then((body) => {
        const ids = [...body.matchAll(/"id":"(\d+)"/g)].map(([, id]) => id ?? "")
        const module = seat?.org.modules["Leads"]?.id
        const strange = ids.filter((id) => id !== module && !seat?.confirmed.has(id))
        if (owner !== undefined && strange.length > 0)
          violation ??= `ids that org ${owner} never confirmed went there: ${strange.join(" ")}`
      })
  }
  return { violation: () => violation, posts: () => posts }
}

async function judge(
  { zoho, store }: AccountsWorld,
  seats: readonly Seat[],
  watched: Watched,
): Promise<Pick<SideBySide, "violation" | "deleted">> {
  let violation = watched.violation()
  let deleted = 0
  for (const { org, confirmed } of seats) {
    const left = new Set(zoho.tags(org.zgid, "Leads").map((tag) => tag.id))
    const gone = (org.modules["Leads"]?.tags ?? []).filter(({ id }) => !left.has(id))
    deleted += gone.length
    if (gone.some(({ id }) => !confirmed.has(id)))
      violation ??= `org ${org.zgid} lost a tag that it never confirmed`
    if (gone.length < confirmed.size)
      violation ??= `org ${org.zgid} kept ${confirmed.size - gone.length} tags`
  }
  const unfinished = (await store.jobs.open()).length
  if (unfinished > 0) violation ??= `${unfinished} jobs never ended`
  return { violation, deleted }
}
