/** The engine's ports: Zoho's API for the account of one job, and backups in the real store. */
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

/** A call to Zoho. Null if it was not made after all. */
type Call<R> = (client: ZohoClient) => Promise<R>
type Answer = ZohoResult<unknown> | null

interface Access {
  readonly withClient: <R extends Answer>(call: Call<R>) => Promise<R | ZohoResult<never>>
  /** For calls with documented tag scopes. Before it returns, remembers what a refusal reveals about them. */
  readonly withTagScopes: <R extends Answer>(
    feature: Feature,
    call: Call<R>,
  ) => Promise<R | ZohoResult<never>>
  readonly renew: () => Promise<ZohoResult<null>>
}

function accessFor(
  { store, tokens }: Needs<"store" | "tokens">,
  accountId: string,
  onAnswer: (answer: Observed) => void,
): Access {
  // The refused token: it is not renewed again if another caller has done so. An extra renewal would be harmless.
  let refused: string | undefined

  async function withClient<R extends Answer>(call: Call<R>): Promise<R | ZohoResult<never>> {
    // Does not renew automatically: the engine decides when to renew and what to send again.
    const onRefused = (token: string): void => void (refused = token)
    return withoutThrowing(async () => {
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
    async withTagScopes(feature, call) {
      const answer = await withClient(call)
      // A failure to remember must not hide Zoho's answer.
      if (answer?.ok === false) await remember(answer.fault, feature).catch(() => undefined)
      return answer
    },
    async renew() {
      const renewed = await withoutThrowing(() => tokens.renew(accountId, refused))
      return renewed.ok ? { ok: true, value: null } : renewed
    },
  }
}

/**
 * Turns a rejection, which only the storage causes, into a fault: a step whose call never returned would wait forever.
 * The call may have been sent, so the fault is "unreachable": the engine re-reads before it sends again.
 */
async function withoutThrowing<R>(work: () => Promise<R>): Promise<R | ZohoResult<never>> {
  try {
    return await work()
  } catch {
    return { ok: false, fault: fault("unreachable") }
  }
}

/** Zoho for one job: calls with the job's account, within the managed policy. */
export function createZohoPort(needs: Needs<"store" | "tokens">, { kind, accountId, org }: Job): ZohoPort {
  const isCheck = kind === "check"
  const exchanges: Exchange[] = []
  const { withClient, withTagScopes, renew } = accessFor(needs, accountId, (answer) => {
    if (isCheck) exchanges.push(exchangeOf(answer))
  })

  /** The managed policy does not apply to the self-test, which only changes tags that it created. */
  const ifAllowed = <R>(feature: Switchable, call: () => Promise<R>): Promise<R | ZohoResult<never>> =>
    isCheck ? call() : unlessOff(needs.store, feature, call)

  return {
    ...(isCheck && { takeExchanges: () => exchanges.splice(0) }),
    massDelete: (module, tagIds, mayLeave) =>
      withTagScopes("delete", async (client) =>
        (await mayLeave()) ? submitMassDelete(client, { module, tagIds }) : null,
      ),
    status: (jobId) => withTagScopes("delete", (client) => statusOf(client, jobId)),
    createTags: ({ apiName }, tags) =>
      ifAllowed("restore", () =>
        withTagScopes("restore", (client) => createTags(client, { module: apiName, tags })),
      ),
    addTag: ({ apiName }, tag, recordIds) =>
      ifAllowed("restore", () =>
        withClient((client) => addTags(client, { module: apiName, tags: [tag], recordIds })),
      ),
    mergeTags: (keepId, absorbId, mayLeave) =>
      ifAllowed("merge", () =>
        withTagScopes("merge", async (client) =>
          (await mayLeave()) ? mergeTags(client, { keepId, absorbId }) : null,
        ),
      ),
    deleteTag: (tagId, mayLeave) =>
      withTagScopes("delete", async (client) => ((await mayLeave()) ? deleteTag(client, { tagId }) : null)),
    listTags: ({ apiName }) => withTagScopes("delete", (client) => tagsOf(client, apiName)),
    findRecords: ({ apiName }, from) =>
      ifAllowed("records", () => withClient((client) => queryByTag(client, { module: apiName, ...from }))),
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

/** Backups in the store, with records read from Zoho unless the managed policy forbids it. */
export function createStoredBackups(store: Store, tokens: Tokens): BackupPort {
  return createBackupPort(store.backups, ({ job }): RecordCalls => {
    const allowedCall = <T>(call: Call<ZohoResult<T>>): Promise<ZohoResult<T>> =>
      unlessOff(store, "records", async () => {
        const client = await clientFor(tokens, job.accountId, false)
        return client.ok ? call(client.value) : client
      })
    return {
      query: ({ apiName }, from) => allowedCall((client) => queryByTag(client, { module: apiName, ...from })),
      search: ({ apiName }, from) =>
        allowedCall((client) => searchByTag(client, { module: apiName, ...from })),
    }
  })
}
