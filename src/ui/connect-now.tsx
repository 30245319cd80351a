import type { JSX } from "preact"
import { useState } from "preact/hooks"
import { DATA_CENTRES } from "../zoho/data-centres"
import type { DataCentreLocation } from "../zoho/data-centres"
import { Button } from "./button"
import { EnvironmentChip } from "./chip"
import { dataCentreWords } from "./data-centre-words"
import { SelectField } from "./fields"
import { t } from "./i18n"
import { ProblemNotice } from "./notice"
import type { ConnectingNow } from "./use-connect-now"

/** "Connect to Zoho", with the data center as far as it is not decided. */
export function ConnectNow({ on }: { on: ConnectingNow }): JSX.Element {
  const { client, place, connecting, problem } = on
  const [location, setLocation] = useState<DataCentreLocation>(client.location ?? place?.location ?? "us")
  const isSandbox = place?.location === location && place.environment === "sandbox"
  return (
    <div class="connect-now">
      {client.location === null && (
        <SelectField
          label={t("data_centre")}
          value={location}
          {...(place ? {} : { hint: t("data_centre_hint") })}
          options={DATA_CENTRES.map((each) => ({
            value: each.location,
            label: dataCentreWords(each.location),
          }))}
          onChange={(value) => setLocation(value as DataCentreLocation)}
        />
      )}
      <div class="acts">
        <Button kind="primary" busy={connecting} onClick={() => on.onConnect(location)}>
          {t("connect")}
        </Button>
        {isSandbox && <EnvironmentChip environment="sandbox" />}
        <span class="soft" aria-live="polite">
          {connecting ? t("bar_connecting") : ""}
        </span>
      </div>
      {problem && <ProblemNotice problem={problem} onAllowed={() => on.onAllowed(location)} />}
    </div>
  )
}
