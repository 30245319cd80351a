/** Example orgs, tags and jobs, with awkward names as in real orgs. */
import { problemOfKind } from "../../src/background/problems"
import { NO_ITEMS } from "../../src/jobs/items"
import {
  isFinished,
  type ItemCounts,
  type JobBackup,
  type JobState,
  type JobTag,
  type OrgRef,
  type Pause,
} from "../../src/jobs/job"
import type { JobRecord } from "../../src/jobs/record"
import type { JobProgress, ListedTag, ModuleTags, Problem } from "../../src/messages/views"
import type { SelectionCount } from "../../src/tag-page/ui/props"
import type { ConnectingNow } from "../../src/ui/connect-now"
import type { OpenJob } from "../../src/ui/job-details"
import type { JobActs } from "../../src/ui/job-item"
import type { DeletionDraft, DraftBackup, DraftPart, DraftTag } from "../../src/storage/drafts"
import type { FaultKind } from "../../src/zoho/errors/catalog"

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
/** `selected` of a module's 180 tags, all of which the page lists. */
export function selectionOf(selected: number, more: Partial<SelectionCount> = {}): SelectionCount {
  const all = { total: 180, selectable: 180, listed: 180 }
  return { ...all, selected, listedSelected: selected, notVisible: 0, ...more }
}

export const ACCOUNT = "eu-production-700000001"
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
export function tags(count: number): (ListedTag & { readonly records: number })[] {
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

const NOBODY = { createdBy: null, createdTime: null, modifiedBy: null, modifiedTime: null }

export const draftTags = (count: number): DraftTag[] => tags(count).map((tag) => ({ ...tag, ...NOBODY }))

export const draftBackup = (more: Partial<DraftBackup> = {}): DraftBackup => ({
  ...{ on: true, days: 90, records: true, suggestRecords: true },
  ...more,
})

export const draftPart = (count: number, module = deals): DraftPart => ({
  ...{ jobId: `job-${module.apiName}`, module, tagsPerCall: 200, tags: draftTags(count) },
})

export const draft = (count: number, more: Partial<DeletionDraft> = {}): DeletionDraft => ({
  ...{ draftId: `draft-${count}`, kind: "deletion", tabId: null, accountId: ACCOUNT, org: acme },
  ...{ features: ["delete", "org", "records"], expiresAt: Date.now() + 600_000 },
  ...{ parts: [draftPart(count)], dropped: [], unread: [], backup: draftBackup(), typed: count > 20 },
  ...more,
})

export const counts = (more: Partial<ItemCounts> = {}): ItemCounts => ({
  ...NO_ITEMS,
  ...more,
})

export const kept: readonly JobTag[] = [
  {
    ...{ id: "1", name: "VIP", colorCode: null, records: null, state: "refused" },
    reason: { kind: "tag-in-use", zohoCode: "NOT_ALLOWED", places: ["Workflow: Big deals"] },
  },
  {
    ...{ id: "2", name: "Messe Düsseldorf 2019", colorCode: null, records: null, state: "not-done" },
    reason: null,
  },
]

const ALL = 37

/** A deletion of 37 tags, as shown by the bar and the tag manager. */
export function progress(state: JobState, more: Partial<JobProgress> = {}): JobProgress {
  const isDone = state === "completed"
  return {
    ...{
      id: "job-1",
      kind: "deletion",
      accountId: ACCOUNT,
      org: acme,
      module: deals,
      group: null,
      keep: null,
    },
    ...{ state, pause: null, wait: null, cancelRequested: false, reason: null },
    ...{ createdAt: NOW - 60_000, startAt: NOW - 60_000, finishedAt: null },
    backup: isFinished(state) ? jobBackup({ phase: "done" }) : null,
    tags: counts(isDone ? { done: ALL } : { pending: ALL }),
    records: counts(),
    reportedDone: 0,
    outcomes: isDone ? tags(ALL).map((tag): JobTag => ({ ...tag, state: "done", reason: null })) : [],
    ...more,
  }
}

/** A page that shows the details of this job, or of none. */
export const openJob = (record?: JobRecord, backup?: OpenJob["backup"]): OpenJob => ({
  ...{ id: record?.job.id ?? null, record, backup },
  onOpen: () => undefined,
})

export const jobActs: JobActs = {
  onCommand: () => undefined,
  onSignIn: () => undefined,
  onRestore: () => undefined,
  onDownload: () => undefined,
  onOpenModule: () => undefined,
}

export const jobBackup = (more: Partial<JobBackup> = {}): JobBackup => ({
  ...{ phase: "due", records: true, skipped: false, collected: 0, failures: 0, notBefore: NOW },
  ...more,
})

export const pause = (why: Pause["why"]): Pause => ({ why, until: null, reason: null })

/** A fault with the background's text, in the language of the screen that shows it. */
function worded(kind: FaultKind, more: Partial<Problem> = {}): Problem {
  const texts = (): Problem => problemOfKind(kind)
  return {
    kind,
    get happened() {
      return texts().happened
    },
    get unchanged() {
      return texts().unchanged
    },
    get remedy() {
      return texts().remedy
    },
    get action() {
      return texts().action
    },
    ...more,
  }
}

/** Connecting with one click, from a CRM tab. */
export const connectNow: ConnectingNow = {
  client: { clientId: "1000.PUBLISHER", location: null, isOnlyOne: false },
  place: { location: "eu", environment: "sandbox", orgId: "60001234567" },
  ...{ connecting: false, problem: null },
  ...{ onConnect: () => undefined, onAllowed: () => undefined },
}
export const accessRemoved = worded("access-removed", { action: "allow", origins: [] })
export const signedOut = worded("sign-in-needed")
export const offline = worded("unreachable")
export const noPermission = worded("no-permission")
export const scopeMissing = worded("scope-missing")
export const wrongSecret = worded("invalid-client-secret")
export const badRedirect = worded("invalid-redirect", {
  zohoSays: "Invalid Redirect Uri: Redirect URI passed does not match with the one configured.",
})
