/** The tag manager's commands: the org's modules with tags, each module's tags, and a tag's usage. */
import { clientFor } from "../../accounts/tokens"
import { t } from "../../i18n/translate"
import type { HandlersOf } from "../../messages/receive"
import type { ListedTag } from "../../messages/views"
import { tagUsage, type TagUse } from "../../zoho/api/records"
import type { Tag } from "../../zoho/api/tags"
import { fault } from "../../zoho/errors/fault"
import { rememberFromFault } from "../org-features"
import { failed } from "../problems"
import type { Needs } from "../services"

export function managerHandlers({
  store,
  catalog,
  tokens,
}: Needs<"store" | "catalog" | "tokens">): HandlersOf<"modules" | "tags"> {
  return {
    "modules.list": async ({ accountId }) => {
      const account = await store.accounts.get(accountId)
      if (!account) return failed(fault("sign-in-needed"))
      return catalog.taggedModules(account)
    },
    "tags.ofModule": async ({ accountId, module: name }) => {
      const account = await store.accounts.get(accountId)
      if (!account) return failed(fault("sign-in-needed"))
      const list = await catalog.tagsIn(account, name)
      if (!list.ok) return list
      const value = { ...list.value, tags: list.value.tags.map(detailed) }
      await store.tagLists.keep({ ...value, accountId, readAt: Date.now() })
      return { ok: true, value }
    },
    "tags.usage": async ({ accountId, module, tagId }) => {
      const client = await clientFor(tokens, accountId, true)
      if (!client.ok) return failed(client.fault)
      const usage = await tagUsage(client.value, { module, tagId })
      if (!usage.ok) {
        const account = await store.accounts.get(accountId)
        if (account) await rememberFromFault(store.orgFeatures, account, usage.fault, "usage")
        return failed(usage.fault)
      }
      const { records, uses } = usage.value
      const usedIn = uses ? uses.map(useText) : null
      await store.tagUsage.remember({ accountId, tagId, records, usedIn, at: Date.now() })
      return { ok: true, value: { records, usedIn } }
    },
  }
}

/** For example `Workflow: Big deals`. A view that the user may not see has no name. */
function useText({ feature, name }: TagUse): string {
  if (name !== null) return `${feature}: ${name}`
  return feature === "Custom view" ? t("used_in_hidden_view") : feature
}

/** A tag with its details, which only our own pages receive. */
function detailed({ modifiedBy: _, ...tag }: Tag): ListedTag {
  return { ...tag, records: tag.records ?? null }
}
