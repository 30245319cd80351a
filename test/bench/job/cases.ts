/** The jobs that are measured, and the Zoho that they are measured against. */
import type { OrgSeed, TagSeed } from "../../sandbox"

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
  /** Tags that are deleted one by one, the others would take as long again; none where it tells nothing more. */
  readonly oneByOne: number
  /** Whether CI runs it, for the counts. */
  readonly inShort: boolean
  /** Whether it is one of the sizes over which growth is reported. */
  readonly inGrowth: boolean
}

const plain = { refused: 0, named: true, modulesForSdk: 1, oneByOne: 0, inShort: false, inGrowth: true }
const five = { ...plain, modules: 1, tagsPerModule: 200, refused: 5, inGrowth: false }
/** Enough to tell the rest by: nothing of it gets faster or slower with more. */
const SOME_MODULES = 3
const SOME_TAGS = 50

const FEW: Case = { ...plain, name: "37 tags", modules: 1, tagsPerModule: 37, oneByOne: 37, inShort: true }
const ONE_CALL: Case = { ...plain, name: "200 tags", modules: 1, tagsPerModule: 200, oneByOne: 200 }
const MANY: Case = {
  ...{ ...plain, name: "2,600 tags in 13 modules", modules: 13, tagsPerModule: 200 },
  ...{ modulesForSdk: SOME_MODULES, oneByOne: SOME_TAGS },
}
/** As many modules as an org may have tags in, each with as many as a call may carry. */
export const MOST: Case = { ...MANY, name: "20,000 tags in 100 modules", modules: 100 }
export const NAMED: Case = { ...five, name: "200 tags, 5 refused by name" }
export const UNNAMED: Case = { ...five, name: "200 tags, 5 refused unnamed", named: false }

/** The largest comes last, since one org has all of them. */
export const CASES: readonly Case[] = [
  ...[FEW, ONE_CALL, { ...plain, name: "450 tags in one module", modules: 1, tagsPerModule: 450 }],
  ...[NAMED, UNNAMED, MANY, MOST],
]

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

/** The case's own: no other one has any of them. */
export function moduleNames({ name, modules }: Pick<Case, "name" | "modules">): string[] {
  return Array.from({ length: modules }, (_, index) => `M_${name.replace(/\W+/g, "_")}_${index + 1}`)
}

/** An org with the modules of those cases, and no tags in them. */
export function orgFor(cases: readonly Case[]): OrgSeed {
  const names = cases.flatMap(moduleNames)
  return {
    modules: [],
    customModules: names.map((apiName) => ({ apiName, singularLabel: apiName, pluralLabel: apiName })),
    tagLimit: Math.max(...cases.map(({ tagsPerModule }) => tagsPerModule)),
  }
}

/** The tags of each of the case's modules. */
export function tagsFor({ tagsPerModule, refused }: Case): TagSeed[] {
  const every = refused === 0 ? Infinity : Math.floor(tagsPerModule / refused)
  return Array.from({ length: tagsPerModule }, (_, index) => ({
    name: `Tag ${index + 1}`,
    ...(index % every === Math.floor(every / 2) ? { usedIn: ["Some workflow"] } : {}),
  }))
}
