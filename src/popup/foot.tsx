import type { JSX } from "preact"
import { AllowAccess } from "../ui/allow-access"
import { Button } from "../ui/button"
import { t } from "../ui/i18n"

export interface FootProps {
  /** Null where the tab in front shows no page of the CRM; undefined until that is known. */
  readonly onLook: (() => void) | null | undefined
  /** Match patterns of the hosts of the page in front that a person has not granted yet. */
  readonly missing: readonly string[]
  readonly onAllowed: () => void
  readonly onOpenManager: () => void
  readonly onOpenOptions: () => void
}

/** The ways out of the popup. Drawn once all are known: one that came later would move the others under a click. */
export function Foot(props: FootProps): JSX.Element | null {
  const { onLook, missing, onAllowed, onOpenManager, onOpenOptions } = props
  if (onLook === undefined) return null
  const page = missing.at(-1)
  return (
    <>
      {page !== undefined && (
        <aside class="line pad">
          <span class="text">{t("page_not_allowed", new URL(page).host)}</span>
          <AllowAccess origins={missing} onAllowed={onAllowed} />
        </aside>
      )}
      {onLook && (
        <div class="look">
          <Button kind="quiet" onClick={onLook}>
            {t("look_for_tags")}
          </Button>
        </div>
      )}
      <footer class="bottom">
        <Button onClick={onOpenManager}>{t("open_manager")}</Button>
        <Button kind="quiet" onClick={onOpenOptions}>
          {t("options")}
        </Button>
      </footer>
    </>
  )
}
