import type { JSX } from "preact"
import type { OrgRef } from "../../deletion/job"
import type { OrgCheck } from "../../org-check/record"
import { Button } from "../../ui/button"
import { OrgLine } from "../../ui/chip"
import { t } from "../../ui/i18n"
import type { FoundOut } from "./findings"
import { CheckResult } from "./result"

export interface CheckViewProps {
  readonly org: OrgRef
  /** Null: none was ever made. */
  readonly check: OrgCheck | null
  readonly found: readonly FoundOut[]
  readonly version: string
  readonly onOpen: () => void
  readonly onContinue: () => void
}

/** One org's part of the card. */
export function CheckView({ org, check, onOpen, ...result }: CheckViewProps): JSX.Element {
  const isIdle = check === null || check.phase === "finished"
  return (
    <li class="account">
      <div class="body">
        <OrgLine org={org} centre />
      </div>
      {isIdle && (
        <div class="acts">
          <Button onClick={onOpen}>{t(check ? "check_again" : "check_title")}</Button>
        </div>
      )}
      {check && <CheckResult check={check} {...result} />}
    </li>
  )
}
