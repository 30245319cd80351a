import type { JSX } from "preact"
import { t } from "../i18n/translate"
import { Icon } from "../ui/controls"

/** Says who has decided what cannot be changed here. */
export function ManagedField({ words = t("policy_set") }: { words?: string }): JSX.Element {
  return (
    <p class="decided">
      <Icon name="building" />
      {words}
    </p>
  )
}
