/** OAuth scopes by what they are needed for. https://www.zoho.com/crm/developer/docs/api/v8/scopes.html and each call's page. */

export const FEATURES = ["delete", "org", "user", "restore", "merge", "records", "retag"] as const
/** What the product does with a scope; `records` finds records with a tag, `retag` puts tags on them. */
export type Feature = (typeof FEATURES)[number]

/** Full rights on tags: asked for in place of the single ones where an org refuses those (see `scopesFor`). */
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

/** Asked for at every sign-in: the wrong org or user must be noticed before anything is deleted. */
export const SIGN_IN_FEATURES: readonly Feature[] = ["delete", "org", "user"]

/** What tag scopes are for: a feature, or the record count of one tag, for which Zoho's OpenAPI files ask for `ALL`. */
export const TAG_CALLS = [...FEATURES, "usage"] as const
export type TagCall = (typeof TAG_CALLS)[number]

/**
 * The scopes that these features need, each once, in a fixed order.
 * @param tagsAll calls for which this org refuses the single tag scopes: Zoho's pages and its OpenAPI files disagree on them
 */
export function scopesFor(features: readonly Feature[], tagsAll: readonly TagCall[] = []): string[] {
  const scopes = FEATURES.filter((each) => features.includes(each)).flatMap((feature) =>
    SCOPES[feature].map((scope) => (tagsAll.includes(feature) ? wholeOf(scope) : scope)),
  )
  return [...new Set(scopes)]
}

function wholeOf(scope: string): string {
  return scope.startsWith(TAG_SCOPE) ? TAGS_ALL : scope
}

/** What a later sign-in asks for: also all that is granted already, since a new grant replaces the old one. */
export function scopesToAsk(
  granted: readonly string[],
  features: readonly Feature[],
  tagsAll: readonly TagCall[] = [],
): string[] {
  const more = tagsAll.includes("usage") ? [TAGS_ALL] : []
  const wanted = [...granted, ...scopesFor(features, tagsAll), ...more]
  return [...new Set(wanted.includes(TAGS_ALL) ? wanted.map(wholeOf) : wanted)]
}

/** Whether granted scopes cover what the features need; `ALL` of a group covers its single rights. */
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
