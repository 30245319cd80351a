/** Drafting and confirming a deletion: the only way by which an id ever reaches the engine. */
import { callsFor, planJob } from "../deletion/plan"
import type { Runner } from "../deletion/runner"
import type { CheckedRequestOf } from "../messaging/contract"
import type { Handlers } from "../messaging/receive"
import type { Sender } from "../messaging/sender"
import type { DeletionDraft, DraftTag, Outcome } from "../messaging/views"
import type { Account } from "../store/accounts"
import type { Store } from "../store/store"
import { fault } from "../zoho/errors/fault"
import { TAGS_PER_MASS_DELETE } from "../zoho/limits"
import { orUnknown } from "./catalog"
import type { Catalog } from "./catalog"
import { DRAFT_LIFE_MS, keepDraft, takeDraft } from "./drafts"
import type { StoredDraft } from "./drafts"
import { accountOfPage } from "./page-org"
import { failed, refused } from "./problems"

/** Above this number of tags the number itself must be typed. */
const TYPED_ABOVE = 20

type Needs = { readonly store: Store; readonly catalog: Catalog; readonly runner: Runner }
type Picked = CheckedRequestOf<"deletion.draft">["tags"]

export function deletionHandlers({
  store,
  catalog,
  runner,
}: Needs): Pick<Handlers, "deletion.draft" | "deletion.confirm" | "deletion.discard"> {
  return {
    "deletion.draft": async (request, sender) => {
      const account = await store.accounts.get(request.accountId)
      if (!account) return failed(fault("sign-in-needed"))
      if (sender.callerClass === "page" && !isOrgOfPage(account, sender)) return failed(fault("other-org"))
      const module = orUnknown(await catalog.findModule(account, request.module))
      if (!module.ok) return failed(module.fault)
      const list = await catalog.tagsOf(account, module.value)
      if (!list.ok) return failed(list.fault)
      const { picked: tags, dropped } = compare(request.tags, list.value.tags)
      if (tags.length === 0) return NOTHING_LEFT
      const { id, apiName, pluralLabel } = module.value
      const draft = await freeze({
        tabId: sender.tabId,
        accountId: account.id,
        org: account.org,
        module: { id, apiName, pluralLabel },
        chunkLimit: (await store.capabilities.of(account.org.id)).chunkLimit?.value ?? TAGS_PER_MASS_DELETE,
        tags,
        dropped,
      })
      return { ok: true, value: draft }
    },
    "deletion.confirm": async (request, sender) => {
      const draft = await takeDraft(request.draftId, sender.tabId)
      if (!draft) return TOO_LATE
      if (draft.typed && request.typed?.trim() !== String(draft.tags.length)) return WRONG_NUMBER
      const account = await store.accounts.get(draft.accountId)
      if (!account) return failed(fault("sign-in-needed"))
      // The tab may have gone to another org since it asked.
      if (sender.callerClass === "page" && !isOrgOfPage(account, sender)) return failed(fault("other-org"))
      const jobId = crypto.randomUUID()
      const now = Date.now()
      await runner.add(planJob({ ...draft, id: jobId, now, grace: 0, confirmedBy: account.user }))
      return { ok: true, value: { jobId } }
    },
    "deletion.discard": async (request, sender) => {
      await takeDraft(request.draftId, sender.tabId)
      return null
    },
  }
}

/** The address of the page decides as well, not only what the page's script says. */
function isOrgOfPage(account: Account, sender: Extract<Sender, { callerClass: "page" }>): boolean {
  return accountOfPage([account], sender) !== undefined
}

/** Only what is still there under the name that was picked is put into the draft. */
function compare(
  wanted: Picked,
  tags: readonly { id: string; name: string; colorCode: string | null; records?: number }[],
): { picked: DraftTag[]; dropped: DeletionDraft["dropped"] } {
  const there = new Map(tags.map((tag) => [tag.id, tag]))
  const picked = new Map<string, DraftTag>()
  const dropped: { name: string; why: "gone" | "renamed" }[] = []
  for (const { id, name } of wanted) {
    const tag = there.get(id)
    if (!tag) dropped.push({ name, why: "gone" })
    else if (tag.name !== name) dropped.push({ name, why: "renamed" })
    else picked.set(id, { id, name, colorCode: tag.colorCode, records: tag.records ?? null })
  }
  return { picked: [...picked.values()], dropped }
}

type Frozen = Pick<StoredDraft, "tabId" | "accountId" | "org" | "module" | "chunkLimit"> & {
  readonly tags: DraftTag[]
  readonly dropped: DeletionDraft["dropped"]
}

async function freeze({ dropped, ...frozen }: Frozen): Promise<DeletionDraft> {
  const { org, module, tags, chunkLimit } = frozen
  const shared = {
    draftId: crypto.randomUUID(),
    typed: tags.length > TYPED_ABOVE,
    expiresAt: Date.now() + DRAFT_LIFE_MS,
  }
  await keepDraft({ ...frozen, ...shared })
  return { ...shared, org, module, tags, dropped, calls: callsFor(tags.length, chunkLimit) }
}

const NOTHING_LEFT: Outcome<never> = refused({
  kind: "nothing-left",
  happened: "None of the chosen tags is there any more under the name you saw.",
  unchanged: "Nothing was deleted.",
  remedy: "Reload the list and choose again.",
  action: "reload",
})

const TOO_LATE: Outcome<never> = refused({
  kind: "draft-expired",
  happened:
    "This confirmation has been used already, is more than ten minutes old, or was asked for elsewhere.",
  unchanged: "Nothing was deleted by it.",
  remedy: "Press “Delete selected tags” again.",
})

const WRONG_NUMBER: Outcome<never> = refused({
  kind: "wrong-number",
  happened: "The number typed is not the number of tags.",
  unchanged: "Nothing was deleted.",
  remedy: "Press “Delete selected tags” again and type the number shown.",
})
