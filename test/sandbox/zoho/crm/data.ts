/** The data for the CRM page's own script. Contains no tag ids: the real page is not known to contain them. */
import { countRecords } from "../api/tags-list"
import type { Layout, Module, Org } from "../state"

export function shellData(org: Org, layout: Layout): object {
  return {
    layout,
    org: { name: org.name, zgid: org.zgid, environment: org.environment, user: org.user.name },
    modules: org.modules
      .filter((module) => module.status === "visible")
      .map(({ moduleName, pluralLabel, hasTags, records }) => ({
        moduleName,
        pluralLabel,
        hasTags,
        records: records.size,
      })),
  }
}

export function tagRows(module: Module, limit: number): object {
  return {
    limit,
    tags: [...module.tags.values()].map((tag) => ({
      name: tag.name,
      color: tag.colorCode,
      records: countRecords(module, tag.id),
      createdBy: tag.createdBy.name,
      createdTime: tag.createdTime,
    })),
  }
}

export function recordRows(module: Module): object {
  return {
    total: module.records.size,
    records: [...module.records.values()].slice(0, 30).map((record) => ({
      name: record.name,
      tags: [...record.tagIds].flatMap((id) => {
        const tag = module.tags.get(id)
        return tag ? [{ name: tag.name, color: tag.colorCode }] : []
      }),
    })),
  }
}
