/** Fields for signing in again where a secret or a code has to be typed. */
import type { JSX } from "preact"
import { useState } from "preact/hooks"
import { t } from "../i18n/translate"
import { Button } from "../ui/controls"
import { CopyField, TextField } from "../ui/fields"

/** What the user types to sign in again, trimmed. */
export interface TypedForSignIn {
  readonly grantCode?: string
  readonly clientSecret?: string
}

export interface TypedSignInProps {
  /** The scope for the new code that a self client needs, as Zoho's console expects it; null: none is needed. */
  readonly scope: string | null
  /** Name of the organization whose client secret is needed; null: it is stored, or there is none. */
  readonly secretOf: string | null
  readonly onSignIn: (typed: TypedForSignIn) => void
}

/** Signing in again to a connected organization if Zoho's window alone isn't enough. */
export function TypedSignIn({ scope, secretOf, onSignIn }: TypedSignInProps): JSX.Element {
  const [code, setCode] = useState("")
  const [secret, setSecret] = useState("")
  const typed: TypedForSignIn = {
    ...(scope !== null && { grantCode: code.trim() }),
    ...(secretOf !== null && { clientSecret: secret.trim() }),
  }
  const isComplete = typed.grantCode !== "" && typed.clientSecret !== ""
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (!isComplete) return
    onSignIn(typed)
    setSecret("")
  }
  return (
    <form class="values whole" onSubmit={submit}>
      {scope !== null && (
        <>
          <p>{t("new_code_means")}</p>
          <CopyField label={t("scope")} value={scope} />
          <TextField label={t("grant_code")} value={code} hint={t("grant_code_hint")} onInput={setCode} />
        </>
      )}
      {secretOf !== null && (
        <TextField
          label={t("client_secret")}
          secret
          value={secret}
          hint={t("secret_not_kept")}
          onInput={setSecret}
        />
      )}
      <div class="acts">
        <Button kind="primary" submit disabled={!isComplete}>
          {t("sign_in")}
        </Button>
      </div>
    </form>
  )
}
