import type { JSX } from "preact"
import { t } from "../ui/i18n"
import { Icon } from "../ui/icon"

/** Says who has decided what cannot be changed here. */
export function Decided({ words = t("policy_set") }: { words?: string }): JSX.Element {
  return (
    <p class="decided">
      <Icon name="building" />
      {words}
    </p>
  )
}
