/** How an environment, an org, a tag and a time are named on every screen. */
import type { JSX } from "preact"

import { dataCenterName, dateTime, relativeTime } from "../i18n/format"
import { t } from "../i18n/translate"
import type { OrgRef } from "../jobs/job"
import type { Environment } from "../zoho/data-centers"
import { Icon } from "./controls"

const ICONS = { production: "building", sandbox: "flask", developer: "code" } as const

/** Production, Sandbox or Developer: by word, picture and border, never by color alone. */
export function EnvironmentChip({ environment }: { environment: Environment }): JSX.Element {
  return (
    <span class={`chip ${environment}`}>
      <Icon name={ICONS[environment]} />
      {t(`env_${environment}`)}
    </span>
  )
}

/** Org and environment on one line. @param props.quiet in normal text, and only what is not production is said */
export function OrgLine(props: { org: OrgRef; center?: boolean; quiet?: boolean }): JSX.Element {
  const { org, center = false, quiet = false } = props
  return (
    <span class="org">
      <bdi class={quiet ? "clip" : "clip strong"} title={org.name}>
        {org.name}
      </bdi>
      {center && <span class="soft clip">{dataCenterName(org.location)}</span>}
      {(!quiet || org.environment !== "production") && <EnvironmentChip environment={org.environment} />}
    </span>
  )
}

/** A tag: its color as a dot, its name in normal text, in its own writing direction. */
export function TagName({ name, colorCode }: { name: string; colorCode: string | null }): JSX.Element {
  return (
    <span class="tag">
      <i
        class={colorCode ? "dot" : "dot none"}
        style={colorCode ? { backgroundColor: colorCode } : undefined}
      />
      <bdi>{name}</bdi>
    </span>
  )
}

/** How long ago, such as when a job was confirmed. */
export function Since({ at, now }: { at: number; now: number }): JSX.Element {
  return (
    <time class="soft" dateTime={new Date(at).toISOString()} title={dateTime(at)}>
      {relativeTime(at, now)}
    </time>
  )
}
