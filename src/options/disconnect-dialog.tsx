import type { JSX } from "preact"
import { useId } from "preact/hooks"
import type { OrgRef } from "../jobs/job"
import { Button } from "../ui/button"
import { t, tn } from "../ui/i18n"
import { useSettled } from "../ui/modal"
import { QuestionDialog } from "../ui/question"

export interface DisconnectDialogProps {
  readonly org: OrgRef
  /** Titles of the jobs that it stops. */
  readonly stops: readonly string[]
  readonly onDisconnect: () => void
  readonly onCancel: () => void
}

/** Says what is lost, what is kept and which jobs end, before an organization is disconnected. */
export function DisconnectDialog({ org, stops, onDisconnect, onCancel }: DisconnectDialogProps): JSX.Element {
  const id = useId()
  const settled = useSettled()
  return (
    <QuestionDialog
      {...{ id, org, onCancel }}
      title={t("disconnect_title", org.name)}
      onSubmit={() => {
        if (settled) onDisconnect()
      }}
    >
      <div id={`${id}d`} class="will">
        <p>{t("disconnect_means")}</p>
        {stops.length > 0 && (
          <>
            <p class="strong" id={`${id}s`}>
              {tn("disconnect_stops", stops.length)}
            </p>
            <ul class="stops" aria-labelledby={`${id}s`}>
              {stops.map((title, at) => (
                <li key={at}>{title}</li>
              ))}
            </ul>
            <p class="soft">{t("disconnect_stops_means")}</p>
          </>
        )}
      </div>
      <div class="foot">
        <div class="acts">
          <span class="fill" />
          <Button autoFocus onClick={onCancel}>
            {t("cancel")}
          </Button>
          <Button kind="danger" submit disabled={!settled}>
            {t("disconnect")}
          </Button>
        </div>
      </div>
    </QuestionDialog>
  )
}
