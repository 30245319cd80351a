/** What a firm has decided for all its people, where that stands in the way. */
import type { Outcome } from "../messaging/views"
import { featuresOff, isOff, type Switchable } from "../store/policy"
import type { Store } from "../store/store"
import { t } from "../ui/i18n"
import type { MessageKey } from "../ui/i18n"
import { fault } from "../zoho/errors/fault"
import type { ZohoResult } from "../zoho/errors/fault"
import type { Feature } from "../zoho/scopes"
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
  features: readonly Feature[],
): Promise<Outcome<never> | undefined> {
  const off = featuresOff(await policy.get())
  return features.some((each) => off.includes(each))
    ? decidedByFirm("policy_off", "policy_off_remedy")
    : undefined
}

/** A call of a feature, made unless that is switched off by now: a policy may change while a job is under way. */
export async function unlessOff<R>(
  { policy }: Pick<Store, "policy">,
  feature: Switchable,
  call: () => Promise<R>,
): Promise<R | ZohoResult<never>> {
  return isOff(await policy.get(), feature) ? { ok: false, fault: fault("switched-off") } : call()
}
