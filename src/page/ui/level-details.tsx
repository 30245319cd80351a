import type { JSX } from "preact"
import { useState } from "preact/hooks"
import { Button } from "../../ui/button"
import { t } from "../../ui/i18n"
import type { Level } from "./props"

/** How the page was read, so that a change of Zoho's markup can be reported without sending data. */
export function LevelDetails({
  level,
  onCopy,
  onLeave,
}: {
  level: Level
  onCopy: () => Promise<boolean>
  /** Where tags are looked for because the user asked once. */
  onLeave?: () => void
}): JSX.Element {
  const [copied, setCopied] = useState<boolean | null>(null)
  return (
    <div class="level">
      <p>
        <span class="strong">{t(`level_${level}`)}</span>
        {" · "}
        {t(`level_${level}_means`)}
        <br />
        <span class="soft">
          {onLeave && <>{t("remembered_means")} </>}
          {t("diagnostics_means")}
        </span>
      </p>
      <span role="status">{copied === null ? "" : t(copied ? "copied" : "copy_failed")}</span>
      <Button icon="copy" onClick={() => void onCopy().then(setCopied)}>
        {t("copy_diagnostics")}
      </Button>
      {onLeave && <Button onClick={onLeave}>{t("forget_page")}</Button>}
    </div>
  )
}
