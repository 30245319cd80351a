import type { JSX } from "preact"
import { useState } from "preact/hooks"
import { Button } from "../ui/button"
import { CopyField, TextField } from "../ui/fields"
import { t } from "../ui/i18n"

/** A connected self client that needs a new code: to be signed in again, or for a right that it has not got yet. */
export function NewCode({
  scope,
  onCode,
}: {
  /** As Zoho's console wants it. */
  readonly scope: string
  readonly onCode: (code: string) => void
}): JSX.Element {
  const [code, setCode] = useState("")
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (code.trim() !== "") onCode(code.trim())
  }
  return (
    <form class="values whole" onSubmit={submit}>
      <p>{t("new_code_means")}</p>
      <CopyField label={t("new_code_scope")} copyLabel={t("copy_new_code_scope")} value={scope} />
      <TextField label={t("new_code")} value={code} hint={t("grant_code_hint")} onInput={setCode} />
      <div class="acts">
        <Button kind="primary" submit disabled={code.trim() === ""}>
          {t("sign_in")}
        </Button>
      </div>
    </form>
  )
}
