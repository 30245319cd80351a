import type { JSX } from "preact"
import { useState } from "preact/hooks"
import type { ModuleRef } from "../../jobs/job"
import { Alert } from "../../ui/alert"
import { Button } from "../../ui/button"
import { t } from "../../ui/i18n"

/** Where the page does not tell whose tags it shows, the user does. */
export function ModulePicker({
  modules,
  onPick,
}: {
  modules: readonly ModuleRef[]
  onPick: (module: string) => void
}): JSX.Element {
  const [picked, setPicked] = useState("")
  return (
    <>
      <Alert>{t("bar_no_module")}</Alert>
      <select
        class="input pick"
        aria-label={t("module")}
        value={picked}
        onChange={(event) => setPicked(event.currentTarget.value)}
      >
        <option value="">{t("choose_module")}</option>
        {modules.map(({ apiName, pluralLabel }) => (
          <option key={apiName} value={apiName}>
            {pluralLabel}
          </option>
        ))}
      </select>
      <Button kind="primary" disabled={picked === ""} onClick={() => onPick(picked)}>
        {t("find_tags")}
      </Button>
    </>
  )
}
