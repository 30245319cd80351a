import type { JSX } from "preact"
import type { Account } from "../store/accounts"
import { OrgLine } from "../ui/chip"
import { dataCentreName } from "../ui/data-centre-words"
import { t } from "../ui/i18n"
import { Icon } from "../ui/icon"

export interface HeaderProps {
  readonly accounts: readonly Account[]
  /** Undefined where none is connected. */
  readonly account: Account | undefined
  readonly onAccount: (accountId: string) => void
}

const inWords = ({ org }: Account): string =>
  `${org.name} · ${dataCentreName(org.location)} · ${t(`env_${org.environment}`)}`

/** Where am I, and as whom. */
export function Header({ accounts, account, onAccount }: HeaderProps): JSX.Element {
  return (
    <header class="masthead">
      <span class="brand">
        <Icon name="tag" />
      </span>
      <h1>{t("manager")}</h1>
      {account && <OrgLine org={account.org} centre />}
      {account?.user && <span class="soft clip">{t("signed_in_as", account.user)}</span>}
      {accounts.length > 1 && (
        <select
          class="input"
          aria-label={t("org")}
          value={account?.id}
          onChange={(event) => onAccount(event.currentTarget.value)}
        >
          {accounts.map((each) => (
            <option key={each.id} value={each.id}>
              {inWords(each)}
            </option>
          ))}
        </select>
      )}
      {account && (
        <a class="aside" href="/tabs/backups.html">
          {t("backups")}
        </a>
      )}
    </header>
  )
}
