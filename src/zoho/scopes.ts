/**
 * OAuth scopes by what they are needed for, so that only the smallest set is ever asked.
 * Source: https://www.zoho.com/crm/developer/docs/api/v8/scopes.html and the "scope" part of each call's page.
 */

export const FEATURES = ["delete", "org", "user", "restore", "merge", "records", "retag"] as const
/**
 * What the product can do with a scope: `delete` list and delete tags; `org` tell which org answers;
 * `user` tell who is signed in; `restore` create and rename tags; `merge` merge tags; `records` find records with
 * a tag; `retag` put tags on records or take them off.
 */
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

/**
 * What is asked at every sign-in: the wrong org, or another user of the right one, must be noticed before anything is
 * deleted in somebody's name.
 */
export const SIGN_IN_FEATURES: readonly Feature[] = ["delete", "org", "user"]

/**
 * What single tag scopes are for: a feature, or the record count of one tag, which no feature needs and for which
 * Zoho's OpenAPI files ask for the whole right.
 */
export const TAG_CALLS = [...FEATURES, "usage"] as const
export type TagCall = (typeof TAG_CALLS)[number]

/** Calls for which an org refuses the single tag scopes, so that it takes `tags.ALL`. */
export interface ScopeOptions {
  readonly tagsAll?: readonly TagCall[]
}

/**
 * The scopes that these features need, without doubles, in a fixed order.
 * @param options.tagsAll found out by a live scope-missing answer: Zoho's pages and its OpenAPI description disagree
 *   about which scope suffices, and what holds for a call for single tags need not hold for a mass delete
 */
export function scopesFor(features: readonly Feature[], { tagsAll = [] }: ScopeOptions = {}): string[] {
  const scopes = FEATURES.filter((each) => features.includes(each)).flatMap((feature) =>
    SCOPES[feature].map((scope) => (tagsAll.includes(feature) ? wholeOf(scope) : scope)),
  )
  return [...new Set(scopes)]
}

function wholeOf(scope: string): string {
  return scope.startsWith(TAG_SCOPE) ? TAGS_ALL : scope
}

/**
 * What a later sign-in asks for: all that is held already, since a new grant replaces the old one, and what more the
 * features need. Single tag scopes give way to `tags.ALL` with it.
 */
export function scopesToAsk(
  held: readonly string[],
  features: readonly Feature[],
  options: ScopeOptions = {},
): string[] {
  const more = options.tagsAll?.includes("usage") ? [TAGS_ALL] : []
  const wanted = [...held, ...scopesFor(features, options), ...more]
  return [...new Set(wanted.includes(TAGS_ALL) ? wanted.map(wholeOf) : wanted)]
}

/** Whether granted scopes cover what the features need; `ALL` of a group covers its single rights. */
export function scopesCover(
  granted: readonly string[],
  features: readonly Feature[],
  options: ScopeOptions = {},
): boolean {
  const held = new Set(granted.map((each) => each.toLowerCase()))
  return scopesFor(features, options).every((each) => {
    const parts = each.toLowerCase().split(".")
    const groups = parts.map((_, length) => [...parts.slice(0, length), "all"].join(".")).slice(2)
    return held.has(parts.join(".")) || groups.some((group) => held.has(group))
  })
}
