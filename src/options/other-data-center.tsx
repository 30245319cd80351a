/** A client that Zoho does not know in the chosen data center: looks for it in the others, when a person asks for that. */
import type { JSX } from "preact"
import { useState } from "preact/hooks"
import { Button } from "../ui/button"
import { dataCentreWords } from "../ui/data-centre-words"
import { t } from "../ui/i18n"
import type { DataCentreLocation } from "../zoho/data-centres"

export interface OtherDataCenterProps {
  /** Null: the browser did not let us ask. */
  readonly onFind: () => Promise<readonly DataCentreLocation[] | null>
  readonly onChoose: (location: DataCentreLocation) => void
}

export function OtherDataCenter({ onFind, onChoose }: OtherDataCenterProps): JSX.Element {
  const [found, setFound] = useState<readonly DataCentreLocation[] | null>(null)
  const [busy, setBusy] = useState(false)
  const find = async (): Promise<void> => {
    // The browser's question first: it hears of no click later on.
    const asked = onFind()
    setBusy(true)
    setFound(await asked.catch(() => null))
    setBusy(false)
  }
  if (!found)
    return (
      <Button busy={busy} onClick={() => void find()}>
        {t(busy ? "client_checking" : "find_data_center")}
      </Button>
    )
  return (
    <>
      <p role="status">{t(found.length > 0 ? "client_elsewhere" : "client_nowhere")}</p>
      {found.map((location) => (
        <Button key={location} kind="primary" onClick={() => onChoose(location)}>
          {t("use_data_center", dataCentreWords(location))}
        </Button>
      ))}
    </>
  )
}
