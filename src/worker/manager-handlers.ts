/** What the tag manager asks: the org's modules with tags, and each one's tags. */
import type { ModuleRef } from "../deletion/job"
import type { Handlers } from "../messaging/receive"
import type { ListedTag } from "../messaging/views"
import type { Store } from "../store/store"
import type { Module } from "../zoho/api/modules"
import type { Tag } from "../zoho/api/tags"
import { fault } from "../zoho/errors/fault"
import { moduleTagsView, orUnknown } from "./catalog"
import type { Catalog, ModuleTagList } from "./catalog"
import { failed } from "./problems"
import { createTaggedModules } from "./tagged-modules"

type Needs = { readonly store: Store; readonly catalog: Catalog }

export function managerHandlers({ store, catalog }: Needs): Pick<Handlers, "modules.list" | "tags.ofModule"> {
  const tagged = createTaggedModules(store, catalog)
  return {
    "modules.list": async ({ accountId }) => {
      const account = await store.accounts.get(accountId)
      if (!account) return failed(fault("sign-in-needed"))
      const modules = await tagged.list(account)
      return modules.ok ? { ok: true, value: modules.value.map(refOf) } : failed(modules.fault)
    },
    "tags.ofModule": async ({ accountId, module: name }) => {
      const account = await store.accounts.get(accountId)
      if (!account) return failed(fault("sign-in-needed"))
      const module = orUnknown(await catalog.findModule(account, name))
      if (!module.ok) return failed(module.fault)
      const list = await catalog.tagsOf(account, module.value)
      if (list.ok) return { ok: true, value: withDetails(list.value) }
      await tagged.learnFrom(account, module.value, list.fault)
      return failed(list.fault)
    },
  }
}

function refOf({ id, apiName, pluralLabel }: Module): ModuleRef {
  return { id, apiName, pluralLabel }
}

/** Only our own pages get these: the script on Zoho's page has no use for them. */
function withDetails(list: ModuleTagList): ReturnType<typeof moduleTagsView> {
  return { ...moduleTagsView(list), tags: list.tags.map(detailed) }
}

function detailed({ id, name, colorCode, records, createdBy, createdTime, modifiedTime }: Tag): ListedTag {
  return {
    id,
    name,
    colorCode,
    records: records ?? null,
    ...(createdBy !== undefined && { createdBy }),
    ...(createdTime !== undefined && { createdTime }),
    ...(modifiedTime !== undefined && { modifiedTime }),
  }
}
