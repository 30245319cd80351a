import type { JSX } from "preact"
import { Button } from "../ui/button"
import { t } from "../ui/i18n"

/** A question that was answered, or asked before the browser was started anew. */
export function Over({ onClose }: { readonly onClose: () => void }): JSX.Element {
  return (
    <main class="ts over">
      <h1>{t("question_over")}</h1>
      <p>{t("question_over_means")}</p>
      <Button autoFocus onClick={onClose}>
        {t("close")}
      </Button>
    </main>
  )
}
