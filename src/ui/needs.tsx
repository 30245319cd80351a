/** What Zoho has to allow before a restore or a merge can be confirmed. */
import type { JSX } from "preact"
import type { MergeDraft, RestoreDraft } from "../store/drafts"
import type { Feature } from "../zoho/scopes"
import { Alert } from "./alert"
import { Button } from "./button"
import { list } from "./format"
import { t } from "./i18n"
import type { MessageKey } from "./i18n"
import type { Answer } from "./use-answer"

const WORDS: Partial<Record<Feature, MessageKey>> = {
  restore: "needs_restore",
  retag: "needs_retag",
  merge: "needs_merge",
}

export function missing(
  { requires }: Pick<MergeDraft | RestoreDraft, "requires">,
  { features }: Pick<Answer, "features">,
): readonly Feature[] {
  return requires.filter((feature) => !features.includes(feature))
}

export function Needs({
  needs,
  answer,
}: {
  readonly needs: readonly Feature[]
  readonly answer: Answer
}): JSX.Element | null {
  if (needs.length === 0) return null
  const words = needs.flatMap((feature) => WORDS[feature] ?? []).map((key) => t(key))
  return (
    <Alert>
      <p>{t("needs_allow", list(words))}</p>
      <div class="acts">
        <Button kind="primary" disabled={answer.isAsking} onClick={() => void answer.grant(needs)}>
          {t(answer.isAsking ? "allow_busy" : "allow")}
        </Button>
      </div>
    </Alert>
  )
}
