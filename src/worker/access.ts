/** Zoho for a job, as the account that it belongs to reaches it. */
import { clientFor } from "../accounts/client"
import { isStillPermitted } from "../accounts/reach"
import type { Tokens } from "../accounts/tokens"
import type { TagList } from "../jobs/events"
import type { ModuleRef, OrgRef } from "../jobs/job"
import type { Store } from "../store/store"
import type { Observed, ZohoClient } from "../zoho/api/client"
import { listTags } from "../zoho/api/tags"
import type { ZohoResult } from "../zoho/errors/fault"
import type { Feature } from "../zoho/scopes"
import { learnFromAnswer, learnFromFault } from "./findings"

/** Made with a token in hand. The call itself may still think better of it, and give null. */
type Call = <R extends ZohoResult<unknown> | null>(
  call: (client: ZohoClient) => Promise<R>,
) => Promise<R | ZohoResult<never>>

export interface Access {
  readonly withClient: Call
  /**
   * A call for which Zoho documents the single tag scopes: what it shows of an org is learnt before it is acted on.
   * @param feature what the call is for
   */
  readonly aboutTags: <R extends ZohoResult<unknown> | null>(
    feature: Feature,
    call: (client: ZohoClient) => Promise<R>,
  ) => Promise<R | ZohoResult<never>>
  readonly listTags: (module: ModuleRef) => Promise<ZohoResult<TagList>>
  readonly renew: () => Promise<ZohoResult<null>>
  readonly permitted: () => Promise<boolean>
}

export interface AccessNeeds {
  readonly store: Store
  readonly tokens: Tokens
}

/** @param onAnswer called with every answer that arrives for this job */
export function accessFor(
  { store, tokens }: AccessNeeds,
  { accountId, org }: { readonly accountId: string; readonly org: OrgRef },
  onAnswer?: (answer: Observed) => void,
): Access {
  function heard(answer: Observed): void {
    onAnswer?.(answer)
    void learnFromAnswer(store, org.id, answer)
  }

  // So that a token which somebody else has renewed meanwhile is not renewed again. A worker that begins anew does
  // not know it; one renewal too many does no harm.
  let refused: string | undefined

  const withClient: Call = async (call) => {
    // Not renewing by itself: the engine says when, and what may be sent again.
    const client = await clientFor(tokens, accountId, false, {
      onAnswer: heard,
      onRefused: (token) => {
        refused = token
      },
    })
    return client.ok ? call(client.value) : client
  }

  const aboutTags: Access["aboutTags"] = async (feature, call) => {
    const answer = await withClient(call)
    const account = answer?.ok === false ? await store.accounts.get(accountId) : undefined
    if (answer?.ok === false && account) await learnFromFault(store, account, answer.fault, feature)
    return answer
  }

  return {
    withClient,
    aboutTags,
    listTags: (module) =>
      aboutTags("delete", async (client) => {
        const list = await listTags(client, { module: module.apiName })
        if (!list.ok) return list
        const tags = new Map(list.value.tags.map((tag) => [tag.id, tag.name]))
        return { ...list, value: { tags, allowed: list.value.allowedCount ?? null } }
      }),
    renew: async () => {
      const renewed = await tokens.renew(accountId, refused)
      return renewed.ok ? { ok: true, value: null } : renewed
    },
    permitted: () => isStillPermitted(org),
  }
}
