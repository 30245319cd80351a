import type { JSX } from "preact"
import { isFinished } from "../../jobs/job"
import type { OrgRef } from "../../jobs/job"
import type { JobRecord } from "../../jobs/record"
import { Button } from "../../ui/button"
import { OrgLine } from "../../ui/chip"
import { t } from "../../ui/i18n"
import type { FoundOut } from "./findings"
import { CheckResult } from "./result"

export interface CheckViewProps {
  readonly org: OrgRef
  /** Null: none was ever made. */
  readonly check: JobRecord | null
  readonly found: readonly FoundOut[]
  readonly version: string
  readonly onOpen: () => void
  readonly onContinue: (check: JobRecord) => void
}

/** One org's part of the card. */
export function CheckView({ org, check, onOpen, onContinue, ...result }: CheckViewProps): JSX.Element {
  const isIdle = check === null || isFinished(check.job.state)
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
      {check && <CheckResult check={check} {...result} onContinue={() => onContinue(check)} />}
    </li>
  )
}
