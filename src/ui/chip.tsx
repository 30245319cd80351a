import type { JSX } from "preact"
import type { OrgRef } from "../jobs/job"
import type { Environment } from "../zoho/data-centres"
import { dataCentreName } from "./data-centre-words"
import { t } from "./i18n"
import { Icon } from "./icon"

const ICONS = { production: "building", sandbox: "flask", developer: "code" } as const

/** Production, Sandbox or Developer: by word, picture and border, never by colour alone. */
export function EnvironmentChip({ environment }: { environment: Environment }): JSX.Element {
  return (
    <span class={`chip ${environment}`}>
      <Icon name={ICONS[environment]} />
      {t(`env_${environment}`)}
    </span>
  )
}

/** Where am I: org and environment, on one line. */
export function OrgLine({ org, centre = false }: { org: OrgRef; centre?: boolean }): JSX.Element {
  return (
    <span class="org">
      <bdi class="clip strong" title={org.name}>
        {org.name}
      </bdi>
      {centre && <span class="soft clip">{dataCentreName(org.location)}</span>}
      <EnvironmentChip environment={org.environment} />
    </span>
  )
}
