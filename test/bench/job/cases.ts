/** The jobs that are measured, and the Zoho that they are measured against. */
import type { OrgSeed } from "../../sandbox"

export interface Case {
  readonly name: string
  readonly modules: number
  readonly tagsPerModule: number
  /** Tags of each module that Zoho refuses, spread over the list. */
  readonly refused: number
  /** Whether Zoho says which tag it refuses. */
  readonly named: boolean
  /** Modules that the SDK's script is run on; the others would take as long again, one after the other. */
  readonly modulesForSdk: number
  /** Whether CI runs it, for the counts. */
  readonly inShort: boolean
  /** Whether it is one of the sizes over which growth is told. */
  readonly inGrowth: boolean
}

const plain = { refused: 0, named: true, inShort: false, inGrowth: true }

export const CASES: readonly Case[] = [
  { ...plain, name: "37 tags", modules: 1, tagsPerModule: 37, modulesForSdk: 1, inShort: true },
  { ...plain, name: "200 tags", modules: 1, tagsPerModule: 200, modulesForSdk: 1 },
  { ...plain, name: "450 tags in one module", modules: 1, tagsPerModule: 450, modulesForSdk: 1 },
  { ...plain, name: "2,600 tags in 13 modules", modules: 13, tagsPerModule: 200, modulesForSdk: 13 },
  { ...plain, name: "20,000 tags in 100 modules", modules: 100, tagsPerModule: 200, modulesForSdk: 10 },
  { ...plain, name: "200 tags, 5 refused by name", ...five(true) },
  { ...plain, name: "200 tags, 5 refused unnamed", ...five(false) },
]

function five(named: boolean): Omit<Case, "name"> {
  return {
    modules: 1,
    tagsPerModule: 200,
    modulesForSdk: 1,
    refused: 5,
    named,
    inShort: false,
    inGrowth: false,
  }
}

/** Milliseconds; `jobPerTag` for each tag of a call on top of `jobBase`. */
export const ZOHO = { latency: 150, jobBase: 2_000, jobPerTag: 5 } as const
/** Calls in flight at once: what every edition of Zoho allows, and the extension's default. */
export const CONCURRENCY = 5
/** Tags that a call may carry. */
export const TAGS_PER_CALL = 200

export function jobLength(tags: number): number {
  return ZOHO.jobBase + ZOHO.jobPerTag * tags
}

/** The number of tags in each call of a module, refused ones left out. */
export function callSizes({ tagsPerModule }: Pick<Case, "tagsPerModule">): number[] {
  const sizes: number[] = []
  for (let left = tagsPerModule; left > 0; left -= TAGS_PER_CALL) sizes.push(Math.min(left, TAGS_PER_CALL))
  return sizes
}

export function moduleNames({ modules }: Pick<Case, "modules">): string[] {
  return Array.from({ length: modules }, (_, index) => `Module_${index + 1}`)
}

/** An org that holds exactly the case's tags. */
export function orgFor(one: Case): OrgSeed {
  const names = moduleNames(one)
  const every = one.refused === 0 ? Infinity : Math.floor(one.tagsPerModule / one.refused)
  const tags = Array.from({ length: one.tagsPerModule }, (_, index) => ({
    name: `Tag ${index + 1}`,
    ...(index % every === Math.floor(every / 2) ? { usedIn: ["Some workflow"] } : {}),
  }))
  return {
    modules: [],
    customModules: names.map((apiName) => ({ apiName, singularLabel: apiName, pluralLabel: apiName })),
    tags: Object.fromEntries(names.map((name) => [name, tags])),
  }
}
