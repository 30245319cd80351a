import type { JSX } from "preact"
import { Button } from "./button"
import { t } from "./i18n"
import type { ReportKind } from "./report"

/** A report, in either form. */
export function ReportButtons(props: {
  readonly quiet?: boolean
  readonly onDownload: (kind: ReportKind) => void
}): JSX.Element {
  const look = props.quiet ? ({ kind: "quiet", icon: "file" } as const) : ({ icon: "file" } as const)
  return (
    <>
      <Button {...look} onClick={() => props.onDownload("csv")}>
        {t("download_report")}
      </Button>
      <Button {...look} label={t("download_report_json")} onClick={() => props.onDownload("json")}>
        {t("report_json")}
      </Button>
    </>
  )
}
