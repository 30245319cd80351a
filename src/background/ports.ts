/** Connects the engine to Zoho, with the account of one job, and to the stored backups. */
import { isPermitted } from "../accounts/host-permissions"
import { clientFor, type Tokens } from "../accounts/tokens"
import { createBackupPort, type RecordCalls } from "../backup/collect"
import type { Job } from "../jobs/job"
import type { BackupPort, ZohoPort } from "../jobs/ports"
import type { Switchable } from "../storage/managed-policy"
import type { Store } from "../storage/store"
import { exchangeOf, type Exchange } from "../zoho/api/answer-shape"
import type { Observed, ZohoClient } from "../zoho/api/client"
import { massDeleteStatus, submitMassDelete } from "../zoho/api/mass-delete"
import { getModule } from "../zoho/api/org"
import { addTags, queryByTag, searchByTag } from "../zoho/api/records"
import { createTags, deleteTag, listTags, mergeTags } from "../zoho/api/tags"
import { fault, type ZohoFault, type ZohoResult } from "../zoho/errors/fault"
import type { Feature } from "../zoho/scopes"
import { moduleRef } from "./org-catalog"
import { rememberFromFault } from "./org-features"
import { unlessOff } from "./problems"
import type { Needs } from "./services"

/** A call to Zoho, made with a token in hand. Null: it was not made after all. */
type Call<R> = (client: ZohoClient) => Promise<R>
type Answer = ZohoResult<unknown> | null

interface Access {
  readonly withClient: <R extends Answer>(call: Call<R>) => Promise<R | ZohoResult<never>>
  /** For calls with single tag scopes in Zoho's documents: what a refusal shows of them is remembered first. */
  readonly aboutTags: <R extends Answer>(feature: Feature, call: Call<R>) => Promise<R | ZohoResult<never>>
  readonly renew: () => Promise<ZohoResult<null>>
}

function accessFor(
  { store, tokens }: Needs<"store" | "tokens">,
  accountId: string,
  onAnswer: (answer: Observed) => void,
): Access {
  // A token that another caller has renewed meanwhile is not renewed again. One renewal too many does no harm.
  let refused: string | undefined

  async function withClient<R extends Answer>(call: Call<R>): Promise<R | ZohoResult<never>> {
    // Not renewing by itself: the engine says when, and what may be sent again.
    const onRefused = (token: string): void => void (refused = token)
    return answering(async () => {
      const client = await clientFor(tokens, accountId, false, { onAnswer, onRefused })
      return client.ok ? call(client.value) : client
    })
  }

  async function remember(refusal: ZohoFault, feature: Feature): Promise<void> {
    const account = await store.accounts.get(accountId)
    if (account) await rememberFromFault(store.orgFeatures, account, refusal, feature)
  }

  return {
    withClient,
    async aboutTags(feature, call) {
      const answer = await withClient(call)
      // Zoho's answer counts even if nothing can be stored about it.
      if (answer?.ok === false) await remember(answer.fault, feature).catch(() => undefined)
      return answer
    },
    async renew() {
      const renewed = await answering(() => tokens.renew(accountId, refused))
      return renewed.ok ? { ok: true, value: null } : renewed
    },
  }
}

/**
 * Nothing but the storage rejects. Every call answers all the same: a step whose call never came back would wait forever. As
 * nobody knows whether it left, it counts as unreachable, and the engine looks before it sends again.
 */
async function answering<R>(work: () => Promise<R>): Promise<R | ZohoResult<never>> {
  try {
    return await work()
  } catch {
    return { ok: false, fault: fault("unreachable") }
  }
}

export function createZohoPort(needs: Needs<"store" | "tokens">, { kind, accountId, org }: Job): ZohoPort {
  const isCheck = kind === "check"
  const exchanges: Exchange[] = []
  const { withClient, aboutTags, renew } = accessFor(needs, accountId, (answer) => {
    if (isCheck) exchanges.push(exchangeOf(answer))
  })

  /** The managed policy switches what changes an org's tags and records, not a check with tags of its own. */
  const unless = <R>(feature: Switchable, call: () => Promise<R>): Promise<R | ZohoResult<never>> =>
    isCheck ? call() : unlessOff(needs.store, feature, call)

  return {
    ...(isCheck && { heard: () => exchanges.splice(0) }),
    massDelete: (module, tagIds, mayLeave) =>
      aboutTags("delete", async (client) =>
        (await mayLeave()) ? submitMassDelete(client, { module, tagIds }) : null,
      ),
    status: (jobId) => aboutTags("delete", (client) => statusOf(client, jobId)),
    createTags: ({ apiName }, tags) =>
      unless("restore", () =>
        aboutTags("restore", (client) => createTags(client, { module: apiName, tags })),
      ),
    addTag: ({ apiName }, tag, recordIds) =>
      unless("restore", () =>
        withClient((client) => addTags(client, { module: apiName, tags: [tag], recordIds })),
      ),
    mergeTags: (keepId, absorbId, mayLeave) =>
      unless("merge", () =>
        aboutTags("merge", async (client) =>
          (await mayLeave()) ? mergeTags(client, { keepId, absorbId }) : null,
        ),
      ),
    deleteTag: (tagId, mayLeave) =>
      aboutTags("delete", async (client) => ((await mayLeave()) ? deleteTag(client, { tagId }) : null)),
    listTags: ({ apiName }) => aboutTags("delete", (client) => tagsOf(client, apiName)),
    findRecords: ({ apiName }, from) =>
      unless("records", () => withClient((client) => queryByTag(client, { module: apiName, ...from }))),
    readModule: ({ apiName }) =>
      withClient(async (client) => {
        const found = await getModule(client, { apiName })
        if (!found.ok) return found
        if (!found.value) return { ok: false, fault: fault("module-unknown") }
        return { ...found, value: moduleRef(found.value) }
      }),
    renew,
    permitted: () => isPermitted(org),
  }
}

type ResultOf<M extends "status" | "listTags"> = Awaited<ReturnType<ZohoPort[M]>>

async function statusOf(client: ZohoClient, jobId: string): Promise<ResultOf<"status">> {
  const status = await massDeleteStatus(client, { jobId })
  if (!status.ok) return status
  const { state, total = null, deleted = null, failed = null } = status.value
  return { ...status, value: { state, counts: { total, deleted, failed } } }
}

async function tagsOf(client: ZohoClient, module: string): Promise<ResultOf<"listTags">> {
  const list = await listTags(client, { module })
  if (!list.ok) return list
  const tags = new Map(list.value.tags.map((tag) => [tag.id, tag.name]))
  return { ...list, value: { tags, allowed: list.value.allowedCount ?? null } }
}

export function createStoredBackups(store: Store, tokens: Tokens): BackupPort {
  return createBackupPort(store.backups, ({ job }): RecordCalls => {
    const ask = <T>(call: Call<ZohoResult<T>>): Promise<ZohoResult<T>> =>
      unlessOff(store, "records", async () => {
        const client = await clientFor(tokens, job.accountId, false)
        return client.ok ? call(client.value) : client
      })
    return {
      query: ({ apiName }, from) => ask((client) => queryByTag(client, { module: apiName, ...from })),
      search: ({ apiName }, from) => ask((client) => searchByTag(client, { module: apiName, ...from })),
    }
  })
}
