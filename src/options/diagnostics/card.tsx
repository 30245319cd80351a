import type { JSX } from "preact"
import { useState } from "preact/hooks"
import browser from "webextension-polyfill"
import type { Store } from "../../store/store"
import { Button } from "../../ui/button"
import { t, uiLanguage } from "../../ui/i18n"
import { diagnosticsText } from "./text"

async function collect(store: Store): Promise<string> {
  const accounts = await store.accounts.list()
  const { policy, wrong } = await store.policy.read()
  return diagnosticsText({
    version: browser.runtime.getManifest().version,
    browser: navigator.userAgent,
    language: uiLanguage(),
    accounts,
    capabilities: await Promise.all(accounts.map(({ org }) => store.capabilities.of(org.id))),
    settings: await store.settings.get(),
    policy,
    policyWrong: wrong,
    states: (await store.jobs.list(Infinity)).map(({ state }) => state),
  })
}

/** Copies what helps to answer a question. It is shown, so that people see what they send. */
export function DiagnosticsCard({ store }: { store: Store }): JSX.Element {
  const [copied, setCopied] = useState<string | null>(null)
  const [failed, setFailed] = useState(false)
  const copy = async (): Promise<void> => {
    try {
      const text = await collect(store)
      setCopied(text)
      await navigator.clipboard.writeText(text)
      setFailed(false)
    } catch {
      setFailed(true)
    }
  }
  return (
    <section class="card" aria-labelledby="diagnostics">
      <h2 id="diagnostics">{t("diagnostics")}</h2>
      <p class="soft">{t("options_diagnostics_mean")}</p>
      <div class="acts">
        <Button icon="copy" onClick={() => void copy()}>
          {t("copy_diagnostics")}
        </Button>
        <span class="soft" role="status">
          {failed ? t("copy_failed") : copied === null ? "" : t("copied")}
        </span>
      </div>
      {copied !== null && (
        <textarea
          class="input report"
          rows={8}
          readOnly
          aria-label={t("diagnostics")}
          value={copied}
          dir="ltr"
        />
      )}
    </section>
  )
}
