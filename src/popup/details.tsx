import type { JSX } from "preact"
import { t } from "../ui/i18n"
import { Island } from "./island"
import type { PopupViewProps } from "./view"

/** What became of the open job or task. */
export function Details(props: PopupViewProps & { of: "job" | "task" }): JSX.Element {
  const { later, record, taskRecord, backup, onDownload } = props
  if (later && props.of === "job" && record)
    return <Island draw={later.drawJobDetails} props={{ record, backup, onDownload }} />
  if (later && props.of === "task" && taskRecord)
    return (
      <Island draw={later.drawTaskDetails} props={{ record: taskRecord, onDownload: props.onDownloadTask }} />
    )
  return <p class="soft">{t("details_loading")}</p>
}
