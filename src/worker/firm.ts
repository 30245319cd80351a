/** What a firm has decided for all its people, where that stands in the way. */
import type { Outcome } from "../messaging/views"
import { SWITCHABLE, isOff } from "../store/policy"
import type { Store } from "../store/store"
import { t } from "../ui/i18n"
import type { MessageKey } from "../ui/i18n"
import { refused } from "./problems"

export function decidedByFirm(happened: MessageKey, remedy: MessageKey): Outcome<never> {
  return refused({
    kind: "policy",
    happened: t(happened),
    unchanged: t("unchanged_nothing"),
    remedy: t(remedy),
  })
}

/** The refusal where one of these features is switched off, whatever rights the account holds; else undefined. */
export async function switchedOff(
  { policy }: Store,
  features: readonly string[],
): Promise<Outcome<never> | undefined> {
  const decided = await policy.get()
  const off = SWITCHABLE.some((each) => features.includes(each) && isOff(decided, each))
  return off ? decidedByFirm("policy_off", "policy_off_remedy") : undefined
}
