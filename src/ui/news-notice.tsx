import type { JSX } from "preact"
import { useRef } from "preact/hooks"
import { Button } from "./button"
import { t } from "./i18n"
import { newsOf } from "./news"
import { Notice } from "./notice"

/** What an update has brought, until it is dismissed: it stands there, and asks for nothing. */
export function NewsNotice({
  versions,
  onDismiss,
}: {
  /** Of which nobody has dismissed the news. */
  readonly versions: readonly string[]
  readonly onDismiss: () => void
}): JSX.Element {
  const place = useRef<HTMLDivElement>(null)
  const items = newsOf(versions)
  const dismiss = (): void => {
    // The button goes, and the focus must not go with it.
    place.current?.focus()
    onDismiss()
  }
  return (
    <div class="news" ref={place} tabIndex={-1}>
      {items.length > 0 && (
        <Notice tone="info">
          {items.map(({ version, words }) => (
            <p key={version}>
              <span class="strong">{t("news_title", version)}</span> {t(words)}
            </p>
          ))}
          <div class="acts">
            <Button kind="quiet" onClick={dismiss}>
              {t("news_dismiss")}
            </Button>
          </div>
        </Notice>
      )}
    </div>
  )
}
