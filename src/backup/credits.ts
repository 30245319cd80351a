/** What reading the records costs, told before it is done. */
import { hasConverted } from "../zoho/api/records"
import { COQL_LARGEST, COQL_STEPS } from "../zoho/limits"

/** Rows to ask for in one query: the fewest that are likely to do, since the price goes by them. */
export function queryRows(records: number | null, isFurther: boolean): number {
  const wanted = isFurther ? Infinity : (records ?? 0)
  return (COQL_STEPS.find(({ rows }) => rows >= wanted) ?? COQL_LARGEST).rows
}

/**
 * Credits that reading the records of these tags takes. Converted leads take a query more for each tag.
 * @param tags record counts; null where nobody counted, which costs at least the smallest query
 * @param module its API name
 * @returns `exact` false: it may be more
 */
export function recordCredits(
  tags: readonly { readonly records: number | null }[],
  module: string,
): { readonly credits: number; readonly exact: boolean } {
  const more = hasConverted(module) ? COQL_STEPS[0].credits : 0
  const credits = tags.reduce((sum, { records }) => sum + creditsOf(records ?? 0) + more, 0)
  return { credits, exact: tags.every(({ records }) => records !== null) }
}

function creditsOf(records: number): number {
  const step = COQL_STEPS.find(({ rows }) => rows >= records)
  return step?.credits ?? Math.ceil(records / COQL_LARGEST.rows) * COQL_LARGEST.credits
}
