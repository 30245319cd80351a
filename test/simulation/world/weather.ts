/** External troubles at random times until the calm: load, rights, clock jumps, other users. */
import type { Browser } from "./browser"
import type { Disk } from "./disk"
import type { Network } from "./network"
import type { Feature } from "./scenario"
import type { World } from "./world"
import type { AccountModel, ModuleModel, OrgModel, TagModel, Zoho } from "./zoho"

const MINUTE = 60_000
/** Troubles end after this time, in ms. */
export const CALM_AFTER = 15 * MINUTE

export interface Sky {
  readonly world: World
  readonly zoho: Zoho
  readonly network: Network
  readonly disk: Disk
  readonly browser: Browser
  readonly accounts: readonly AccountModel[]
}

/** Schedules a trouble a few times, mostly early, while the jobs run. */
export function happensOften(world: World, trouble: Feature, happen: () => void): void {
  if (!world.scenario.has(trouble)) return
  for (let times = world.random.int(1, 4); times > 0; times--)
    world.after(CALM_AFTER * world.random.next() ** 4, () => {
      if (!world.happens(trouble, 1)) return
      world.note(() => `trouble  ${trouble}`)
      happen()
    })
}

export function makeWeather(sky: Sky): void {
  const { world, network, disk, browser } = sky
  const { random } = world
  const soon = (longest: number): number => world.timeline.now() + random.int(1_000, longest)
  const org = (): OrgModel => random.pick(sky.zoho.orgs)
  const account = (): AccountModel => random.pick(sky.accounts)

  happensOften(world, "browser-restart", () => browser.restart())
  happensOften(world, "second-worker", () => browser.startAnother())
  happensOften(world, "offline", () => (network.offlineUntil = soon(4 * MINUTE)))
  happensOften(world, "store-failure", () => (disk.failsUntil = soon(MINUTE)))
  happensOften(world, "clock-jump", () => {
    const size = random.pick([2_000, 30_000, 10 * MINUTE, 2 * 60 * MINUTE, 1_000 * 60 * MINUTE])
    world.offset += random.chance(0.5) ? size : -size
  })
  happensOften(world, "too-many-calls", () => (org().busyUntil = soon(2 * MINUTE)))
  happensOften(world, "out-of-credits", () => (org().noCreditsUntil = soon(90 * MINUTE)))
  if (random.chance(0.5)) happensOften(world, "token-expired", () => (account().validUntil = 0))
  happensOften(world, "token-revoked", () => (account().isRevoked = true))
  happensOften(world, "token-refused", () => (account().isRefused = true))
  happensOften(world, "consent-withdrawn", () => (account().isConsented = false))
  happensOften(world, "role-changed", () => {
    const changed = org()
    changed.mayDelete = false
    if (random.chance(0.5)) world.after(random.int(1_000, MINUTE), () => (changed.mayDelete = true))
  })
  happensOften(world, "permission-removed", () => (network.isPermitted = false))
  makeNeighbors(sky)
}

/** Other users who work in the same org. */
function makeNeighbors({ world, zoho }: Sky): void {
  const { random } = world
  const module = (): ModuleModel => {
    const { modules, tagged } = random.pick(zoho.orgs)
    return random.pick([...modules.values()].filter((each) => each !== tagged))
  }
  const touch = (change: (tag: TagModel, module: ModuleModel) => void): void => {
    const touched = module()
    const tags = [...touched.tags.values()]
    for (let count = random.int(1, 3); count > 0 && tags.length > 0; count--)
      change(random.pick(tags), touched)
  }

  happensOften(world, "module-recreated", () => (module().id = zoho.newId()))
  happensOften(world, "module-hidden", () => {
    const hidden = module()
    hidden.isHidden = true
    if (random.chance(0.7)) world.after(random.int(1_000, MINUTE), () => (hidden.isHidden = false))
  })
  happensOften(world, "tag-deleted", () => touch((tag, from) => zoho.remove(from, tag.id)))
  happensOften(world, "tag-renamed", () => touch((tag) => (tag.name = `${tag.name}'`)))
  happensOften(world, "tag-put-to-use", () => touch((tag) => (tag.inUse = !tag.inUse)))
  happensOften(world, "tag-recreated", () =>
    touch((tag, from) => {
      // A tag picked twice must not be recreated twice: no module has two tags with one name.
      if (!zoho.remove(from, tag.id)) return
      const id = zoho.newId()
      from.tags.set(id, { ...tag, id })
    }),
  )
}
