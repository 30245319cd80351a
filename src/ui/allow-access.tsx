import type { JSX } from "preact"
import { askForAccess } from "./access"
import { Button } from "./button"
import { t } from "./i18n"

/** Brings back the browser's permission to reach these hosts; what waited for it then goes on. */
export function AllowAccess(props: {
  readonly origins: readonly string[]
  readonly onAllowed?: (() => void) | undefined
}): JSX.Element {
  const ask = async (): Promise<void> => {
    if (await askForAccess(props.origins)) props.onAllowed?.()
  }
  return <Button onClick={() => void ask()}>{t("allow_access")}</Button>
}
