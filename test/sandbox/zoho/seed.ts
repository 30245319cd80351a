/** Creates orgs with modules, tags and records. */
import type { Environment } from "../hosts"
import { otherColors, pickerColors } from "./api/colors"
import { describeOrg, type SeededOrg } from "./describe"
import { personName, tagNames } from "./names"
import { customModule, makeModule, standardModules } from "./module-list"
import { integer } from "./random"
import { concurrency, credits, tagCaps } from "./plans"
import type { Module, Org, Person, Plan, State, Tag, TagUse } from "./state"

export interface TagSeed {
  readonly name: string
  readonly color_code?: string | null
  /** How many records have the tag. */
  readonly records?: number
  /** Features that use the tag, by name or in full; such a tag cannot be deleted. */
  readonly usedIn?: readonly (string | TagUse)[]
  readonly createdBy?: string
  /** ISO time. */
  readonly createdTime?: string
  /** A delete job counts this tag as failed and keeps it. */
  readonly failsInJob?: boolean
}

export interface OrgSeed {
  readonly name?: string
  readonly zgid?: string
  readonly dataCenter?: string
  readonly environment?: Environment
  readonly plan?: Plan
  readonly userName?: string
  /** API names of the standard modules to include; all by default. */
  readonly modules?: readonly string[]
  readonly customModules?: readonly { apiName: string; singularLabel: string; pluralLabel: string }[]
  /** Number of random tags in every module that supports tags, or per API name. */
  readonly tagsPerModule?: number | Readonly<Record<string, number>>
  /** Specific tags per API name. */
  readonly tags?: Readonly<Record<string, readonly TagSeed[]>>
  readonly tagLimit?: number
  readonly recordTagLimit?: number
  readonly missingPermissions?: readonly string[]
  readonly creditsUsed?: number
}

/** Creates an org with modules, tags and records. */
export function seedOrg(state: State, seed: OrgSeed = {}): SeededOrg {
  const org = makeOrg(state, seed)
  state.orgs.set(org.zgid, org)
  for (const module of org.modules) {
    const count =
      typeof seed.tagsPerModule === "number" ? seed.tagsPerModule : seed.tagsPerModule?.[module.apiName]
    if (module.hasTags && count) addTags(state, org, module, randomTags(state, count))
    const chosen = seed.tags?.[module.apiName]
    if (chosen) addTags(state, org, module, chosen)
  }
  org.tagLimit =
    seed.tagLimit ?? Math.max(tagCaps[org.plan], ...org.modules.map((module) => module.tags.size))
  return describeOrg(org)
}

function makeOrg(state: State, seed: OrgSeed): Org {
  const plan = seed.plan ?? "Ultimate"
  const facts = [
    ...standardModules.filter((one) => !seed.modules || seed.modules.includes(one.apiName)),
    ...(seed.customModules ?? []).map((one, index) =>
      customModule(one.apiName, one.singularLabel, one.pluralLabel, 11 + index),
    ),
  ]
  return {
    zgid: seed.zgid ?? String(60_000_000_000 + integer(state.random, 9_999_999_999)),
    id: state.newId(),
    name: seed.name ?? "Acme GmbH",
    dataCenter: seed.dataCenter ?? "us",
    environment: seed.environment ?? "production",
    plan,
    user: { id: state.newId(), name: seed.userName ?? personName(state.random) },
    modules: facts.map((one) => makeModule(state.newId(), one)),
    jobs: new Map(),
    deletedTags: new Set(),
    missingPermissions: new Set(seed.missingPermissions ?? []),
    tagLimit: 0,
    recordTagLimit: seed.recordTagLimit ?? 20,
    creditsUsed: seed.creditsUsed ?? 0,
    creditsSince: state.clock.now(),
    creditLimit: credits[plan],
    concurrencyLimit: concurrency[plan],
    inFlight: 0,
  }
}

const allColors = [...pickerColors, ...otherColors]

function randomTags(state: State, count: number): TagSeed[] {
  const { random } = state
  return tagNames(random, count).map((name) => ({
    name,
    color_code: random() < 0.2 ? null : (allColors[integer(random, allColors.length)] ?? null),
    records: random() < 0.3 ? 0 : integer(random, 60),
    createdBy: personName(random),
    createdTime: new Date(state.clock.now() - integer(random, 6 * 365) * 86_400_000).toISOString(),
  }))
}

/** Adds tags to a module, and the records that have them. */
export function addTags(state: State, org: Org, module: Module, seeds: readonly TagSeed[]): Tag[] {
  return seeds.map((seed) => {
    const createdBy: Person = seed.createdBy ? { id: state.newId(), name: seed.createdBy } : org.user
    const createdTime = seed.createdTime ? Date.parse(seed.createdTime) : state.clock.now()
    const tag: Tag = {
      id: state.newId(),
      name: seed.name,
      colorCode: seed.color_code === undefined ? "#57B1FD" : seed.color_code,
      createdBy,
      createdTime,
      modifiedBy: createdBy,
      modifiedTime: createdTime,
      usedIn: (seed.usedIn ?? []).map((use) =>
        typeof use === "string" ? { type: "Workflow", id: state.newId(), name: use } : use,
      ),
      failsInJob: seed.failsInJob ?? false,
    }
    module.tags.set(tag.id, tag)
    tagRecords(state, org, module, tag.id, seed.records ?? 0)
    return tag
  })
}

/** Adds a tag to `count` records that are not full, creating records if there are too few. */
function tagRecords(state: State, org: Org, module: Module, tagId: string, count: number): void {
  const records = [...module.records.values()].filter((one) => one.tagIds.size < org.recordTagLimit)
  while (records.length < count) {
    const record = { id: state.newId(), name: personName(state.random), tagIds: new Set<string>() }
    module.records.set(record.id, record)
    records.push(record)
  }
  const start = count > 0 ? integer(state.random, records.length) : 0
  for (let index = 0; index < count; index++) records[(start + index) % records.length]?.tagIds.add(tagId)
}
