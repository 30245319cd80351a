/** The measured deletions, and the sandbox's speed. */
import type { OrgSeed, TagSeed } from "../../sandbox"

export interface Case {
  readonly name: string
  readonly modules: number
  readonly tagsPerModule: number
  /** Number of tags per module that Zoho refuses, spread over the list. */
  readonly refused: number
  /** Whether Zoho names the tag that it refuses. */
  readonly named: boolean
  /** Number of modules on which the SDK script runs; the time for the others is extrapolated. */
  readonly modulesForSdk: number
  /** Number of tags that are deleted one by one; the time for the others is extrapolated. 0: not measured. */
  readonly oneByOne: number
  /** Whether CI's short run includes it, for the counts. */
  readonly inShort: boolean
  /** Whether it is one of the sizes for the growth figure. */
  readonly inGrowth: boolean
}

const plain = { refused: 0, named: true, modulesForSdk: 1, oneByOne: 0, inShort: false, inGrowth: true }
const five = { ...plain, modules: 1, tagsPerModule: 200, refused: 5, inGrowth: false }
/** Enough to extrapolate from: the alternatives take the same time for each module or tag. */
const SOME_MODULES = 3
const SOME_TAGS = 50

const FEW: Case = { ...plain, name: "37 tags", modules: 1, tagsPerModule: 37, oneByOne: 37, inShort: true }
const ONE_CALL: Case = { ...plain, name: "200 tags", modules: 1, tagsPerModule: 200, oneByOne: 200 }
const MANY: Case = {
  ...{ ...plain, name: "2,600 tags in 13 modules", modules: 13, tagsPerModule: 200 },
  ...{ modulesForSdk: SOME_MODULES, oneByOne: SOME_TAGS },
}
/** The maximum number of modules with tags, each with as many tags as fit into one call. */
export const MOST: Case = { ...MANY, name: "20,000 tags in 100 modules", modules: 100 }
export const NAMED: Case = { ...five, name: "200 tags, 5 refused by name" }
export const UNNAMED: Case = { ...five, name: "200 tags, 5 refused unnamed", named: false }

/** The largest is last, because one org has the tags of all cases. */
export const CASES: readonly Case[] = [
  ...[FEW, ONE_CALL, { ...plain, name: "450 tags in one module", modules: 1, tagsPerModule: 450 }],
  ...[NAMED, UNNAMED, MANY, MOST],
]

/** Milliseconds. A job takes `jobBase`, plus `jobPerTag` for each tag of the call. */
export const ZOHO = { latency: 150, jobBase: 2_000, jobPerTag: 5 } as const
/** Concurrent calls: every edition of Zoho allows this many, and it is the extension's default. */
export const CONCURRENCY = 5
/** Maximum number of tags per call. */
export const TAGS_PER_CALL = 200

export function jobLength(tags: number): number {
  return ZOHO.jobBase + ZOHO.jobPerTag * tags
}

/** The number of tags in each call of a module. */
export function callSizes({ tagsPerModule }: Pick<Case, "tagsPerModule">): number[] {
  const sizes: number[] = []
  for (let left = tagsPerModule; left > 0; left -= TAGS_PER_CALL) sizes.push(Math.min(left, TAGS_PER_CALL))
  return sizes
}

/** The modules of a case; cases share none. */
export function moduleNames({ name, modules }: Pick<Case, "name" | "modules">): string[] {
  return Array.from({ length: modules }, (_, index) => `M_${name.replace(/\W+/g, "_")}_${index + 1}`)
}

/** An org with the modules of those cases, without tags. */
export function orgFor(cases: readonly Case[]): OrgSeed {
  const names = cases.flatMap(moduleNames)
  return {
    modules: [],
    customModules: names.map((apiName) => ({ apiName, singularLabel: apiName, pluralLabel: apiName })),
    tagLimit: Math.max(...cases.map(({ tagsPerModule }) => tagsPerModule)),
  }
}

/** The tags of each module of the case. */
export function tagsFor({ tagsPerModule, refused }: Case): TagSeed[] {
  const every = refused === 0 ? Infinity : Math.floor(tagsPerModule / refused)
  return Array.from({ length: tagsPerModule }, (_, index) => ({
    name: `Tag ${index + 1}`,
    ...(index % every === Math.floor(every / 2) ? { usedIn: ["Some workflow"] } : {}),
  }))
}
