/** OAuth scopes by feature. https://www.zoho.com/crm/developer/docs/api/v8/scopes.html and each call's page. */

export const FEATURES = ["delete", "org", "user", "restore", "merge", "records", "retag"] as const
/** What the product does with a scope; `records` finds records with a tag, `retag` puts tags on them. */
export type Feature = (typeof FEATURES)[number]

/** Full rights on tags, requested if an org refuses the single scopes (see `scopesFor`). */
export const TAGS_ALL = "ZohoCRM.settings.tags.ALL"
const TAG_SCOPE = "ZohoCRM.settings.tags."

const SCOPES: Readonly<Record<Feature, readonly string[]>> = {
  delete: ["ZohoCRM.settings.modules.READ", "ZohoCRM.settings.tags.READ", "ZohoCRM.settings.tags.DELETE"],
  org: ["ZohoCRM.org.READ"],
  user: ["ZohoCRM.users.READ"],
  restore: ["ZohoCRM.settings.tags.CREATE", "ZohoCRM.settings.tags.UPDATE"],
  merge: ["ZohoCRM.settings.tags.CREATE"],
  records: ["ZohoCRM.modules.READ", "ZohoCRM.coql.READ"],
  retag: ["ZohoCRM.modules.WRITE"],
}

/** Requested at every sign-in: a wrong org or user must be noticed before anything is deleted. */
export const SIGN_IN_FEATURES: readonly Feature[] = ["delete", "org", "user"]

/** Uses of tag scopes: a feature, or the record count of one tag, for which Zoho's OpenAPI files require `ALL`. */
export const TAG_CALLS = [...FEATURES, "usage"] as const
export type TagCall = (typeof TAG_CALLS)[number]

/**
 * The distinct scopes that these features need, in a fixed order.
 * @param tagsAll calls for which this org refuses single tag scopes: Zoho's pages and OpenAPI files disagree on them
 */
export function scopesFor(features: readonly Feature[], tagsAll: readonly TagCall[] = []): string[] {
  const scopes = FEATURES.filter((each) => features.includes(each)).flatMap((feature) =>
    SCOPES[feature].map((scope) => (tagsAll.includes(feature) ? widenTagScope(scope) : scope)),
  )
  return [...new Set(scopes)]
}

function widenTagScope(scope: string): string {
  return scope.startsWith(TAG_SCOPE) ? TAGS_ALL : scope
}

/** The scopes of a later sign-in. Includes all granted ones, since a new grant replaces the old one. */
export function scopesToAsk(
  granted: readonly string[],
  features: readonly Feature[],
  tagsAll: readonly TagCall[] = [],
): string[] {
  const more = tagsAll.includes("usage") ? [TAGS_ALL] : []
  const wanted = [...granted, ...scopesFor(features, tagsAll), ...more]
  return [...new Set(wanted.includes(TAGS_ALL) ? wanted.map(widenTagScope) : wanted)]
}

/** Whether the granted scopes cover the features' needs; `ALL` of a group covers its single rights. */
export function scopesCover(
  granted: readonly string[],
  features: readonly Feature[],
  tagsAll: readonly TagCall[] = [],
): boolean {
  const all = new Set(granted.map((each) => each.toLowerCase()))
  return scopesFor(features, tagsAll).every((each) => {
    const parts = each.toLowerCase().split(".")
    const groups = parts.map((_, length) => [...parts.slice(0, length), "all"].join(".")).slice(2)
    return all.has(parts.join(".")) || groups.some((group) => all.has(group))
  })
}
