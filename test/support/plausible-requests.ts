/** A valid request for every command: if one is refused, then because of its sender. */
import type { CommandName, RequestOf } from "../../src/messages/contract"

interface Known {
  readonly accountId: string
  /** API name. */
  readonly module: string
  /** At least two tags of the module. */
  readonly tags: readonly { readonly id: string; readonly name: string }[]
  readonly draftId: string
  readonly jobId: string
  readonly tabId: number
}

export function plausibleRequests(known: Known): { readonly [N in CommandName]: RequestOf<N> } {
  const { accountId, module, draftId, jobId, tabId } = known
  const tags = known.tags.map(({ id, name }) => ({ id, name }))
  const [first = { id: "1", name: "x" }] = tags
  const pattern = { path: "settings/manage-tags", moduleParam: "module" }
  const client = { kind: "client-based", clientId: "1000.X", location: "us" } as const
  return {
    "page.activate": {},
    "page.connect": {},
    "page.context": { orgId: null, module },
    "page.addresses": {},
    "page.remember": pattern,
    "page.forget": pattern,
    "look.offered": { tabId },
    "look.start": { tabId },
    draft: { kind: "deletion", accountId, parts: [{ module, tags: [first] }] },
    "draft.show": { draftId },
    "draft.state": { draftId },
    "draft.cancel": { draftId },
    confirm: { draftId, typed: "1", records: false, only: null },
    "job.progress": { jobId },
    "job.pause": { jobId },
    "job.skipRecords": { jobId },
    "job.resume": { jobId },
    "job.tryNow": { jobId },
    "job.cancel": { jobId },
    "job.forget": { jobId },
    open: { screen: "manager" },
    "account.list": {},
    "account.check": client,
    "account.find": client,
    "account.intend": { location: "us", environment: "production" },
    "account.connect": client,
    "account.reconnect": { accountId },
    "account.grant": { accountId, features: ["merge"] },
    "account.disconnect": { accountId },
    "modules.list": { accountId },
    "tags.ofModule": { accountId, module },
    "tags.usage": { accountId, module, tagId: first.id },
    "check.start": { accountId, module },
  }
}

/** Commands that the script on Zoho's page may send. */
export const OF_ZOHOS_PAGE: readonly CommandName[] = [
  ...(["page.activate", "page.connect", "page.context", "page.addresses"] as const),
  ...(["page.remember", "page.forget"] as const),
  ...(["draft", "draft.show", "draft.state"] as const),
  ...(["job.progress", "job.pause", "job.tryNow", "job.cancel"] as const),
  "open",
]

/** Commands that only Zoho's page may send. */
export const OF_ZOHOS_PAGE_ALONE: readonly CommandName[] = OF_ZOHOS_PAGE.filter((name) =>
  name.startsWith("page."),
)
