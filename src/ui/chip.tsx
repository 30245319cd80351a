import type { JSX } from "preact"
import type { OrgRef } from "../deletion/job"
import type { Environment } from "../zoho/data-centres"
import { t } from "./i18n"
import type { MessageKey } from "./i18n"
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

/** The data centre's name in the user's language, or Zoho's short word for one we have no name for. */
export function dataCentreName(location: string): string {
  return t(`dc_${location}` as MessageKey) || location.toUpperCase()
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

export const orgLine = `
.org{display:inline-flex;align-items:center;gap:8px;min-width:0}`
