/** Asking for the browser's permission to reach Zoho's hosts, which a person grants and can take away at any time. */
import type { Permissions } from "webextension-polyfill"
import type { Outcome } from "../messaging/views"
import { orgPatterns } from "../zoho/data-centres"
import type { OrgPlace } from "../zoho/data-centres"
import { list } from "./format"
import { t } from "./i18n"

interface Api {
  readonly permissions: Pick<Permissions.Static, "request">
}

/**
 * To be called by a click and before anything is awaited: the browser asks nobody else.
 * @param origins match patterns of the hosts
 * @returns whether it is given now
 */
export async function askForAccess(origins: readonly string[]): Promise<boolean> {
  const { browser, chrome } = globalThis as unknown as { readonly browser?: Api; readonly chrome?: Api }
  return (await (browser ?? chrome)?.permissions.request({ origins: [...origins] })) ?? false
}

/** The person has said no to the browser's question, or closed it. */
export function accessRefused(place: OrgPlace): Outcome<never> {
  const origins = orgPatterns(place)
  const hosts = list(origins.map((pattern) => new URL(pattern).host))
  return {
    ok: false,
    problem: {
      kind: "access-refused",
      happened: t("access_refused"),
      unchanged: t("unchanged_until_allowed"),
      remedy: t("access_refused_remedy", hosts),
      action: "allow",
      origins,
    },
  }
}
