/** Invented orgs, tags and jobs, with the awkward names that real ones have. */
import type { Counts, JobState, OrgRef, Pause } from "../../src/deletion/job"
import type {
  DeletionDraft,
  DraftTag,
  JobProgress,
  ModuleTags,
  Problem,
  TagOutcomeView,
} from "../../src/messaging/views"

export const NOW = Date.UTC(2026, 10, 24, 9, 0)

export const acme: OrgRef = { id: "700000001", name: "Acme GmbH", location: "eu", environment: "production" }
export const sandbox: OrgRef = {
  id: "700000002",
  name: "Acme GmbH – Full copy",
  location: "eu",
  environment: "sandbox",
}
export const longOrg: OrgRef = {
  id: "700000003",
  name: "Vereinigte Donaudampfschifffahrtsgesellschaft für Binnenschifffahrt und Logistik mbH & Co. KG",
  location: "us",
  environment: "developer",
}
export const deals = { id: "4150868000000002181", apiName: "Deals", pluralLabel: "Deals" }
export const leads = { id: "4150868000000002175", apiName: "Leads", pluralLabel: "Leads" }

const NAMES = [
  ["VIP", "#57B1FD", 1234],
  ["Messe Düsseldorf 2019", "#F17574", 86],
  ["do not call", "#969696", 41],
  ["Webinar “Getting started”, spring", "#63C57E", 12],
  ["lead:old/import_2021-03-04_final_FINAL", "#FEDA62", 3],
  ["עסקה חמה", "#BD7BE0", 2],
  ["見込み客", "#1FC6BD", 1],
  ["Delete", "#F48435", 0],
  ["🔥 hot", null, 0],
  [
    "a name as long as it takes to see what a list does with names that no one would ever want to read",
    null,
    0,
  ],
] as const

/** `count` tags; the first ten are the awkward ones. */
export function tags(count: number): DraftTag[] {
  return Array.from({ length: count }, (_, index) => {
    const [name, colorCode, records] = NAMES[index] ?? [
      `Import batch ${index + 1}`,
      "#658BA8",
      index % 7 ? 0 : index,
    ]
    return { id: `4150868000000${100000 + index * 7}`, name, colorCode, records }
  })
}

export const moduleTags = (used = 180, allowed: number | null = 200): ModuleTags => ({
  module: deals,
  tags: tags(used),
  allowed,
})

export const draft = (count: number, more: Partial<DeletionDraft> = {}): DeletionDraft => ({
  draftId: `draft-${count}`,
  org: acme,
  module: deals,
  tags: tags(count),
  dropped: [],
  calls: Math.ceil(count / 200),
  typed: count > 20,
  expiresAt: NOW + 600_000,
  ...more,
})

export const counts = (more: Partial<Counts> = {}): Counts => ({
  pending: 0,
  deleted: 0,
  "already-gone": 0,
  refused: 0,
  "still-there": 0,
  unknown: 0,
  "not-sent": 0,
  ...more,
})

export const kept: readonly TagOutcomeView[] = [
  {
    id: "1",
    name: "VIP",
    state: "refused",
    why: "A workflow uses this tag: Big deals. Take it out there, then try again.",
  },
  { id: "2", name: "Messe Düsseldorf 2019", state: "still-there", why: null },
]

export function progress(state: JobState, more: Partial<JobProgress> = {}): JobProgress {
  return {
    jobId: "job-1",
    org: acme,
    module: deals,
    state,
    tagCount: 37,
    counts: counts(),
    progress: 0,
    pause: null,
    reason: null,
    why: null,
    createdAt: NOW - 60_000,
    finishedAt: null,
    goneIds: [],
    kept: [],
    ...more,
  }
}

export const pause = (why: Pause["why"]): Pause => ({ why, until: null, reason: null })

export const offline: Problem = {
  kind: "unreachable",
  happened: "Zoho could not be reached.",
  unchanged: "Nothing was deleted.",
  remedy: "Check the connection and try again.",
  action: "retry",
}
export const noPermission: Problem = {
  kind: "no-permission",
  happened: "Your Zoho profile may not manage tags.",
  unchanged: "Nothing was deleted.",
  remedy: "Ask an administrator for the permission “Module Customization”.",
  action: "none",
}
export const badRedirect: Problem = {
  kind: "invalid-redirect",
  happened: "Zoho does not know the redirect address.",
  unchanged: "Tagsweep is not connected.",
  remedy:
    "Copy the redirect URL of step 2 into the client at Zoho’s API console, exactly as it stands, and try again.",
  action: "retry",
}
