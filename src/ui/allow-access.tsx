/** The button that asks the browser for access to Zoho's hosts. */
import type { JSX } from "preact"
import type { Permissions } from "webextension-polyfill"

import { list } from "../i18n/format"
import { t } from "../i18n/translate"
import type { Outcome } from "../messages/views"
import { orgPatterns, type OrgPlace } from "../zoho/data-centers"
import { Button } from "./controls"

/** Asks for the browser's permission to reach these hosts. Jobs that wait for it then resume. */
export function AllowAccess(props: {
  readonly origins: readonly string[]
  readonly onAllowed?: (() => void) | undefined
}): JSX.Element {
  const ask = async (): Promise<void> => {
    if (await askForAccess(props.origins)) props.onAllowed?.()
  }
  return <Button onClick={() => void ask()}>{t("allow_access")}</Button>
}

interface Api {
  readonly permissions: Pick<Permissions.Static, "request">
}

/**
 * Call it in a click handler, before any `await`; otherwise the browser refuses to ask.
 * @param origins match patterns of the hosts
 * @returns whether it is granted now
 */
export async function askForAccess(origins: readonly string[]): Promise<boolean> {
  const { browser, chrome } = globalThis as unknown as { readonly browser?: Api; readonly chrome?: Api }
  return (await (browser ?? chrome)?.permissions.request({ origins: [...origins] })) ?? false
}

/** The user said no to the browser's question, or closed it. */
export function accessRefused(place: OrgPlace): Outcome<never> {
  const origins = orgPatterns(place)
  const hosts = list(origins.map((pattern) => new URL(pattern).host))
  return {
    ok: false,
    problem: {
      kind: "access-refused",
      happened: t("access_refused"),
      unchanged: t("unchanged_nothing"),
      remedy: t("access_refused_remedy", hosts),
      action: "allow",
      origins,
    },
  }
}
