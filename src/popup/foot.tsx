import type { JSX } from "preact"
import { Button } from "../ui/button"
import { t } from "../ui/i18n"

export interface FootProps {
  /** Null where the tab in front shows no page of the CRM; undefined until that is known. */
  readonly onLook: (() => void) | null | undefined
  readonly onOpenManager: () => void
  readonly onOpenOptions: () => void
}

/** The ways out of the popup. Drawn once all are known: one that came later would move the others under a click. */
export function Foot({ onLook, onOpenManager, onOpenOptions }: FootProps): JSX.Element | null {
  if (onLook === undefined) return null
  return (
    <>
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
